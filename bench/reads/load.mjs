// Asks a server for reads, in a process of its own: PLAN.json, then one JSON line. A plan has the server's url, what to ask ({ kind, place, cookie }), a seed, and either
// `rate` (asked at so many a second whether or not answers come; a read's time counts from when it was due) or `clients` (each asks again when it has its answer).
import http from 'node:http'
import { readFileSync } from 'node:fs'

const plan = JSON.parse(readFileSync(process.argv[2], 'utf8'))
const agent = new http.Agent({ keepAlive: true, maxSockets: 512 })
const { hostname, port } = new URL(plan.url)
const random = mulberry32(plan.seed)
const times = new Map()
const wrong = []

function ask({ kind, place, cookie }, since) {
  return new Promise(resolve => {
    const request = http.request({ hostname, port, path: place, agent, headers: { cookie } }, answer => {
      answer.resume()
      answer.on('end', () => {
        if (answer.statusCode !== 200) wrong.push(`${answer.statusCode} ${kind}`)
        if (!times.has(kind)) times.set(kind, [])
        times.get(kind).push(performance.now() - since)
        resolve()
      })
    })
    request.on('error', error => { wrong.push(`${error.code} ${kind}`); resolve() })
    request.end()
  })
}

const pick = () => plan.asks[Math.floor(random() * plan.asks.length)]
const began = performance.now()
const end = began + plan.seconds * 1000
if (plan.rate) {
  const open = []
  for (let due = began; due < end; due += 1000 / plan.rate) {
    const wait = due - performance.now()
    if (wait > 0) await new Promise(resolve => setTimeout(resolve, wait))
    open.push(ask(pick(), due))
  }
  await Promise.all(open)
} else {
  await Promise.all(Array.from({ length: plan.clients }, async () => { while (performance.now() < end) await ask(pick(), performance.now()) }))
}

const seconds = (performance.now() - began) / 1000
const figures = list => {
  list.sort((a, b) => a - b)
  const at = share => list[Math.min(list.length - 1, Math.floor(list.length * share))]
  return { count: list.length, p50: at(0.5), p99: at(0.99), longest: list.at(-1) }
}
const all = [...times.values()].flat()
console.log(JSON.stringify({ rate: all.length / seconds, all: figures(all), kinds: Object.fromEntries([...times].map(([kind, list]) => [kind, figures(list)])), wrong: wrong.length, wrongs: [...new Set(wrong)] }))
agent.destroy()

function mulberry32(seed) {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
