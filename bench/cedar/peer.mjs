// cedar-wasm on the policies and requests that bench/access wrote to a folder: FOLDER, then one JSON line.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

const cedar = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs')
const folder = process.argv[2]
const read = cedar.preparsePolicySet('bench', { staticPolicies: readFileSync(path.join(folder, 'policies.cedar'), 'utf8') })
if (read.type !== 'success') throw new Error(read.errors[0].message)
const requests = JSON.parse(readFileSync(path.join(folder, 'requests.json'), 'utf8'))
const decide = request => cedar.statefulIsAuthorized({ ...request, preparsedPolicySetId: 'bench' }).response.decision === 'allow'

const allowed = requests.filter(decide).length
const nanoseconds = []
for (const start = process.hrtime.bigint(); process.hrtime.bigint() - start < 5_000_000_000n;)
  for (const request of requests.slice(0, 100)) {
    const from = process.hrtime.bigint()
    decide(request)
    nanoseconds.push(Number(process.hrtime.bigint() - from))
  }
nanoseconds.sort((a, b) => a - b)
const at = share => nanoseconds[Math.floor(nanoseconds.length * share)]
console.log(JSON.stringify({ medianNanoseconds: at(0.5), p99Nanoseconds: at(0.99), allowed }))
