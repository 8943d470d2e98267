// Checks SQL texts against Spark's grammar (dt-sql-parser). Reads a JSON array of texts on standard input, and writes a JSON array
// with, for each, the list of errors: {line, column, message}; none when Spark would parse it.
// dt-sql-parser's own modules do not load in node as they are, so esbuild bundles them first.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'

const folder = mkdtempSync(join(tmpdir(), 'spark-grammar-'))
try {
  const outfile = join(folder, 'spark.mjs')
  await build({
    stdin: { contents: "export { SparkSQL } from 'dt-sql-parser'", resolveDir: dirname(dirname(fileURLToPath(import.meta.url))) },
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
    outfile,
  })
  const { SparkSQL } = await import(pathToFileURL(outfile))
  const parser = new SparkSQL()

  let input = ''
  for await (const chunk of process.stdin) input += chunk
  const errorsOf = (sql) =>
    parser.validate(sql).map(({ startLine, startColumn, message }) => ({ line: startLine, column: startColumn, message }))
  process.stdout.write(JSON.stringify(JSON.parse(input).map(errorsOf)))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
