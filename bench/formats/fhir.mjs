// Synthea bundles validated from their bytes by Carelake, by @medplum/core and by the npm package fhir (Lantana), each in a process of its own.
//
// What each looks at:
//   Carelake, R4        structure, cardinality, JSON kinds, primitive values, required bindings, reference targets, references within the
//                       bundle, bundle and contained rules, invariants, narratives; line and column of each finding
//   Carelake, profiles  that, and the US Core profiles that the resources claim, with their slices, value sets and invariants
//   @medplum/core       structure, cardinality, JSON kinds, primitive values, reference targets and some invariants; no value sets, no lines
//   fhir (Lantana)      structure, cardinality, primitive values and value sets; no invariants, no reference targets, no lines
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import path from 'node:path'

const shared = root => process.env.CARELAKE_SHARED ?? path.join(root, '..', 'shared')

export async function run({ root, log }) {
  const folder = path.join(shared(root), 'corpora/fhir/synthea-bundles')
  const files = readdirSync(folder).filter(name => name.startsWith('synthea-')).sort().map(name => path.join(folder, name))
  const project = path.join(root, 'bench/formats')
  execFileSync('dotnet', ['build', project, '-c', 'Release', '-v', 'quiet', '-nologo'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const own = path.join(project, 'bin/Release/net10.0/Carelake.FormatBench.dll')
  const measure = (name, command, args) => {
    log(`fhir: ${name}`)
    return { name, ...JSON.parse(execFileSync(command, [...args, ...files], { encoding: 'utf8' }).trim().split('\n').at(-1)) }
  }

  const core = measure('Carelake, R4', 'dotnet', [own, 'fhir-core'])
  const profiles = measure('Carelake, with profiles', 'dotnet', [own, 'fhir-profiles'])
  const peers = ['medplum', 'lantana'].map(peer => measure(peer === 'medplum' ? '@medplum/core' : 'fhir (Lantana)', 'node', [path.join(project, 'fhir-peer.mjs'), peer]))
  const best = Math.max(...peers.map(peer => peer.itemsPerSecond))
  const ratio = one => one.itemsPerSecond / best

  return {
    what: `${files.length} Synthea bundles validated, one core`,
    table: [core, profiles, ...peers].map(one => ({
      validator: one.name,
      'resources/s': Math.round(one.itemsPerSecond),
      'MB/s': Number((one.bytesPerSecond / 1e6).toFixed(1)),
      'allocated/resource': one.allocatedBytesPerItem === undefined ? '' : Math.round(one.allocatedBytesPerItem),
      'times the best peer': Number(ratio(one).toFixed(1)),
      issues: one.checksum,
    })),
    verdicts: [
      `${ratio(core) >= 10 ? 'met' : 'MISSED'}: R4 at ${ratio(core).toFixed(1)} times the best peer (target 10)`,
      `${ratio(profiles) >= 10 ? 'met' : 'MISSED'}: with US Core profiles, which the peers do not look at, ${ratio(profiles).toFixed(1)} times (target 10)`,
    ],
  }
}
