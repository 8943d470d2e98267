// The official implementation of Cedar as a judge. Reads one JSON object a line on standard input and answers each with one line:
//   {policies, entities, requests: [{principal, action, resource, context}]}  ->  ["allow [policy0] []", …]  or  "parse" when the policies cannot be read
//   {policies, schema}                                                        ->  "passes" | "fails" | "parse"
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const cedar = createRequire(import.meta.url)('@cedar-policy/cedar-wasm/nodejs')
const sorted = (names) => `[${[...names].sort((a, b) => (a < b ? -1 : 1)).join(', ')}]`

function decide({ policies, entities, requests }) {
  if (cedar.preparsePolicySet('set', { staticPolicies: policies }).type !== 'success') return 'parse'
  return requests.map((request) => {
    const answer = cedar.statefulIsAuthorized({ ...request, preparsedPolicySetId: 'set', entities })
    if (answer.type !== 'success') return `refused: ${answer.errors.map((error) => error.message).join('; ')}`
    const { decision, diagnostics } = answer.response
    return `${decision} ${sorted(diagnostics.reason)} ${sorted(diagnostics.errors.map((error) => error.policyId))}`
  })
}

function validate({ policies, schema }) {
  const answer = cedar.validate({ schema, policies: { staticPolicies: policies }, validationSettings: { mode: 'strict' } })
  if (answer.type !== 'success') return 'parse'
  return answer.validationErrors.length === 0 ? 'passes' : 'fails'
}

for await (const line of createInterface({ input: process.stdin, crlfDelay: Infinity })) {
  const question = JSON.parse(line)
  process.stdout.write(`${JSON.stringify(question.schema === undefined ? decide(question) : validate(question))}\n`)
}
