// Landing to gold on the simulated revenue-cycle model, beside a bare DuckDB script and PostgreSQL doing the same work, and a day on
// which 1% of the rows changed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { rcmProject, rowsIn } from '../lib/lake.mjs'
import { mustMeasure, measure, seconds, megabytes } from '../lib/measure.mjs'
import { startPostgres } from '../lib/postgres.mjs'

export async function run({ folder, rows, root, carelake, log }) {
  const target = rows || 20_000_000
  const project = path.join(folder, 'project')
  const data = path.join(project, 'data')
  mkdirSync(project)
  rcmProject(project, root)

  // Two of the three simulated hospitals, 80% of the rows of a scale, whose unit is 100,000 rows.
  const scale = target / 80_000
  // A day writes half a hundredth of the rows again and adds as many: one in a hundred is new or changed.
  const simulate = day => mustMeasure(carelake[0], [...carelake.slice(1), 'simulate', data, '--scale', scale, '--day', day, '--change-share', 0.005,
    '--store', 'csv', '--facilities', 'hospital-a,hospital-b', '--json'])
  log(`Making ${target.toLocaleString()} rows ...`)
  const made = rowsIn(await simulate(1))

  // The simulator plants rows that belong in quarantine, which a run says with 3.
  const load = () => mustMeasure(carelake[0], [...carelake.slice(1), 'run', '--config', path.join(project, 'carelake.yaml')], { allowed: [0, 3] })
  log('The engine alone ...')
  const output = path.join(folder, 'bare')
  for (const layer of ['bronze', 'silver', 'quarantine', 'gold']) mkdirSync(path.join(output, layer), { recursive: true })
  const bare = await mustMeasure('node', [path.join(root, 'bench/lib/duckdb.mjs'), path.join(root, 'bench/bare/rcm.sql'), `data=${data}`, `out=${output}`])
  log('Carelake, everything ...')
  const full = await load()
  log('Comparing the tables ...')
  const compared = await mustMeasure('node', [path.join(root, 'bench/lib/compare.mjs'), output, path.join(project, 'lake')])
  const tables = compared.output.split('\n').filter(line => line.startsWith('{')).map(line => JSON.parse(line))
  log('Carelake, nothing new ...')
  const nothing = await load()
  log('Carelake, a day on which 1% changed ...')
  const changed = rowsIn(await simulate(2))
  const day2 = await load()

  // Last, since it takes longest; it reads the files of the first day only.
  log('PostgreSQL ...')
  const peerScript = path.join(folder, 'rcm_postgres.sql')
  writeFileSync(peerScript, readFileSync(path.join(root, 'bench/bare/rcm_postgres.sql'), 'utf8').replaceAll('{data}', data))
  const postgres = await startPostgres(folder)
  const peer = postgres
    ? await measure('psql', [postgres.url, '-v', 'ON_ERROR_STOP=1', '-q', '-f', peerScript])
    : null
  await postgres?.stop()

  const row = (result, count) => ({
    wall: seconds(result.wallSeconds), 'rows/s': Math.round(count / result.wallSeconds).toLocaleString(), cpu: seconds(result.cpuSeconds), peak: megabytes(result.peakBytes),
  })
  const table = { 'DuckDB script': row(bare, made), 'Carelake, all': row(full, made) }
  if (peer?.code === 0) table.PostgreSQL = row(peer, made)
  table['Carelake, nothing new'] = row(nothing, 0)
  table['Carelake, 1% changed'] = row(day2, changed)
  return {
    what: `landing to gold, ${made.toLocaleString()} rows`,
    table,
    verdicts: [
      `Equal work: ${tables.filter(one => one.same).length} of the ${tables.length} tables of silver and gold are the same as the bare script's, row for row` +
        tables.filter(one => !one.same).map(one => `; not ${JSON.stringify(one)}`).join(''),
      `Rows/s of Carelake over the bare script: ${(bare.wallSeconds / full.wallSeconds).toFixed(2)} (at least 0.70)`,
      peer?.code === 0 ? `Rows/s of Carelake over PostgreSQL: ${(peer.wallSeconds / full.wallSeconds).toFixed(1)} (at least 5)`
        : `PostgreSQL did not run: ${peer ? peer.output.slice(-500) : 'not installed'}`,
      `A day with 1% changed over the full run: ${(100 * day2.wallSeconds / full.wallSeconds).toFixed(1)}% (below 5%)`,
      `Peak memory of the full run: ${megabytes(full.peakBytes)} (below 4096 MiB)`,
    ],
  }
}
