// Policy decisions at 10 and at 10,000 policies by Carelake and by the official cedar-wasm, each in a process of its own on the same policies and requests.
// cedar-wasm is given its policies read beforehand, and with each request just the entities that it needs, as JavaScript objects.
import { execFileSync } from 'node:child_process'
import path from 'node:path'

export async function run({ folder, root, log }) {
  const project = path.join(root, 'bench/access')
  execFileSync('dotnet', ['build', project, '-c', 'Release', '-v', 'quiet', '-nologo'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const own = path.join(project, 'bin/Release/net10.0/Carelake.AccessBench.dll')
  const last = (command, args) => JSON.parse(execFileSync(command, args, { encoding: 'utf8' }).trim().split('\n').at(-1))
  const rows = []
  for (const policies of [10, 10_000]) {
    log(`cedar: ${policies} policies`)
    const ours = last('dotnet', [own, 'cedar', String(policies), folder])
    const peer = last('node', [path.join(root, 'bench/cedar/peer.mjs'), folder])
    if (ours.allowed !== peer.allowed) throw new Error(`Carelake allows ${ours.allowed} of the requests, cedar-wasm ${peer.allowed}.`)
    rows.push({ policies, ours, peer })
  }
  const [few, many] = rows
  const growth = many.ours.medianNanoseconds / few.ours.medianNanoseconds
  const met = (isMet, text) => `${isMet ? 'met' : 'MISSED'}: ${text}`
  return {
    what: 'policy decisions, one core',
    table: rows.flatMap(({ policies, ours, peer }) => [
      { evaluator: 'Carelake', policies, 'median µs': Number((ours.medianNanoseconds / 1e3).toFixed(2)), 'p99 µs': Number((ours.p99Nanoseconds / 1e3).toFixed(2)), 'bytes a decision': Math.round(ours.bytesADecision), allowed: ours.allowed },
      { evaluator: 'cedar-wasm', policies, 'median µs': Number((peer.medianNanoseconds / 1e3).toFixed(2)), 'p99 µs': Number((peer.p99Nanoseconds / 1e3).toFixed(2)), 'bytes a decision': '', allowed: peer.allowed },
    ]),
    verdicts: [
      met(many.ours.medianNanoseconds <= 1_000, `${(many.ours.medianNanoseconds / 1e3).toFixed(2)} µs median at 10,000 policies (target 1)`),
      met(many.ours.p99Nanoseconds <= 5_000, `${(many.ours.p99Nanoseconds / 1e3).toFixed(2)} µs p99 at 10,000 policies (target 5)`),
      met(growth <= 2, `${growth.toFixed(2)} times the time at 10 policies (target 2)`),
    ],
  }
}
