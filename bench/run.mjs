// The benchmarks of Carelake beside their peers, in one run on one machine: node bench/run.mjs [NAME …] [--rows N] [--keep] [--lake FOLDER].
// ./carelake bench starts this after building the product. Results go to standard output; bench/RESULTS.md keeps the last ones.
import { mkdtempSync, rmSync, existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { machine } from './lib/measure.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))
const root = path.dirname(here)
const benchmarks = ['scd2', 'rcm', 'x12', 'fhir', 'hl7', 'mllp', 'operations', 'cedar', 'audit', 'reads']

const args = process.argv.slice(2)
const option = (name, fallback) => {
  const at = args.indexOf(name)
  if (at < 0) return fallback
  const [, value] = args.splice(at, 2)
  return value
}
const flag = name => { const at = args.indexOf(name); if (at >= 0) args.splice(at, 1); return at >= 0 }

const rows = Number(option('--rows', 0))
const lakeFolder = option('--lake', '')
const keep = flag('--keep')
const json = flag('--json')
const names = args.length ? args : benchmarks
for (const name of names)
  if (!benchmarks.includes(name)) { console.error(`There is no benchmark '${name}'; choose among ${benchmarks.join(', ')}.`); process.exit(2) }

const dll = path.join(root, 'src/Cli/bin/Release/net10.0/carelake.dll')
if (!existsSync(dll)) { console.error('Carelake is not built; run ./carelake bench instead of this script.'); process.exit(1) }

const results = []
for (const name of names) {
  const folder = mkdtempSync(path.join(process.env.CARELAKE_BENCH_FOLDER ?? tmpdir(), `carelake-bench-${name}-`))
  try {
    const { run } = await import(existsSync(path.join(here, name)) ? `./${name}/run.mjs` : `./formats/${name}.mjs`)
    results.push({ name, machine: machine(), ...await run({ folder, rows, root, carelake: ['dotnet', dll], lakeFolder, log: line => console.error(line) }) })
  } finally {
    if (!keep) rmSync(folder, { recursive: true, force: true })
  }
}

if (json) console.log(JSON.stringify(results, null, 2))
else for (const result of results) {
  console.log(`\n${result.name}: ${result.what} (${result.machine})\n`)
  console.table(result.table)
  for (const line of result.verdicts) console.log(line)
}
