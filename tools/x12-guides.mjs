// Makes src/X12/Guides/Tables from the machine-readable guides of the shared corpora: node tools/x12-guides.mjs FOLDER_OF_TSV.
// The tables are facts (which loops, segments, elements and codes a guide has), taken from pyx12 (BSD-3-Clause) and LinuxForHealth x12
// (Apache-2.0); the changes made here are the ones listed in docs/spec-readings.md. No text of an implementation guide is in them.
import { readFileSync, writeFileSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const from = process.argv[2]
if (!from) { console.error('Usage: node tools/x12-guides.mjs FOLDER_OF_TSV'); process.exit(2) }
const to = path.join(path.dirname(path.dirname(fileURLToPath(import.meta.url))), 'src/X12/Guides/Tables')
mkdirSync(to, { recursive: true })

const wrapper = /^(ISA_LOOP|GS_LOOP|ST_LOOP|HEADER|DETAIL|FOOTER|TABLE2AREA\d+)$/
const envelope = new Set(['ISA', 'GS', 'GE', 'IEA', 'TA1', 'SE'])

const read = file => {
  const root = { kind: 'loop', id: 'ST', usage: 'R', repeat: '1', children: [] }
  const loops = new Map([['', root]])
  let segment, composite
  for (const line of readFileSync(path.join(from, file), 'utf8').split('\n').slice(1)) {
    if (!line) continue
    const [loopPath, kind, ref, usage, repeat, type, min, max, codes, set, , pos, syntax] = line.split('\t')
    const parts = loopPath.split('/').filter(part => part && !wrapper.test(part))
    if (kind === 'loop' && wrapper.test(ref)) continue
    const key = parts.join('/')
    if (kind === 'loop') {
      const parent = loops.get(parts.slice(0, -1).join('/'))
      const loop = { kind, id: ref, usage, repeat, wrapped: loopPath, pos, children: [] }
      parent.children.push(loop)
      loops.set(key, loop)
    } else if (kind === 'segment') {
      segment = { kind, id: ref, usage, repeat, wrapped: loopPath, pos, syntax: syntax.trim(), elements: [] }
      if (!envelope.has(ref)) loops.get(key).children.push(segment)
    } else {
      const [, number, part] = ref.match(/(\d\d)(?:-(\d+))?$/)
      const element = {
        number: Number(number), part: part ? Number(part) : 0, usage, repeat: repeat || '1', type, min, max,
        codes: codes ? codes.split(' ') : [], set, parts: kind === 'composite' ? [] : undefined,
      }
      if (part) composite.parts.push(element)
      else { segment.elements.push(element); if (kind === 'composite') composite = element }
    }
  }
  return root
}

const walk = (loop, see) => { for (const child of loop.children) { see(child, loop); if (child.kind === 'loop') walk(child, see) } }
const segments = (loop, id) => { const found = []; walk(loop, child => { if (child.kind === 'segment' && child.id === id) found.push(child) }); return found }
const at = (loop, ...ids) => ids.reduce((place, id) => place.children.find(child => child.kind === 'loop' && child.id === id), loop)
const clone = value => structuredClone(value)
const qualifier = (segment, ...codes) => { const copy = clone(segment); copy.elements[0].codes = codes; return copy }

const rank = root => {
  const visit = loop => {
    let last, number = 0
    for (const child of loop.children) {
      const place = child.pos ? `${child.wrapped?.match(/HEADER|DETAIL|FOOTER|TABLE2AREA\d+/)?.[0] ?? ''}${child.pos}` : `${child.kind}${child.kind === 'segment' ? child.id : number}`
      if (place !== last) number++
      last = place
      child.rank = number
      if (child.kind === 'loop') visit(child)
    }
  }
  visit(root)
}

const guides = {
  '005010X222A1': ['837', 'HC', 'professional claim', read('005010X222A1-837P.tsv')],
  '005010X223A2': ['837', 'HC', 'institutional claim', read('005010X223A2-837I.tsv')],
  '005010X221A1': ['835', 'HP', 'remittance', read('005010X221A1-835.tsv')],
  '005010X279A1-270': ['270', 'HS', 'eligibility question', read('005010X279A1-270.tsv')],
  '005010X279A1-271': ['271', 'HB', 'eligibility answer', read('005010X279A1-271.tsv')],
  '005010X212-276': ['276', 'HR', 'claim status question', read('005010X212-276.tsv')],
  '005010X212-277': ['277', 'HN', 'claim status answer', read('005010X212-277.tsv')],
  '005010X214': ['277', 'HN', 'claim acknowledgement', read('005010X214-277CA.tsv')],
  '005010X218': ['820', 'RA', 'premium payment', read('005010X218-820.tsv')],
  '005010X220A1': ['834', 'BE', 'enrolment', read('005010X220A1-834.tsv')],
  '005010X231A1': ['999', 'FA', 'implementation acknowledgement', read('005010X231A1-999.tsv')],
}

// What an element looks like wherever a complete guide has it, for the three guides whose source leaves types and lengths out.
const usual = new Map(), widest = new Map()
for (const name of Object.keys(guides).filter(name => !/X279|X212-276/.test(name)))
  walk(guides[name][3], child => {
    if (child.kind !== 'segment') return
    widest.set(child.id, Math.max(widest.get(child.id) ?? 0, child.elements.length))
    for (const element of child.elements) {
      const ref = child.id + element.number
      if (element.type && (!usual.has(ref) || Number(usual.get(ref).max) < Number(element.max))) usual.set(ref, element)
    }
  })
for (const name of ['005010X279A1-270', '005010X279A1-271', '005010X212-276'])
  walk(guides[name][3], child => {
    if (child.kind !== 'segment') return
    for (const element of child.elements) {
      const same = usual.get(child.id + element.number)
      if (same?.parts && !element.parts) { element.parts = []; element.type = same.type }
      if (!element.parts && same?.type && !same.parts) {
        if (element.type === 'AN' || !element.type) element.type = same.type
        element.min ||= same.min
        element.max ||= same.max
      }
      if (element.type === 'AN' && element.codes.length) element.type = 'ID'
      element.repeat = same?.repeat ?? element.repeat
    }
    while (child.elements.length < (widest.get(child.id) ?? 0))
      child.elements.push({ number: child.elements.length + 1, part: 0, usage: 'S', repeat: '1', type: '', min: '', max: '', codes: [], parts: usual.get(child.id + (child.elements.length + 1))?.parts ? [] : undefined })
  })

// 270 and 271: service types repeat (EQ01, EB03); a 2120 stands once, between LS and LE of the 2110.
for (const name of ['005010X279A1-270', '005010X279A1-271'])
  walk(guides[name][3], child => {
    if (child.id === 'EQ') child.elements[0].repeat = '99'
    if (child.id === 'EB') child.elements[2].repeat = '99'
    if (/^2115/.test(child.id)) child.children = child.children.filter(part => !/^(LS|LE|2120.)$/.test(part.id))
  })

// 277: its source lists the levels side by side; they lie in each other as HL says.
const answer = guides['005010X212-277'][3]
const level = id => answer.children.find(child => child.id === id)
const [c, d, e] = ['2000C', '2000D', '2000E'].map(level)
answer.children = answer.children.filter(child => ![c, d, e].includes(child))
d.children.push(e); c.children.push(d); at(answer, '2000A', '2000B').children.push(c)
for (const loop of [c, d, e]) loop.pos = '9000'

// 999: the kinds of CTX differ in text, not in a code.
walk(guides['005010X231A1'][3], child => { if (child.id === 'CTX') { child.elements[0].parts[0].codes = []; child.elements[0].parts[1].usage = 'S'; for (const element of child.elements.slice(1)) element.usage = 'S' } })

// 837D: no open table of 005010X224A2 exists. The professional guide's levels and parties are the same; what is dental is as in 004010X097A1.
const dental = clone(guides['005010X222A1'][3]), old = read('004010X097A1-837D.tsv')
const oldClaim = at(old, '2000A', '2000B', '2300'), oldLine = at(oldClaim, '2400')
const oldSegment = (loop, id) => clone(loop.children.find(child => child.kind === 'segment' && child.id === id))
const makeDental = claim => {
  const dtp = claim.children.find(child => child.id === 'DTP')
  const ref = claim.children.find(child => child.id === 'REF')
  const hi = clone(claim.children.find(child => child.id === 'HI'))
  const keep = new Set(['CLM', 'PWK', 'CN1', 'AMT', 'K3', 'HCP', '2310A', '2310B', '2310C', '2310D', '2320', '2400'])
  const repeated = (segment, times) => ({ ...segment, repeat: times })
  const kept = claim.children.filter(child => keep.has(child.id)
    || (child.id === 'REF' && ['4N', 'F8', '9F', 'G1', '9A', '9C', 'D9', 'P4'].includes(child.elements[0].codes[0])))
  const place = (segment, pos) => ({ ...segment, pos, wrapped: claim.children[0].wrapped })
  const insert = (before, ...these) => kept.splice(kept.findIndex(child => child.id === before), 0, ...these)
  insert('PWK', qualifier(dtp, '439'), qualifier(dtp, '452'), qualifier(dtp, '472'), qualifier(dtp, '435'), qualifier(dtp, '096'),
    place(oldSegment(oldClaim, 'DN1'), '1450'), place(oldSegment(oldClaim, 'DN2'), '1500'))
  insert('REF', qualifier(ref, 'G3'))
  const note = claim.children.find(child => child.id === 'NTE')
  insert('HCP', repeated(clone(note), '5'), { ...hi, usage: 'S' })
  claim.children = kept
  const clm = kept.find(child => child.id === 'CLM')
  clm.elements[4].parts[1].codes = ['B']
  const assistant = clone(at(claim, '2310D')), supervisor = at(claim, '2310D')
  assistant.children[0].elements[0].codes = ['DD']
  supervisor.id = '2310E'
  claim.children.splice(claim.children.indexOf(supervisor), 0, assistant)
  const line = at(claim, '2400')
  const lineDate = line.children.find(child => child.id === 'DTP')
  const lineParts = line.children.filter(child => !['SV1', 'SV5', 'CR1', 'CR3', 'CRC', 'PWK', 'QTY', 'MEA', 'PS1', 'DTP', '2410', '2420E', '2420F', '2420G', '2420H', '2440'].includes(child.id)
    && !(child.id === 'REF' && ['EW', 'X4', 'F4', 'BT'].includes(child.elements[0].codes[0])))
  const service = place(oldSegment(oldLine, 'SV3'), '3800')
  service.elements[0].parts[5].usage = service.elements[0].parts[6].usage = 'S'
  Object.assign(service.elements[0].parts[6], { type: 'AN', min: '1', max: '80' })
  Object.assign(service.elements[10], { usage: 'S', parts: [1, 2, 3, 4].map(part => ({ number: 11, part, usage: part === 1 ? 'R' : 'S', repeat: '1', type: 'N0', min: '1', max: '2', codes: [] })) })
  lineParts.splice(1, 0, service, place(oldSegment(oldLine, 'TOO'), '3820'),
    ...['472', '441', '446', '452', '139', '196'].map(code => ({ ...qualifier(lineDate, code), usage: 'S' })))
  line.children = lineParts
}
makeDental(at(dental, '2000A', '2000B', '2300'))
makeDental(at(dental, '2000A', '2000B', '2000C', '2300'))
guides['005010X224A2'] = ['837', 'HC', 'dental claim', dental]

// 278: no open table of 005010X217 exists. The parties are as in 004010X094A1; the levels of 005010 end in the patient event (HL EV, 2000E)
// and the service (HL SS, 2000F).
// One table serves the request and the response: what only the response holds is situational.
{
  const source = read('004010X094A1-278-request.tsv'), response = read('004010X094A1-278-response.tsv')
  const subscriber = at(source, '2000A', '2000B', '2000C'), dependent = at(subscriber, '2000D')
  const open = segment => {
    for (const element of segment.elements) {
      if (element.usage === 'R' && !['HL', 'NM1', 'BHT', 'UM'].includes(segment.id)) element.usage = 'S'
      if (element.usage === 'N') element.usage = 'S'
      if (!['HL', 'NM1', 'BHT'].includes(segment.id)) { element.codes = []; element.parts?.forEach(part => { part.codes = []; part.usage = 'S' }) }
    }
    return segment
  }
  const provider = at(subscriber, '2000E'), service = at(provider, '2000F')
  const event = parent => {
    const segmentsOf = (loop, skip) => loop.children.filter(child => child.kind === 'segment' && !skip.includes(child.id)).map(child => open(clone(child)))
    const once = (list) => [...new Map(list.map(child => [child.id, child])).values()].map(child => ({ ...child, usage: child.id === 'HL' ? 'R' : 'S', repeat: child.id === 'HL' ? '1' : '>1', pos: '' }))
    const items = once([...segmentsOf(provider, []), ...segmentsOf(subscriber, ['HL', 'NM1', 'DMG']), ...segmentsOf(service, ['HL']),
      ...['HCR', 'AAA'].map(id => open(clone(segments(response, id)[0])))])
    const order = ['HL', 'TRN', 'AAA', 'UM', 'HCR', 'REF', 'DTP', 'HI', 'HSD', 'CL1', 'CR1', 'CR2', 'CR5', 'CR6', 'SV1', 'SV2', 'SV3', 'TOO', 'PWK', 'MSG']
    const sorted = items.filter(item => order.includes(item.id)).sort((a, b) => order.indexOf(a.id) - order.indexOf(b.id))
    const parties = id => ({ ...clone(at(provider, '2010E')), id, usage: 'S', repeat: '14', pos: '' })
    const levelOf = (id, code, party, children) => {
      const loop = { kind: 'loop', id, usage: id === '2000E' ? 'R' : 'S', repeat: '>1', pos: '', children: [...clone(sorted), party, ...children] }
      loop.children[0].elements[2].codes = [code]
      const who = party.children[0]
      who.elements[0].codes = []
      who.elements[3 - 1].usage = who.elements[7].usage = who.elements[8].usage = 'S'
      return loop
    }
    return levelOf('2000E', 'EV', parties('2010EA'), [levelOf('2000F', 'SS', parties('2010FA'), [])])
  }
  const keepLevels = loop => { loop.children = loop.children.filter(child => child.kind === 'loop' ? !/^2000[EF]$/.test(child.id) : ['HL', 'AAA', 'TRN'].includes(child.id)) }
  keepLevels(subscriber); keepLevels(dependent)
  const behind = loop => loop.children.splice(loop.children.findIndex(child => child.id === '2000D') < 0 ? loop.children.length : loop.children.findIndex(child => child.id === '2000D'), 0, event(loop))
  behind(dependent); behind(subscriber)
  for (const [loop, id] of [[at(subscriber, '2010CA'), '2010C'], [at(dependent, '2010DA'), '2010D']]) loop.id = id
  walk(source, child => {
    if (child.kind === 'segment') {
      open(child)
      if (child.id !== 'HL' && child.id !== 'NM1' && child.id !== 'BHT') { child.usage = 'S'; child.repeat = '>1' }
      if (child.id === 'BHT') { child.elements[0].codes = ['0007']; child.elements[1].codes = []; child.elements[5].usage = 'S' }
      if (child.id === 'NM1') for (const element of child.elements) if (element.number > 2) element.usage = 'S'
      if (child.id === 'NM1') child.elements[7].codes = []
      if (child.id === 'HL') child.elements[3].codes = ['0', '1']
    } else if (/^2000/.test(child.id) || /^2010/.test(child.id)) child.repeat = '>1'
  })
  for (const segment of segments(source, 'BHT')) segment.elements = segment.elements.slice(0, 6)
  guides['005010X217'] = ['278', 'HI', 'authorisation', source]
}

const number = value => value === '>1' || value === '' || value === undefined ? '0' : value
const write = (name, [transaction, group, title, root]) => {
  rank(root)
  const lists = new Map()
  const codes = element => {
    if (element.set && !element.codes.length) return `@${element.set}`
    if (!element.codes.length) return ''
    const key = element.codes.join(' ')
    if (!lists.has(key)) lists.set(key, lists.size)
    return `#${lists.get(key)}`
  }
  const lines = []
  const element = (prefix, value) => lines.push(
    [prefix, value.part || value.number, value.usage, value.parts ? (value.type || 'C') : value.type, value.parts ? '' : value.min, value.parts ? '' : value.max, value.repeat === '1' ? '' : number(value.repeat), codes(value)].join('|').replace(/\|+$/, ''))
  const visit = (loop, depth) => {
    for (const child of loop.children) {
      if (child.kind === 'loop') {
        lines.push(['L', depth, child.id, child.usage, number(child.repeat), child.rank].join('|'))
        visit(child, depth + 1)
      } else {
        lines.push(['S', depth, child.id, child.usage, number(child.repeat), child.rank, child.syntax].join('|').replace(/\|+$/, ''))
        for (const value of child.elements) {
          element(value.parts ? 'C' : 'E', value)
          for (const part of value.parts ?? []) element('P', part)
        }
      }
    }
  }
  visit(root, 0)
  const [version, variant] = name.split('-')
  const head = [`G|${version}|${transaction}|${group}|${title}${variant && variant !== transaction ? `|${variant}` : ''}`]
  for (const [list, id] of lists) head.push(`K|${id}|${list}`)
  writeFileSync(path.join(to, `${name}.txt`), [...head, ...lines, ''].join('\n'))
  console.log(`${name}: ${lines.length} lines`)
}
for (const [name, guide] of Object.entries(guides)) write(name, guide)
