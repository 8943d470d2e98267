// The revenue-cycle lake of the simulated hospitals, made by a simulation and a run; taken as it is where a folder has it already.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { mustMeasure } from './measure.mjs'

/** Rows of the scale 1 that the two hospitals have. */
const rowsOfScale = 80_000

/** @returns {Promise<{config: string, lake: string, rows: number}>} */
export async function rcmLake({ folder, rows, root, carelake, log }) {
  const [config, lake, done] = ['carelake.yaml', 'lake', 'rows.txt'].map(name => path.join(folder, name))
  if (existsSync(done)) return { config, lake, rows: Number(readFileSync(done, 'utf8')) }
  mkdirSync(folder, { recursive: true })
  rcmProject(folder, root)
  log(`Making ${rows.toLocaleString()} rows ...`)
  const data = path.join(folder, 'data')
  const made = rowsIn(await mustMeasure(carelake[0], [...carelake.slice(1), 'simulate', data, '--scale', rows / rowsOfScale, '--store', 'csv', '--facilities', 'hospital-a,hospital-b', '--json']))
  log('From landing to gold ...')
  // The simulator plants rows that belong in quarantine, which a run says with 3.
  await mustMeasure(carelake[0], [...carelake.slice(1), 'run', '--config', config], { allowed: [0, 3] })
  rmSync(data, { recursive: true })
  writeFileSync(done, String(made))
  return { config, lake, rows: made }
}

/** The example's project in a folder, with files in the place of its databases. */
export function rcmProject(folder, root) {
  cpSync(path.join(root, 'examples/rcm/mappings'), path.join(folder, 'mappings'), { recursive: true })
  writeFileSync(path.join(folder, 'carelake.yaml'), filesOnly(readFileSync(path.join(root, 'examples/rcm/carelake.yaml'), 'utf8')))
}

/** How many rows a simulation says it made. */
export const rowsIn = result => JSON.parse(result.output.slice(result.output.indexOf('['), result.output.lastIndexOf(']') + 1))
  .filter(table => table.table !== 'truth').reduce((sum, table) => sum + table.rows, 0)

/** The example's project with its databases replaced by CSV extracts of the same tables. */
function filesOnly(yaml) {
  const tables = { patients: 'patients', encounters: 'encounters', transactions: 'transactions', providers: 'providers', departments: 'departments' }
  const source = (id, facility) => `  ${id}:
    connector: files
    facility: ${id}
    tables:
${Object.keys(tables).map(table => `      ${table}: {path: "data/emr/${facility}/${table}*.csv", load: ${table === 'providers' || table === 'departments' ? 'full, keys: [' + (table === 'providers' ? 'ProviderID' : 'DeptID') + ']' : 'append'}}`).join('\n')}
`
  return yaml.replace(/^ {2}hospital_a:\n {4}connector[\s\S]*?(?=^ {2}claims_a:)/m, `${source('hospital_a', 'hospital-a')}\n${source('hospital_b', 'hospital-b')}\n`)
}
