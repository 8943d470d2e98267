// The engine alone, in a process of its own: node duckdb.mjs SCRIPT.sql [name=value …]. {name} in the script is replaced.
import { readFileSync } from 'node:fs'
import { DuckDBInstance } from '@duckdb/node-api'

const [script, ...settings] = process.argv.slice(2)
let sql = readFileSync(script, 'utf8')
for (const setting of settings) {
  const [name, ...value] = setting.split('=')
  sql = sql.replaceAll(`{${name}}`, value.join('='))
}
const instance = await DuckDBInstance.create(':memory:')
const connection = await instance.connect()
await connection.run(sql)
connection.closeSync()
