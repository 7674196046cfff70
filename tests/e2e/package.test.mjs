// The package as a portal's build takes it: packed, installed without a
// network, run in node, its types held against a program. No browser.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const dist = join(root, 'dist')
const NPM = process.platform === 'win32' ? 'npm.cmd' : 'npm'

let scratch
let packed
before(() => {
  scratch = mkdtempSync(join(tmpdir(), 'portal-'))
  packed = JSON.parse(npm('pack', dist, '--json', '--ignore-scripts'))[0]
  writeFileSync(join(scratch, 'package.json'), '{ "private": true, "type": "module" }')
  npm('install', packed.filename, '--offline', '--ignore-scripts', '--no-audit', '--no-fund')
  cpSync(join(root, 'tests/e2e/package'), scratch, { recursive: true })
  cpSync(join(root, 'www/demo/examples/headless.js'), join(scratch, 'headless.js'))
})
after(() => rmSync(scratch, { recursive: true, force: true }))

test('the package holds what dist/ holds, and needs nothing else', () => {
  // The workbench lies apart: no portal copies it.
  const files = readdirSync(dist, { recursive: true, withFileTypes: true })
    .filter((it) => it.isFile() && !(it.parentPath ?? it.path).startsWith(join(dist, 'workbench')))
  assert.deepEqual(packed.files.map((it) => it.path.split('/').at(-1)).sort(), files.map((it) => it.name).sort())

  const manifest = JSON.parse(readFileSync(join(dist, 'package.json'), 'utf8'))
  const [, version] = readFileSync(join(root, 'Cargo.toml'), 'utf8').match(/^version = "(.+)"$/m)
  assert.equal(manifest.version, version)
  for (const it of ['dependencies', 'peerDependencies', 'scripts', 'bin']) assert.ok(!(it in manifest), it)
})

test('a family is told the same without a browser', () => {
  const told = JSON.parse(run(process.execPath, 'family.mjs'))
  assert.ok(told.first.some((it) => it.includes('どなたですか')), `${told.first}`)
  assert.deepEqual(told.results.decisions.圏域, { settled: '湘南東部' })
  assert.deepEqual(told.results.decisions.基本スコア, { settled: '10' })
  assert.ok(told.results.desks.some((it) => it.channels.some((channel) => channel.value.includes('045-227-1255'))))
  const centre = told.results.results.find((it) => it.name === '医療的ケア児支援センターへの相談')
  assert.equal(centre?.status, 'fits')
  assert.ok(told.same, 'saved and restored, the results are the same')
  assert.deepEqual(told.lost, [])
  assert.match(told.refused, /[ぁ-ん]/, 'a book cut off is refused in words')
})

test('what a book says of itself is read without the engine', () => {
  const read = "import { about } from 'tsunagu/trust.js'; import { readFileSync } from 'node:fs'; " +
    "const file = new URL(import.meta.resolve('tsunagu/books/kanagawa.ja.book')); console.log(JSON.stringify(about(readFileSync(file))))"
  const told = JSON.parse(run(process.execPath, '--input-type=module', '--eval', read))
  assert.equal(told.pack, 'kanagawa')
  assert.match(told.hash, /^[0-9a-f]{64}$/)
  assert.deepEqual(told.languages, ['ja', 'easy', 'en'])
})

test('a program in TypeScript and the example in JavaScript fit the types', () => {
  run(process.execPath, createRequire(import.meta.url).resolve('typescript/bin/tsc'), '--project', '.')
})

function npm(...args) {
  return run(NPM, ...args)
}

function run(program, ...args) {
  try {
    return execFileSync(program, args, { cwd: scratch, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
  } catch (error) {
    // What it printed is what is wrong.
    throw new Error(`${args.join(' ')}:\n${error.stdout}${error.stderr}`)
  }
}
