// Runs a command and measures what it cost: wall time, CPU time of it and its children, and the peak of its resident memory.
import { spawn } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import os from 'node:os'

const pollMs = 50

function statusOf(pid) {
  try { return readFileSync(`/proc/${pid}/status`, 'utf8') } catch { return '' }
}

function familyOf(pid) {
  const parents = new Map()
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    const parent = /^PPid:\s+(\d+)/m.exec(statusOf(entry))?.[1]
    if (parent) parents.set(entry, parent)
  }
  const family = [String(pid)]
  for (let i = 0; i < family.length; i++)
    for (const [child, parent] of parents) if (parent === family[i]) family.push(child)
  return family
}

/** Peak resident memory of a process and its children so far, in bytes: each at its own peak, so never too little. */
function peakOf(pid, peaks) {
  for (const member of familyOf(pid)) {
    const peak = /^VmHWM:\s+(\d+) kB/m.exec(statusOf(member))?.[1]
    if (peak) peaks.set(member, Math.max(peaks.get(member) ?? 0, Number(peak) * 1024))
  }
}

/** @returns {Promise<{wallSeconds: number, cpuSeconds: number, peakBytes: number, output: string, code: number}>} */
export async function measure(command, args) {
  // bash reports the CPU of its finished children to the millisecond, which /proc cannot once they are gone.
  const started = process.hrtime.bigint()
  const child = spawn('bash', ['-c', 'TIMEFORMAT="CARELAKE_BENCH %R %U %S"; time "$@"', 'bash', command, ...args.map(String)],
    { stdio: ['ignore', 'pipe', 'pipe'] })
  const peaks = new Map()
  const timer = setInterval(() => peakOf(child.pid, peaks), pollMs)
  let output = ''
  child.stdout.on('data', data => { output += data })
  child.stderr.on('data', data => { output += data })
  const code = await new Promise(resolve => child.on('close', resolve))
  clearInterval(timer)
  const wallSeconds = Number(process.hrtime.bigint() - started) / 1e9
  const times = /CARELAKE_BENCH ([\d.]+) ([\d.]+) ([\d.]+)/.exec(output)
  return {
    wallSeconds, code, output,
    cpuSeconds: times ? Number(times[2]) + Number(times[3]) : NaN,
    peakBytes: Math.max(0, ...peaks.values()),
  }
}

export async function mustMeasure(command, args, { allowed = [0] } = {}) {
  const result = await measure(command, args)
  if (!allowed.includes(result.code)) throw new Error(`${command} ${args.join(' ')} ended with ${result.code}:\n${result.output.slice(-4000)}`)
  return result
}

export function machine() {
  return `${os.cpus().length} cores (${os.cpus()[0].model.trim()}), ${Math.round(os.totalmem() / 2 ** 30)} GiB`
}

export const seconds = value => `${value.toFixed(2)} s`
export const megabytes = value => `${Math.round(value / 2 ** 20)} MiB`
