// X12: 837 claims and 835 remittances parsed and validated to SNIP 4, beside what npm has, each in its own process, one after another, on one core.
// The files are made here: valid transactions of synthetic people, every number a function of its place.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { execFileSync } from 'node:child_process'

const pad = (text, width) => text.padEnd(width)
const isa = control => `ISA*00*${pad('', 10)}*00*${pad('', 10)}*ZZ*${pad('SUBMITTER', 15)}*ZZ*${pad('RECEIVER', 15)}*250115*1230*^*00501*${control}*0*T*:~`

export function claims(count) {
  const segments = ['ST*837*0001*005010X222A1', 'BHT*0019*00*BATCH0001*20250115*1230*CH', 'NM1*41*2*NORTHSIDE BILLING*****46*SUB001', 'PER*IC*BILLING DESK*TE*5555550100',
    'NM1*40*2*EXAMPLE HEALTH PLAN*****46*EHP01', 'HL*1**20*1', 'PRV*BI*PXC*207Q00000X', 'NM1*85*2*NORTHSIDE FAMILY CLINIC*****XX*1234567893', 'N3*100 MAIN ST',
    'N4*SPRINGFIELD*IL*627010001', 'REF*EI*123456789']
  for (let n = 1; n <= count; n++) {
    const lines = 1 + n % 5
    segments.push(`HL*${n + 1}*1*22*0`, 'SBR*P*18*GRP100******CI', `NM1*IL*1*DOE${n}*JANE*A***MI*MEM${n}`, `N3*${n} ELM ST`, 'N4*SPRINGFIELD*IL*62704',
      `DMG*D8*19${String(30 + n % 70)}0${1 + n % 9}1${n % 9}*${n % 2 ? 'F' : 'M'}`, 'NM1*PR*2*EXAMPLE HEALTH PLAN*****PI*EHP01', `CLM*PCN${n}*${lines * 150 + 0.5}***11:B:1*Y*A*Y*Y`,
      `REF*D9*${1000000 + n}`, 'HI*ABK:E119*ABF:I10*ABF:J029', 'NM1*82*1*SMITH*ALAN****XX*1245319599', 'PRV*PE*PXC*207Q00000X')
    for (let line = 1; line <= lines; line++)
      segments.push(`LX*${line}`, `SV1*HC:99213:25*${line === 1 ? 150.5 : 150}*UN*1***1:2`, `DTP*472*D8*202501${String(1 + n % 28).padStart(2, '0')}`, `REF*6R*${n}${line}`)
  }
  segments.push(`SE*${segments.length + 1}*0001`)
  return `${isa('000000101')}GS*HC*SUBMITTER*RECEIVER*20250115*1230*101*X*005010X222A1~${segments.join('~')}~GE*1*101~IEA*1*000000101~`
}

export function remittances(count) {
  const body = []
  let paid = 0
  for (let n = 1; n <= count; n++) {
    const lines = 1 + n % 4
    paid += lines * 80
    body.push(`CLP*PCN${n}*1*${lines * 100}*${lines * 80}*${lines * 5}*12*ICN${n}*11*1`, `NM1*QC*1*DOE${n}*JANE*A***MI*MEM${n}`, 'NM1*82*1*SMITH*ALAN****XX*1245319599',
      `DTM*232*202501${String(1 + n % 28).padStart(2, '0')}`)
    for (let line = 1; line <= lines; line++)
      body.push('SVC*HC:99213:25*100*80**1', `DTM*472*202501${String(1 + n % 28).padStart(2, '0')}`, 'CAS*CO*45*15', 'CAS*PR*3*5', `REF*6R*${n}${line}`, 'AMT*B6*85', 'LQ*HE*N211')
  }
  const segments = ['ST*835*0001', `BPR*I*${paid - 10}*C*ACH*CCP*01*111000025*DA*1234567*1999999999**01*222000111*DA*7654321*20250120`, 'TRN*1*EFT900001*1999999999', 'DTM*405*20250118',
    'N1*PR*EXAMPLE HEALTH PLAN', 'N3*PO BOX 1', 'N4*CHICAGO*IL*60601', 'REF*2U*EHP01', 'PER*BL*PROVIDER LINE*TE*5555550199', 'N1*PE*NORTHSIDE FAMILY CLINIC*XX*1234567893',
    'REF*TJ*123456789', 'LX*1', ...body, 'PLB*1234567893*20251231*WO:ADJ1*10']
  segments.push(`SE*${segments.length + 1}*0001`)
  return `${isa('000000202')}GS*HP*SUBMITTER*RECEIVER*20250115*1230*202*X*005010X221A1~${segments.join('~')}~GE*1*202~IEA*1*000000202~`
}

export async function run({ folder, root, log }) {
  const project = path.join(root, 'bench/formats/Carelake.FormatBench.csproj')
  execFileSync('dotnet', ['build', project, '-c', 'Release', '-v', 'quiet', '-nologo'], { stdio: ['ignore', 'ignore', 'inherit'] })
  const bench = path.join(root, 'bench/formats/bin/Release/net10.0/Carelake.FormatBench.dll')
  const peer = path.join(root, 'bench/formats/x12-peer.mjs')
  const files = { 837: path.join(folder, 'claims.x12'), 835: path.join(folder, 'remittances.x12') }
  writeFileSync(files[837], claims(5000))
  writeFileSync(files[835], remittances(5000))

  const measure = (name, args) => {
    log(`${name} ...`)
    try {
      return JSON.parse(execFileSync('taskset', ['-c', '0', ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim().split('\n').at(-1))
    } catch (error) {
      log(`  left out: ${String(error.stderr ?? error.message).trim().split('\n').at(-1).slice(0, 200)}`)
      return null
    }
  }
  const table = {}, verdicts = []
  for (const [kind, file] of Object.entries(files)) {
    const own = measure(`Carelake ${kind}, SNIP 1-4`, ['dotnet', bench, 'x12-snip4', file])
    const results = {
      [`Carelake ${kind}, SNIP 1-4`]: own,
      [`Carelake ${kind}, loops only`]: measure(`Carelake ${kind}, loops only`, ['dotnet', bench, 'x12-loops', file]),
      [`Carelake ${kind}, segments only`]: measure(`Carelake ${kind}, segments only`, ['dotnet', bench, 'x12-segments', file]),
      [`node-x12 ${kind}, not validating`]: measure(`node-x12 ${kind}`, ['node', '--expose-gc', peer, file]),
    }
    for (const [name, result] of Object.entries(results))
      if (result)
        table[name] = {
          'MB/s': (result.bytesPerSecond / 1e6).toFixed(1), 'claims/s': Math.round(result.itemsPerSecond).toLocaleString(),
          'bytes allocated a claim': result.allocatedBytesPerItem === undefined ? 'not read' : Math.round(result.allocatedBytesPerItem).toLocaleString(), checksum: result.checksum,
        }
    const node = results[`node-x12 ${kind}, not validating`]
    verdicts.push(`${kind}: ${(own.bytesPerSecond / 1e6).toFixed(1)} MB/s (at least 100)`
      + (node ? `; over node-x12 ${(own.bytesPerSecond / node.bytesPerSecond).toFixed(1)} times (at least 20)` : '; node-x12 is not installed: npm ci in bench/'))
  }
  return { what: '837 and 835 parsed and validated to SNIP 4, one core', table, verdicts }
}
