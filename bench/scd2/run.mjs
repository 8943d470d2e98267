// The day-2 load of a patient table with history, landing file to committed silver Delta, beside the engine alone.
import { cpSync, mkdirSync, renameSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { mustMeasure, seconds, megabytes } from '../lib/measure.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))

export async function run({ folder, rows, carelake, log }) {
  const patients = rows || 1_000_000
  const sql = (name, ...settings) => mustMeasure('node', [path.join(here, '../lib/duckdb.mjs'), path.join(here, name), `folder=${folder}`, ...settings])
  const project = path.join(folder, 'project')
  for (const part of ['carelake.yaml', 'mappings', 'models']) cpSync(path.join(here, part), path.join(project, part), { recursive: true })
  mkdirSync(path.join(project, 'data'))
  const load = () => mustMeasure(carelake[0], [...carelake.slice(1), 'run', '--config', path.join(project, 'carelake.yaml')])

  const make = day => sql('data.sql', `day=${day}`, `patients=${patients}`, `now=${new Date().toISOString().slice(0, 19).replace('T', ' ')}`)
  const deliver = day => renameSync(path.join(folder, `day${day}.csv`), path.join(project, 'data', `patients.day${day}.csv`))

  log(`Day 1 of ${patients.toLocaleString()} patients ...`)
  await make(1)
  const bare1 = await sql('bare_day1.sql')
  deliver(1)
  const day1 = await load()
  await make(2)
  log('Day 2, the engine alone ...')
  const bare2 = await sql('bare_day2.sql')
  deliver(2)
  log('Day 2, Carelake ...')
  const day2 = await load()

  const row = result => ({ wall: seconds(result.wallSeconds), cpu: seconds(result.cpuSeconds), peak: megabytes(result.peakBytes) })
  return {
    what: `day-2 load of ${patients.toLocaleString()} patients by 10 columns, 5% changed, 1% new, 0.5% gone`,
    table: { 'DuckDB alone, day 1': row(bare1), 'Carelake, day 1': row(day1), 'DuckDB alone, day 2': row(bare2), 'Carelake, day 2': row(day2) },
    verdicts: [
      `CPU of Carelake over DuckDB alone on day 2: ${(day2.cpuSeconds / bare2.cpuSeconds).toFixed(2)} (at most 1.00)`,
      `Peak memory on day 2: ${megabytes(day2.peakBytes)} (below 1024 MiB)`,
    ],
  }
}
