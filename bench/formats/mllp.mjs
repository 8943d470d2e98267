// MLLP: messages acknowledged when they are on disk, over 32 connections, the sender on the same machine. The disk's own time for a sync is measured before,
// since nothing that is durable can be faster.
import { spawn, execFileSync } from 'node:child_process'
import { writeFileSync, openSync, writeSync, fdatasyncSync, closeSync } from 'node:fs'
import path from 'node:path'

const message = 'MSH|^~\\&|EMR|WARD|LAKE|GROUP|20260301100000+0000||ADT^A08^ADT_A01|X|P|2.5.1\rEVN|A08|20260301095900+0000\r'
  + 'PID|1||100200^^^WARD^MR||Doe^Jane^Q||19800102|F|||12 Elm Street^^Springfield^IL^62704^US||+15551234567|||M||A100200\r'
  + 'PV1|1|I|W1^2^3^WARD|E|||1234^Smith^Ada^^^Dr|||MED||||7|||1234^Smith^Ada^^^Dr|IN|V100200|||||||||||||||||||||||||20260228221500\r'
  + 'OBX|1|NM|8867-4^Heart rate^LN||72|/min|60-100||||F\r'.repeat(8)

export async function run({ folder, carelake, rows, log }) {
  const config = path.join(folder, 'carelake.yaml')
  const sample = path.join(folder, 'message.hl7')
  writeFileSync(config, 'name: bench\nbuiltin_models: false\nfacilities: {ward: {}}\nlisteners:\n  ward: {port: 0, facility: ward, window: 256}\n')
  writeFileSync(sample, message)
  const sync = syncOf(path.join(folder, 'sync'))
  const [command, ...first] = carelake
  const server = spawn(command, [...first, 'serve', '--config', config], { stdio: ['ignore', 'ignore', 'pipe'] })
  try {
    const port = await listening(server)
    const count = rows || 200_000
    const send = (name, args) => {
      log(`${name} ...`)
      return JSON.parse(execFileSync(command, [...first, 'mllp', 'send', sample, `127.0.0.1:${port}`, '--connections', '32', '--json', ...args.map(String)], { encoding: 'utf8' }))
    }
    send('warming up', ['--repeat', 20_000, '--window', 8])
    const results = {
      '10,000 a second, 8 on the way a connection': send('at 10,000 a second', ['--repeat', count, '--window', 8, '--rate', 10_000]),
      'as fast as answers come, 1 on the way': send('one at a time', ['--repeat', Math.round(count / 4), '--window', 1]),
      'as fast as answers come, 16 on the way': send('sixteen at a time', ['--repeat', count, '--window', 16]),
    }
    const table = {}
    for (const [name, result] of Object.entries(results)) {
      const latency = result.latency_milliseconds
      table[name] = {
        'messages/s': Math.round(result.rate).toLocaleString(), accepted: (result.answers.AA ?? 0).toLocaleString(),
        'p50 ms': latency.p50, 'p99 ms': latency.p99, 'p99.9 ms': latency.p999, 'longest ms': latency.max,
      }
    }
    const paced = results['10,000 a second, 8 on the way a connection']
    const status = name => Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(execFileSync('cat', [`/proc/${server.pid}/status`], { encoding: 'utf8' }))?.[1] ?? NaN)
    return {
      what: `ADT messages of ${message.length} bytes, on disk before they are acknowledged, 32 connections`,
      table,
      verdicts: [
        `A sync of 64 KiB by the disk alone: ${sync.p50.toFixed(2)} ms (median), ${sync.p99.toFixed(2)} ms (99th percentile)`,
        `At 10,000 a second: ${Math.round(paced.rate).toLocaleString()} a second, p99 ${paced.latency_milliseconds.p99} ms (below 50)`,
        `Peak memory of the server: ${Math.round(status('VmHWM') / 1024)} MiB`,
      ],
    }
  } finally {
    server.kill('SIGTERM')
    await new Promise(resolve => server.on('close', resolve))
  }
}

function listening(server) {
  return new Promise((resolve, reject) => {
    let said = ''
    server.stderr.on('data', data => {
      said += data
      const port = /Listening: \S+ .* on \S+:(\d+)/.exec(said)?.[1]
      if (port) resolve(Number(port))
    })
    server.on('close', code => reject(new Error(`The server ended with ${code}: ${said}`)))
  })
}

function syncOf(file) {
  const handle = openSync(file, 'w')
  const times = []
  const block = Buffer.alloc(64 << 10, 7)
  for (let i = 0; i < 200; i++) {
    const started = process.hrtime.bigint()
    writeSync(handle, block)
    fdatasyncSync(handle)
    times.push(Number(process.hrtime.bigint() - started) / 1e6)
  }
  closeSync(handle)
  times.sort((a, b) => a - b)
  return { p50: times[100], p99: times[198] }
}
