// Weighs dist/ as a server would send it, against what a phone may be asked
// to load: `node xtask/sizes.mjs dist`.

import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const KB = 1024
const ENGINE = ['tsunagu.wasm', 'tsunagu.js', 'tsunagu.css']
const ENGINE_LIMIT = 90 * KB
// Families' books have three languages, one with furigana; in Japanese alone the
// largest is half of it. The others are for offices.
const FAMILY_LIMIT = 34 * KB
const OFFICE_LIMIT = 24 * KB
const limit = (book) => (book.name.includes('-') ? OFFICE_LIMIT : FAMILY_LIMIT)

const dist = process.argv[2]
const books = readdirSync(join(dist, 'books')).sort()
const engine = ENGINE.map((name) => weigh(join(dist, name)))
const bookSizes = books.map((name) => weigh(join(dist, 'books', name)))
const whole = {
  name: 'engine (wasm + js + css)',
  raw: sum(engine, 'raw'),
  gzip: sum(engine, 'gzip'),
  brotli: sum(engine, 'brotli'),
}

console.log(row('bytes', 'raw', 'gzip -9', 'brotli -q11'))
for (const it of [...engine, whole, ...bookSizes]) console.log(row(it.name, it.raw, it.gzip, it.brotli))

const over = [
  ...(whole.brotli > ENGINE_LIMIT ? [`${whole.name} is ${whole.brotli}, limit ${ENGINE_LIMIT}`] : []),
  ...bookSizes
    .filter((it) => it.brotli > limit(it))
    .map((it) => `${it.name} is ${it.brotli}, limit ${limit(it)}`),
]
for (const line of over) console.error(`over budget (brotli bytes): ${line}`)
process.exitCode = over.length ? 1 : 0

function weigh(file) {
  const bytes = readFileSync(file)
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 24,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  }
  return {
    name: basename(file),
    raw: bytes.length,
    gzip: gzipSync(bytes, { level: 9 }).length,
    brotli: brotliCompressSync(bytes, { params }).length,
  }
}

function sum(sizes, key) {
  return sizes.reduce((total, it) => total + it[key], 0)
}

function row(name, ...cells) {
  return name.padEnd(26) + cells.map((it) => String(it).padStart(13)).join('')
}
