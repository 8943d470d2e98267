// Reads through the API, each decided by the policies and in the audit log before its rows are sent: pages of tables, patients by key, and figures, by people of several
// kinds. The lake is that of the revenue-cycle simulation; --lake FOLDER keeps it there, and takes it from there the next time.
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { rcmLake } from '../lib/lake.mjs'
import { get, settled, startServer } from '../lib/server.mjs'

const seconds = 20
const rate = 200

export async function run({ folder, rows, root, carelake, lakeFolder, log }) {
  const lake = await rcmLake({ folder: lakeFolder || path.join(folder, 'project'), rows: rows || 20_000_000, root, carelake, log })
  const server = await startServer({ carelake, config: lake.config, lake: lake.lake })
  try {
    const people = {
      billingA: await server.person('bill', { roles: ['billing_administrator'], facilities: ['hospital_a'] }),
      billingB: await server.person('bob', { roles: ['billing_administrator'], facilities: ['hospital_b'] }),
      analyst: await server.person('ana', { roles: ['analyst'], facilities: ['hospital_a', 'hospital_b'] }),
    }
    log('Copies of tables are made ...')
    const began = performance.now()
    const asks = await planOf(server, people)
    for (const ask of distinctTables(asks)) await get(server.url, ask.place, ask.cookie)
    await settled(server)
    const copied = (performance.now() - began) / 1000
    log(`They stand after ${copied.toFixed(1)} s; reading ...`)
    const load = (name, plan) => {
      const file = path.join(folder, `${name}.json`)
      writeFileSync(file, JSON.stringify({ url: server.url, asks, ...plan }))
      const cpu = server.cpuSeconds()
      const result = JSON.parse(execFileSync('node', [path.join(root, 'bench/reads/load.mjs'), file], { encoding: 'utf8', maxBuffer: 1 << 26 }).trim().split('\n').at(-1))
      return { ...result, cpuMilliseconds: (server.cpuSeconds() - cpu) * 1000 / result.all.count }
    }
    // The first answer of each kind is slower: counts are made, code is compiled.
    load('warm', { clients: 8, seconds: 10, seed: 1 })
    const paced = load('paced', { rate, seconds, seed: 2 })
    const most = load('most', { clients: 8, seconds, seed: 3 })
    const ms = value => Number(value.toFixed(1))
    const row = (result, figures, count) => ({ 'reads/s': Math.round(count), 'p50 ms': ms(figures.p50), 'p99 ms': ms(figures.p99), 'longest ms': ms(figures.longest), ...result && { 'CPU ms a read': ms(result.cpuMilliseconds), wrong: result.wrong } })
    const table = { [`asked ${rate} a second`]: row(paced, paced.all, paced.rate) }
    for (const [kind, figures] of Object.entries(paced.kinds)) table[`  ${kind}`] = row(null, figures, figures.count / seconds)
    table['8 clients, as fast as answers come'] = row(most, most.all, most.rate)
    const met = (isMet, text) => `${isMet ? 'met' : 'MISSED'}: ${text}`
    return {
      what: `policy-checked, audited reads over a lake of ${lake.rows.toLocaleString()} rows`,
      table,
      verdicts: [
        met(paced.rate > rate * 0.98 && paced.all.p99 < 50 && paced.wrong === 0, `p99 ${ms(paced.all.p99)} ms at ${Math.round(paced.rate)} reads/s (target 50 at 200)`),
        met(most.rate >= 200, `${Math.round(most.rate)} reads/s at most (target 200)`),
        `Copies of the tables that were read stood after ${copied.toFixed(1)} s; the server's memory peaked at ${Math.round(server.status('VmHWM') / 1024)} MiB`,
        ...[...paced.wrongs, ...most.wrongs].map(text => `Not answered: ${text}`),
      ],
    }
  } finally {
    await server.stop()
  }
}

// Four of ten reads are pages, three are one patient's record out of four tables, three are figures.
async function planOf(server, people) {
  const asks = []
  const pages = [['silver.claim', people.billingA], ['silver.claim', people.billingB], ['silver.encounter', people.billingA], ['silver.transaction', people.billingB], ['gold.fact_claim', people.analyst], ['gold.fact_transaction', people.analyst]]
  for (const [table, cookie] of pages) for (let page = 1; page <= 20; page++) asks.push({ kind: 'page', place: `/api/v1/tables/${table}/rows?page=${page}&pageSize=50`, cookie })
  for (const cookie of [people.billingA, people.billingB]) {
    const found = await get(server.url, '/api/v1/tables/silver.patient/rows?page=3&pageSize=45&current=true', cookie)
    for (const row of found.rows) asks.push({ kind: 'patient', place: `/api/v1/patients/${row.patient_key}`, cookie })
  }
  const names = ['denial_rate', 'days_in_ar', 'charges', 'payments', 'ar_ageing', 'clean_claim_rate']
  for (const name of names) for (const slice of ['group', 'facility', 'department', 'payer', 'provider']) for (const cookie of [people.analyst, people.billingA, people.billingB])
    asks.push({ kind: 'figure', place: `/api/v1/kpis/${name}?slice=${slice}&allMonths=false&pageSize=100`, cookie })
  return asks
}

const distinctTables = asks => [...new Map(asks.filter(ask => ask.kind !== 'patient').map(ask => [ask.place.split('?')[0], ask])).values(), asks.find(ask => ask.kind === 'patient')]
