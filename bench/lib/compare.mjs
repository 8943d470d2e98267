// Compares the tables that a bare script wrote as Parquet files with those of a lake, row for row: node compare.mjs OUT LAKE.
// Left out are only what cannot be the same: ids of batches and landed files, the hash that each side computes in its own way, and the
// moment a row was taken in, which is when a row without a time of its own begins to hold. Prints one JSON line a table.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { DuckDBInstance } from '@duckdb/node-api'

const notCompared = new Set(['_source_id', '_batch_id', '_landing_file', '_position', 'change_hash', 'observed_at'])
const [out, lake] = process.argv.slice(2)
const connection = await (await DuckDBInstance.create(':memory:')).connect()
const rows = async sql => (await connection.runAndReadAll(sql)).getRowObjectsJson()
const columnsOf = async relation => new Map((await rows(`describe from ${relation}`)).map(row => [row.column_name, row.column_type]))

/** The files of a Delta table's newest version, as the JSON commits of its log tell; only for tables as young as those of a benchmark. */
function filesOf(folder) {
  const live = new Set()
  for (const name of readdirSync(path.join(folder, '_delta_log')).filter(name => /^\d{20}\.json$/.test(name)).sort()) {
    for (const line of readFileSync(path.join(folder, '_delta_log', name), 'utf8').split('\n').filter(Boolean)) {
      const { add, remove } = JSON.parse(line)
      if (remove) live.delete(remove.path)
      if (add?.deletionVector) throw new Error(`${folder} has deleted rows; compare after a first load.`)
      if (add) live.add(add.path)
    }
  }
  return [...live].map(file => path.join(folder, decodeURIComponent(file)))
}

for (const layer of ['silver', 'gold']) {
  for (const name of readdirSync(path.join(out, layer)).filter(name => name.endsWith('.parquet')).map(name => name.slice(0, -'.parquet'.length)).sort()) {
    const bare = `read_parquet('${path.join(out, layer, name)}.parquet')`
    let files = []
    try { files = filesOf(path.join(lake, layer, name)) } catch (error) { if (error.code !== 'ENOENT') throw error }
    if (files.length === 0) {
      const [{ count }] = await rows(`select count(*)::varchar as count from ${bare}`)
      console.log(JSON.stringify({ table: `${layer}.${name}`, same: count === '0', rows: Number(count), note: 'not in the lake' }))
      continue
    }
    const ours = `read_parquet([${files.map(file => `'${file}'`).join(', ')}])`
    const [theirs, mine] = [await columnsOf(bare), await columnsOf(ours)]
    const left = new Set([...theirs.keys(), ...mine.keys()].filter(column => !(theirs.has(column) && mine.has(column)) && !notCompared.has(column)))
    const compared = [...mine.keys()].filter(column => theirs.has(column) && !notCompared.has(column))
    const timeless = compared.includes('valid_from') &&
      (await rows(`select coalesce(max(valid_from) = timestamp '0001-01-01', true) as timeless from ${bare}`))[0].timeless
    const list = compared.filter(column => !(timeless && column === 'valid_from')).map(column => `cast("${column}" as ${mine.get(column)}) as "${column}"`)
    const print = relation => rows(`select count(*)::varchar as count, coalesce(sum(hash(row)), 0)::varchar as print from (select ${list.join(', ')} from ${relation}) row`)
    const [[a], [b]] = [await print(bare), await print(ours)]
    const same = a.count === b.count && a.print === b.print && left.size === 0
    const result = { table: `${layer}.${name}`, same, rows: Number(b.count), columns: list.length }
    if (left.size > 0) result.onOneSideOnly = [...left]
    if (!same && a.print !== b.print) {
      const minus = (x, y) => `(select ${list.join(', ')} from ${x} except all select ${list.join(', ')} from ${y})`
      result.onlyBare = (await rows(`select count(*)::int as n from ${minus(bare, ours)}`))[0].n
      result.onlyCarelake = (await rows(`select count(*)::int as n from ${minus(ours, bare)}`))[0].n
      const sample = async (x, y) => (await rows(`from ${minus(x, y)} order by all limit 1`))[0]
      if (process.env.CARELAKE_BENCH_SAMPLE) result.sample = [await sample(bare, ours), await sample(ours, bare)]
    }
    console.log(JSON.stringify(result))
  }
}
