// Weighs dist/ as a server would send it, against what a phone may be asked
// to load: `node xtask/sizes.mjs dist`.

import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const KB = 1024
const ENGINE = ['tsunagu.wasm', 'tsunagu.js', 'tsunagu.css']
const ENGINE_LIMIT = 90 * KB
// After the first screen: sheet, file, 2D code, keeping, the picture of time.
const ALONG = ['along.js', 'along.css']
const ALONG_LIMIT = 16 * KB
// Only where a portal pins a key.
const TRUST_LIMIT = 2.5 * KB
// An officer's page; never loaded by a family.
const WORKBENCH = ['workbench/engine.wasm', 'workbench/workbench.js', 'workbench/worker.js', 'workbench/workbench.css']
const WORKBENCH_LIMIT = 1100 * KB
// What a family's page loads first is the book with the texts of one language
// (`kanagawa.ja.book`); the others follow. Whole books are for portals that draw
// for themselves; those with one language are for offices.
const LANGUAGE_LIMIT = 22 * KB
const WHOLE_LIMIT = 36 * KB
const OFFICE_LIMIT = 24 * KB

function limit({ name }) {
  if (/\.[a-z]+\.book$/.test(name)) return LANGUAGE_LIMIT
  return name.includes('-') ? OFFICE_LIMIT : WHOLE_LIMIT
}

const dist = process.argv[2]
const books = readdirSync(join(dist, 'books')).sort()
const bookSizes = books.map((name) => weigh(join(dist, 'books', name)))
const groups = [
  together('engine (wasm + js + css)', ENGINE, ENGINE_LIMIT),
  together('along (js + css)', ALONG, ALONG_LIMIT),
  together('pinned (js)', ['trust.js'], TRUST_LIMIT),
  together('workbench', WORKBENCH, WORKBENCH_LIMIT),
]

console.log(row('bytes', 'raw', 'gzip -9', 'brotli -q11'))
for (const it of [...groups.flatMap((group) => [...group.files, group]), ...bookSizes]) {
  console.log(row(it.name, it.raw, it.gzip, it.brotli))
}

const limits = [...groups, ...bookSizes.map((it) => ({ ...it, limit: limit(it) }))]
const over = limits
  .filter((it) => it.brotli > it.limit)
  .map((it) => `${it.name} is ${it.brotli}, limit ${it.limit}`)
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

function together(name, names, limit) {
  const files = names.map((it) => weigh(join(dist, it)))
  return { name, limit, files, raw: sum(files, 'raw'), gzip: sum(files, 'gzip'), brotli: sum(files, 'brotli') }
}

function sum(sizes, key) {
  return sizes.reduce((total, it) => total + it[key], 0)
}

function row(name, ...cells) {
  return name.padEnd(26) + cells.map((it) => String(it).padStart(13)).join('')
}
