// A server over a lake, in a process of its own, with accounts that the benchmark makes as an administrator would.
import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import path from 'node:path'

export const password = 'a benchmark and no secret'

/** Starts `carelake serve` and its first administrator. Accounts that an earlier run left in the lake are removed. */
export async function startServer({ carelake, config, lake, roles = 'api' }) {
  rmSync(path.join(lake, '_carelake/identity.db'), { force: true })
  const [command, ...first] = carelake
  const process = spawn(command, [...first, 'serve', '--roles', roles, '--url', 'http://127.0.0.1:0', '--config', config, '--lake', lake], { stdio: ['ignore', 'ignore', 'pipe'] })
  const server = { process, said: '' }
  process.stderr.on('data', data => { server.said += data })
  const ended = new Promise(resolve => process.on('close', resolve))
  server.stop = async () => { process.kill('SIGTERM'); await ended }
  server.status = name => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${process.pid}/status`, 'utf8'))?.[1] ?? NaN)
  // User and system time of the process, in seconds: fields 14 and 15, in hundredths.
  server.cpuSeconds = () => {
    const fields = readFileSync(`/proc/${process.pid}/stat`, 'utf8').split(') ')[1].split(' ')
    return (Number(fields[11]) + Number(fields[12])) / 100
  }
  const token = await until(ended, server, /setup\?token=(\S+)/)
  server.url = (await until(ended, server, /Serving: (\S+?)\/?\s/)).replace(/\/$/, '')
  await post(server.url, '/api/v1/setup', { token, userName: 'ada', name: 'Ada', password })
  const ada = await signIn(server.url, 'ada')
  server.person = async (userName, account) => {
    await post(server.url, '/api/v1/users', { userName, name: userName, password, trainedUntil: '2100-01-01', ...account }, ada)
    return signIn(server.url, userName)
  }
  server.admin = ada
  return server
}

/** A JSON answer. */
export async function get(url, place, cookie) {
  const answer = await fetch(url + place, { headers: { cookie } })
  if (!answer.ok) throw new Error(`GET ${place}: ${answer.status} ${await answer.text()}`)
  return answer.json()
}

/** Waits until tables are no longer being copied for fast reading. */
export async function settled(server) {
  for (;;) {
    const metrics = await (await fetch(`${server.url}/metrics`, { headers: { cookie: server.admin } })).text()
    const copying = metrics.split('\n').filter(line => line.startsWith('carelake_reading_copying'))
    if (copying.length === 0) throw new Error(`The server does not say whether it copies: ${metrics.slice(0, 300)}`)
    if (copying.every(line => / 0( \d+)?$/.test(line))) return
    await new Promise(resolve => setTimeout(resolve, 500))
  }
}

async function signIn(url, userName) {
  const answer = await post(url, '/api/v1/session', { userName, password })
  return answer.headers.getSetCookie().map(cookie => cookie.split(';')[0]).join('; ')
}

async function post(url, place, body, cookie) {
  const answer = await fetch(url + place, { method: 'POST', headers: { 'content-type': 'application/json', 'x-carelake-request': '1', ...cookie && { cookie } }, body: JSON.stringify(body) })
  if (!answer.ok) throw new Error(`POST ${place}: ${answer.status} ${await answer.text()}`)
  return answer
}

async function until(ended, server, pattern) {
  let isOver = false
  ended.then(() => { isOver = true })
  for (;;) {
    const found = pattern.exec(server.said)
    if (found) return found[1]
    if (isOver) throw new Error(`The server ended: ${server.said}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
