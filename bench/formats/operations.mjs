// Patient flow: ten million events replayed into the live state, and a simulated group's messages read and applied. No peer is known that does this in a process.
import path from 'node:path'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'

export async function run({ folder, rows, root, carelake, log }) {
  const project = path.join(root, 'bench/formats/Carelake.FormatBench.csproj')
  execFileSync('dotnet', ['build', project, '-c', 'Release', '-v', 'quiet', '-nologo'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const bench = path.join(root, 'bench/formats/bin/Release/net10.0/Carelake.FormatBench.dll')
  const measure = args => JSON.parse(execFileSync('taskset', ['-c', '0', 'dotnet', bench, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }).trim().split('\n').at(-1))

  log('replay ...')
  const replay = measure(['operations-replay', String(rows || 10_000_000)])
  log('messages ...')
  const file = path.join(folder, 'feed.hl7')
  writeFileSync(file, execFileSync(carelake[0], [...carelake.slice(1), 'simulate-feed', '-', '--hours', '96'], { maxBuffer: 1 << 28 }))
  const messages = measure(['operations-messages', file])
  const table = {
    'events replayed, state settled': { 'events/s': Math.round(replay.eventsPerSecond).toLocaleString(), seconds: replay.seconds.toFixed(1), 'bytes an event remembered': Math.round(replay.bytesPerRememberedEvent) },
    'snapshot written': { 'events/s': '', seconds: replay.snapshotSeconds.toFixed(2), 'bytes an event remembered': Math.round(replay.snapshotBytesPerEvent) },
    'snapshot read, state settled': { 'events/s': '', seconds: replay.restoreSeconds.toFixed(2), 'bytes an event remembered': '' },
    'HL7 v2 messages parsed and applied': { 'events/s': `${Math.round(messages.itemsPerSecond).toLocaleString()} messages/s`, seconds: '', 'bytes an event remembered': '' },
  }
  return {
    what: `${replay.events.toLocaleString()} events of 20 hospitals, ${replay.rememberedEvents.toLocaleString()} remembered at the end (120 days), one core`, table,
    verdicts: [`replay of ${replay.events.toLocaleString()} events: ${replay.seconds.toFixed(1)} s (below 60 for 10 million)`],
  }
}
