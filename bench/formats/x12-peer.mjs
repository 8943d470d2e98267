// node-x12 over one file, as FormatBench measures our side: two seconds warm, then five measured. Its answer is the number of segments.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
const { X12Parser } = createRequire(import.meta.url)('node-x12')

const text = readFileSync(process.argv[2], 'utf8')
const claims = text.match(/~(CLM|CLP)\*/g).length
const round = () => {
  let count = 0
  for (const group of new X12Parser(false).parse(text).functionalGroups)
    for (const transaction of group.transactions) count += transaction.segments.length + 2
  return count
}
const seconds = from => Number(process.hrtime.bigint() - from) / 1e9
for (const start = process.hrtime.bigint(); seconds(start) < 2;) round()
const rounds = []
let checksum = 0
for (const start = process.hrtime.bigint(); seconds(start) < 5 || rounds.length < 3;) {
  const from = process.hrtime.bigint()
  checksum = round()
  rounds.push(seconds(from))
}
const median = rounds.sort((a, b) => a - b)[Math.floor(rounds.length / 2)]
console.log(JSON.stringify({ itemsPerSecond: claims / median, bytesPerSecond: Buffer.byteLength(text) / median, rounds: rounds.length, checksum }))
