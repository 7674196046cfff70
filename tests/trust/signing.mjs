// Keys and signed books for tests: keys by node, books by our command line.

import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
const TSUNAGU = process.env.TSUNAGU ?? join(root, 'target/debug/tsunagu')

// In two languages; `period` as in pack.yaml.
function pack(period) {
  return {
    'pack.yaml':
      'pack: dated\nversion: 2026.4.1\nname: { ja: 令和8年度の規則集, en: Rules of 2026 }\nlanguages: [ja, en]\n' +
      `sources:\n  要綱: { title: { ja: ためしの要綱, en: Trial guidelines }, date: 2026-04-01 }\n${period}`,
    'questions/a.yaml':
      'questions:\n  年齢:\n    ask: { ja: 何歳ですか, en: How old is the child? }\n' +
      '    why: { ja: 年齢で変わります, en: It depends on the age }\n    kind: number\n    min: 0\n    max: 120\n',
    'decisions/a.yaml':
      'decisions:\n  小児:\n    label: { ja: 18歳未満, en: Under 18 }\n    value: 年齢 < 18\n    source: { doc: 要綱, at: 第2条 }\n',
    'wizards/a.yaml':
      'wizards:\n  家族:\n    title: { ja: ためしの案内, en: A trial guide }\n    pages:\n' +
      '      - title: { ja: お子さんのこと, en: About the child }\n        questions: [年齢]\n    show: [小児]\n',
  }
}

const FISCAL_YEAR = 'from: 2026-04-01\nuntil: 2027-03-31\n'

// A key pair: the private half as openssl writes it, the public one as pinned.
export function keys() {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x, 'base64url')
  return { pem: privateKey.export({ type: 'pkcs8', format: 'pem' }), pin: `ed25519:${raw.toString('base64')}` }
}

// The trial pack built, signed or not: `{ told, file }`.
export function built(pem, period = FISCAL_YEAR) {
  const folder = mkdtempSync(join(tmpdir(), 'signed-'))
  try {
    for (const [name, text] of Object.entries(pack(period))) write(join(folder, 'dated', name), text)
    writeFileSync(join(folder, 'key.pem'), pem ?? '')
    const told = JSON.parse(tsunagu(folder, 'build', 'dated', '-o', 'out', '--json', ...(pem ? ['--sign', 'key.pem'] : [])))
    const names = ['dated.book', 'dated.ja.book', 'dated.en.book']
    const files = Object.fromEntries(names.map((it) => [it, new Uint8Array(readFileSync(join(folder, 'out', it)))]))
    return { told, file: (name) => files[name].slice() }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export function tsunagu(cwd, ...args) {
  return execFileSync(TSUNAGU, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
}

export function write(file, text) {
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

// One bit of one byte.
export function bent(bytes, at) {
  const other = bytes.slice()
  other[at < 0 ? other.length + at : at] ^= 1
  return other
}
