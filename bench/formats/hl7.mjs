// HL7 v2: ADT messages parsed and decoded to the fields an interface stores, each peer in its own process and language, one after another, on one core.
// The messages are the ADT of Simulated Hospital's public sample (Apache-2.0), from the shared corpora.
import { existsSync } from 'node:fs'
import path from 'node:path'
import { execFileSync } from 'node:child_process'

export async function run({ root, log }) {
  const shared = process.env.CARELAKE_SHARED || path.join(root, '../shared')
  const sample = path.join(shared, 'corpora/hl7v2/simhospital/messages-part1.hl7')
  if (!existsSync(sample)) throw new Error(`${sample} is missing: put the shared data there, or name its folder in CARELAKE_SHARED.`)
  const project = path.join(root, 'bench/formats/Carelake.FormatBench.csproj')
  execFileSync('dotnet', ['build', project, '-c', 'Release', '-v', 'quiet', '-nologo'], { stdio: ['ignore', 'ignore', 'inherit'] })

  const bench = path.join(root, 'bench/formats/bin/Release/net10.0/Carelake.FormatBench.dll')
  const pinned = args => ['taskset', ['-c', '0', ...args]]
  const measure = (name, args) => {
    log(`${name} ...`)
    try {
      const [command, all] = pinned(args)
      return JSON.parse(execFileSync(command, all, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim().split('\n').at(-1))
    } catch (error) {
      log(`  left out: ${String(error.stderr ?? error.message).trim().split('\n').at(-1).slice(0, 200)}`)
      return null
    }
  }
  const peer = path.join(root, 'bench/formats/hl7-peer.mjs')
  const results = {
    'Carelake, fields decoded': measure('Carelake', ['dotnet', bench, 'hl7-adt', sample]),
    'Carelake, segments and fields split': measure('Carelake, index only', ['dotnet', bench, 'hl7-index', sample]),
    'Carelake, every component as a text': measure('Carelake, texts', ['dotnet', bench, 'hl7-texts', sample]),
    '@medplum/core, every component as a string': measure('@medplum/core, strings', ['node', '--expose-gc', peer, 'medplum-texts', sample]),
    '@medplum/core': measure('@medplum/core', ['node', '--expose-gc', peer, 'medplum', sample]),
    'node-hl7-client': measure('node-hl7-client', ['node', '--expose-gc', peer, 'node-hl7-client', sample]),
    'python3-hl7': measure('python3-hl7', ['python3', path.join(root, 'bench/formats/hl7_peer.py'), sample]),
  }
  const own = results['Carelake, fields decoded']
  const medplum = results['@medplum/core']
  const texts = results['Carelake, every component as a text']
  const strings = results['@medplum/core, every component as a string']
  const table = {}
  for (const [name, result] of Object.entries(results)) {
    if (!result) continue
    table[name] = {
      'messages/s': Math.round(result.itemsPerSecond).toLocaleString(), 'MB/s': (result.bytesPerSecond / 1e6).toFixed(1),
      'bytes allocated a message': result.allocatedBytesPerItem ? Math.round(result.allocatedBytesPerItem).toLocaleString() : 'not read', checksum: result.checksum,
    }
  }
  return {
    what: 'ADT messages parsed to typed fields, one core',
    table,
    verdicts: [
      `Messages/s: ${Math.round(own.itemsPerSecond).toLocaleString()} (at least 400,000)`,
      medplum ? `Over @medplum/core: ${(own.itemsPerSecond / medplum.itemsPerSecond).toFixed(1)} times (at least 20); the sums of what was decoded ${own.checksum === medplum.checksum ? 'are equal' : 'DIFFER'}`
        : '@medplum/core is not installed: npm ci in bench/',
      ...strings ? [`Every component as a string, over @medplum/core: ${(texts.itemsPerSecond / strings.itemsPerSecond).toFixed(1)} times`] : [],
    ],
  }
}
