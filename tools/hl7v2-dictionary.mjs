// Makes src/Hl7v2/Dictionary/Data/*.tsv out of the npm package hl7-dictionary (MIT): node tools/hl7v2-dictionary.mjs FOLDER_OF_THE_PACKAGE.
// Version 2.5.1 is the base, as the HL7 v2-to-FHIR guide has it; what 2.7.1 added behind it is appended, so that later messages have names too.
import { createRequire } from 'node:module'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const require = createRequire(import.meta.url)
const source = path.resolve(process.argv[2], 'lib')
const target = path.join(path.dirname(fileURLToPath(import.meta.url)), '../src/Hl7v2/Dictionary/Data')
const base = require(path.join(source, '2.5.1'))
const later = require(path.join(source, '2.7.1'))
const tables = require(path.join(source, 'tables.js'))

const clean = text => String(text ?? '').replace(/\s+/g, ' ').trim()
const write = (name, head, rows) => writeFileSync(path.join(target, name), [head, ...rows].map(row => row.join('\t')).join('\n') + '\n')

// A later version's parts count only behind those of the base: numbers never change their meaning.
const merged = (first, second, parts) => {
  const names = [...new Set([...Object.keys(first), ...Object.keys(second)])].filter(name => /^[A-Z][A-Z0-9]{1,2}$/.test(name)).sort()
  return names.map(name => {
    const own = first[name]?.[parts] ?? []
    const more = second[name]?.[parts] ?? []
    return { name, desc: (first[name] ?? second[name]).desc, parts: [...own, ...more.slice(own.length)] }
  })
}
const rows = (list, isSegment) => list.flatMap(item => [
  [item.name, 0, clean(item.desc), '', '', '', '', ''],
  ...item.parts.map((part, index) => [
    item.name, index + 1, clean(part.desc), part.datatype ?? '', part.opt === 2 ? 'R' : '', isSegment && part.rep !== 1 ? '*' : '', part.len > 0 && part.len < 65536 ? part.len : '', part.table ? String(part.table).padStart(4, '0') : '',
  ]),
])
write('segments.tsv', ['segment', 'field', 'name', 'type', 'required', 'repeats', 'length', 'table'], rows(merged(base.segments, later.segments, 'fields').filter(s => s.name.length === 3 && !/^Z/.test(s.name)), true))
write('datatypes.tsv', ['type', 'component', 'name', 'type', 'required', 'repeats', 'length', 'table'], rows(merged(base.fields, later.fields, 'subfields'), false))

const grammar = nodes => nodes.map(node => {
  const inner = node.children ? `${node.name.replace(/[^A-Z0-9_]/g, '_')}(${grammar(node.children)})` : node.name
  const repeated = node.max === 1 ? inner : `{${inner}}`
  return node.min === 0 ? `[${repeated}]` : repeated
}).join(' ')
const structures = { ...later.messages, ...base.messages }
write('structures.tsv', ['structure', 'grammar'], Object.keys(structures).filter(name => /^[A-Z]{3}(_[A-Z0-9]{3})?$/.test(name) && structures[name].segments?.segments?.length)
  .sort().map(name => [name, grammar(structures[name].segments.segments)]))

const all = tables.tables ?? tables
write('tables.tsv', ['table', 'code', 'display'], Object.keys(all).sort((a, b) => a - b).flatMap(number =>
  Object.entries(all[number].values ?? {}).filter(([code]) => /^\S[^\t\n]{0,19}$/.test(code) && !code.includes('...')).map(([code, display]) => [String(number).padStart(4, '0'), code, clean(display)])))
