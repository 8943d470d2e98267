// A PostgreSQL server of its own in a folder, on a socket only; null where PostgreSQL is not installed.
import { execFileSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, chmodSync } from 'node:fs'
import path from 'node:path'

function programs() {
  const base = '/usr/lib/postgresql'
  if (process.env.CARELAKE_PG_BIN) return process.env.CARELAKE_PG_BIN
  return existsSync(base) ? readdirSync(base).map(version => path.join(base, version, 'bin')).find(bin => existsSync(path.join(bin, 'initdb'))) : undefined
}

export async function startPostgres(folder) {
  const bin = programs()
  if (!bin) return null
  // PostgreSQL refuses to run as root.
  const isRoot = process.getuid() === 0
  const as = (command, args) => isRoot
    ? execFileSync('runuser', ['-u', 'postgres', '--', path.join(bin, command), ...args], { stdio: 'pipe' })
    : execFileSync(path.join(bin, command), args, { stdio: 'pipe' })
  chmodSync(folder, 0o755)
  const home = mkdtempSync('/tmp/carelake-pg-')
  if (isRoot) {
    const id = name => Number(execFileSync('id', [name, 'postgres']).toString())
    chownSync(home, id('-u'), id('-g'))
  }
  const data = path.join(home, 'data')
  as('initdb', ['-D', data, '-A', 'trust', '-U', 'postgres', '--no-sync', '-E', 'UTF8', '--locale=C'])
  // Settings an expert gives a bulk load on a machine of this size.
  const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_wal_size=16GB', 'shared_buffers=2GB', 'work_mem=256MB',
    'maintenance_work_mem=512MB', 'max_parallel_workers_per_gather=2', 'jit=off', 'listen_addresses=', `unix_socket_directories=${home}`]
  as('pg_ctl', ['-D', data, '-w', '-l', path.join(home, 'log'), '-o', settings.map(setting => `-c ${setting}`).join(' '), 'start'])
  return {
    url: `postgresql:///postgres?host=${home}&user=postgres`,
    async stop() {
      as('pg_ctl', ['-D', data, '-m', 'immediate', 'stop'])
      rmSync(home, { recursive: true, force: true })
    },
  }
}
