// The tamper-evident audit log: entries durable in batches, and inclusion proofs among them. No peer: --rows sets how many entries (10,000,000).
import { execFileSync } from 'node:child_process'
import path from 'node:path'

export async function run({ folder, rows, root, log }) {
  const records = rows || 10_000_000
  const project = path.join(root, 'bench/access')
  execFileSync('dotnet', ['build', project, '-c', 'Release', '-v', 'quiet', '-nologo'], { stdio: ['ignore', 'ignore', 'inherit'] })
  log(`audit: ${records} records`)
  const own = path.join(project, 'bin/Release/net10.0/Carelake.AccessBench.dll')
  const figures = JSON.parse(execFileSync('dotnet', [own, 'audit', String(records), folder], { encoding: 'utf8' }).trim().split('\n').at(-1))
  const met = (isMet, text) => `${isMet ? 'met' : 'MISSED'}: ${text}`
  return {
    what: `${records} audit records`,
    table: [{
      records, 'MB': Math.round(figures.megabytes), 'records/s durable': Math.round(figures.recordsPerSecond),
      'proof median µs': Math.round(figures.proofMedianMicroseconds), 'proof p99 µs': Math.round(figures.proofP99Microseconds), 'verified records/s': Math.round(figures.verifyPerSecond),
    }],
    verdicts: [
      met(figures.recordsPerSecond >= 200_000, `${Math.round(figures.recordsPerSecond)} records/s durable (target 200,000)`),
      met(figures.proofP99Microseconds < 1_000, `inclusion proof ${Math.round(figures.proofP99Microseconds)} µs at p99 among ${records} (target 1,000)`),
    ],
  }
}
