// Peers from npm, each in a process of its own: node hl7-peer.mjs medplum|medplum-texts|node-hl7-client FILE…, then one JSON line. The messages are the ADT of the
// files; each is parsed from its string and the fields of AdtFields.cs are read from it into values. Rounds as in Measurement.cs.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(import.meta.url)
// @medplum/core names this class when it is loaded, and older versions of Node.js have none.
globalThis.WebSocket ??= class {}
const [peer, ...files] = process.argv.slice(2)
const messages = files.flatMap(file => readFileSync(file, 'latin1').split(/[\r\n]{2,}/)).map(text => text.trim().replace(/\n/g, '\r'))
  .filter(text => /^MSH\|.{4}\|[^|]*\|[^|]*\|[^|]*\|[^|]*\|[^|]*\|[^|]*\|ADT/.test(text))

// What a date is worth to the sum: its day, as in AdtFields.cs.
const when = text => /^\d{8}/.test(text ?? '') ? Number(text.slice(0, 4)) + Number(text.slice(4, 6)) + Number(text.slice(6, 8)) : 0
const len = text => text === undefined || text === null || text === '""' ? 0 : text.length

const readers = {
  medplum() {
    const { Hl7Message } = require('@medplum/core')
    const at = (segment, field, component, repetition = 0) => len(segment?.getComponent(field, component, repetition === 0 ? undefined : 0, repetition)?.split('&')[0])
    const date = (segment, field) => when(segment?.getComponent(field, 1))
    const count = (segment, field) => { const f = segment?.getField(field); return f && f.toString() !== '' ? f.components.length : 0 }
    return text => {
      const message = Hl7Message.parse(text)
      return total({
        one: id => message.getSegment(id), all: id => message.getAllSegments(id), at, date, count,
      })
    }
  },
  // Split into every component as a string, and nothing asked: what the parser of @medplum/core does in any case.
  'medplum-texts'() {
    const { Hl7Message } = require('@medplum/core')
    return text => {
      let sum = 0
      for (const segment of Hl7Message.parse(text).segments)
        for (const field of segment.fields) for (const repetition of field.components) for (const component of repetition) sum += component.length
      return sum
    }
  },
  // Values are found by path; only the first repetition and the first segment of a name are read, which is less than the others do.
  'node-hl7-client'() {
    const { Message } = require('node-hl7-client')
    return text => {
      const message = new Message({ text })
      const get = (id, field, component) => message.get(`${id}.${field}.${component}`)?.toString() ?? ''
      return total({
        one: id => id,
        all: id => get(id, 1, 1) === '' ? [] : [id],
        at: (id, field, component) => len(get(id, field, component).split('&')[0]),
        date: (id, field) => when(get(id, field, 1)),
        count: (id, field) => get(id, field, 1) === '' ? 0 : 1,
      })
    }
  },
}

// The fields of AdtFields.cs, in its order.
function total({ one, all, at, date, count }) {
  const msh = one('MSH'), evn = one('EVN'), pid = one('PID'), pv1 = one('PV1')
  let sum = at(msh, 3, 1) + at(msh, 4, 1) + at(msh, 5, 1) + at(msh, 6, 1) + date(msh, 7) + at(msh, 9, 1) + at(msh, 9, 2) + at(msh, 10, 1) + at(msh, 11, 1) + at(msh, 12, 1)
    + date(evn, 2) + date(evn, 6)
  sum += date(pid, 7) + at(pid, 8, 1) + at(pid, 16, 1) + at(pid, 10, 1) + at(pid, 18, 1) + at(pid, 19, 1) + date(pid, 29) + at(pid, 30, 1)
  for (let r = 0; r < count(pid, 3); r++) sum += at(pid, 3, 1, r) + at(pid, 3, 4, r) + at(pid, 3, 5, r)
  for (let r = 0; r < count(pid, 5); r++) for (let c = 1; c <= 5; c++) sum += at(pid, 5, c, r)
  for (let r = 0; r < count(pid, 11); r++) for (const c of [1, 3, 4, 5, 6]) sum += at(pid, 11, c, r)
  for (let r = 0; r < count(pid, 13); r++) sum += at(pid, 13, 1, r)
  sum += at(pv1, 2, 1) + at(pv1, 3, 1) + at(pv1, 3, 2) + at(pv1, 3, 3) + at(pv1, 3, 4) + at(pv1, 6, 1) + at(pv1, 6, 2) + at(pv1, 6, 3) + at(pv1, 4, 1)
  for (const f of [7, 8, 9]) sum += at(pv1, f, 1) + at(pv1, f, 2) + at(pv1, f, 3)
  sum += at(pv1, 10, 1) + at(pv1, 14, 1) + at(pv1, 19, 1) + at(pv1, 36, 1) + date(pv1, 44) + date(pv1, 45)
  for (const nk1 of all('NK1')) { for (let c = 1; c <= 5; c++) sum += at(nk1, 2, c); sum += at(nk1, 3, 1) + at(nk1, 5, 1) }
  for (const dg1 of all('DG1')) sum += at(dg1, 3, 1) + at(dg1, 3, 2) + date(dg1, 5) + at(dg1, 6, 1)
  for (const al1 of all('AL1')) sum += at(al1, 3, 1) + at(al1, 3, 2)
  for (const in1 of all('IN1')) sum += at(in1, 2, 1) + at(in1, 4, 1)
  return sum
}

const read = readers[peer]()
const round = () => { let sum = 0; for (const message of messages) sum += read(message); return sum }
for (const end = performance.now() + 5000; performance.now() < end;) round()
const seconds = []
let checksum = 0
const heap = () => process.memoryUsage().heapUsed
for (const end = performance.now() + 5000; performance.now() < end || seconds.length < 3;) {
  const start = performance.now()
  checksum = round()
  seconds.push((performance.now() - start) / 1000)
}
// What a round allocates, as far as the heap shows it before anything is collected; a lower bound.
globalThis.gc?.()
const before = heap()
for (const message of messages.slice(0, 20)) read(message)
const allocated = Math.max(0, heap() - before) / Math.min(20, messages.length)
seconds.sort((a, b) => a - b)
const median = seconds[Math.floor(seconds.length / 2)]
const bytes = messages.reduce((sum, text) => sum + text.length, 0)
console.log(JSON.stringify({ itemsPerSecond: messages.length / median, bytesPerSecond: bytes / median, allocatedBytesPerItem: allocated, rounds: seconds.length, checksum, items: messages.length }))
