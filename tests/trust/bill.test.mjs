// The bill of materials and the licences in dist/: by CycloneDX's own schema, and
// against the module and the scripts themselves.

import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { test } from 'node:test'

import Ajv from 'ajv'

import { root } from './signing.mjs'

const require = createRequire(import.meta.url)
const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target')
const json = (file) => JSON.parse(readFileSync(file, 'utf8'))
// What is ours, and what every module has of the toolchain.
const OWN = ['tsunagu']
const TOOLCHAIN = ['core', 'alloc', 'std', 'compiler_builtins', 'hashbrown', 'rustc_demangle', 'dlmalloc', 'panic_abort']

const valid = schema()
const allowed = readFileSync(join(root, 'deny.toml'), 'utf8')
  .split('allow = [')[1]
  .split(']')[0]
  .match(/(?<=")[^"]+(?=")/g)

for (const [folder, module] of [
  ['dist', 'wasm/tsunagu.wasm'],
  ['dist/workbench', 'workbench/tsunagu.wasm'],
]) {
  const bill = json(join(root, folder, 'sbom.cdx.json'))
  const texts = readFileSync(join(root, folder, 'LICENSE-third-party.txt'), 'utf8')
  const names = bill.components.map((it) => it.name)

  test(`${folder}: the bill fits the schema, and what it refers to is in it`, () => {
    assert.ok(valid(bill), JSON.stringify(valid.errors, undefined, 1))
    const refs = [bill.metadata.component, ...bill.components].map((it) => it['bom-ref'])
    assert.deepEqual(bill.dependencies.map((it) => it.ref).sort(), [...refs].sort())
    for (const it of bill.dependencies.flatMap((it) => it.dependsOn)) assert.ok(refs.includes(it), it)
    assert.equal(new Set(refs).size, refs.length)
    for (const { purl, hashes } of bill.components) {
      if (purl.startsWith('pkg:cargo/')) assert.match(hashes[0].content, /^[0-9a-f]{64}$/, purl)
      if (purl.startsWith('pkg:npm/')) assert.match(hashes[0].content, /^[0-9a-f]{128}$/, purl)
    }
  })

  test(`${folder}: each licence is allowed, and its text is there`, () => {
    for (const { name, version, licenses } of bill.components) {
      const { expression } = licenses[0]
      // Of each alternative one; of what is joined all. None of ours nests deeper.
      const fits = expression
        .replace(/[()]/g, '')
        .split(' AND ')
        .every((it) => it.split(' OR ').some((licence) => allowed.includes(licence)))
      assert.ok(fits, `${name}: ${expression}`)
      const title = `\n${name} ${version}\n`
      const place = texts.indexOf(title)
      assert.ok(place > 0, `no text for ${name} ${version}`)
      // A licence is longer than a line that names one.
      const text = texts.slice(place).split(`\n${'='.repeat(72)}\n`)[1]
      assert.ok(text.length > 400, `${name}: ${text}`)
    }
  })

  test(`${folder}: what the compiler put in is in the bill`, () => {
    const compiled = join(target, 'wasm32-unknown-unknown', module)
    const found = cratesIn(readFileSync(compiled, 'latin1'))
    for (const it of ['tsunagu', 'core', 'alloc']) assert.ok(found.has(it), `${it}: the names can be read`)
    const known = new Set([...OWN, ...TOOLCHAIN, ...names.map((it) => it.replaceAll('-', '_'))])
    assert.deepEqual([...found].filter((it) => !known.has(it)), [])
  })
}

test('the packages are those whose code is in the scripts', () => {
  const npm = (folder) =>
    json(join(root, folder, 'sbom.cdx.json')).components.filter((it) => it.purl.startsWith('pkg:npm/')).map((it) => it.name)
  assert.deepEqual(npm('dist'), ['lean-qr'])
  const bench = npm('dist/workbench')
  for (const it of ['@codemirror/view', '@lezer/common', 'fflate', 'node-diff3']) assert.ok(bench.includes(it), it)
  for (const it of ['esbuild', 'ajv', 'react']) assert.ok(!bench.includes(it), it)
})

test('a hash is that of the lock file', () => {
  const { packages } = json(join(root, 'package-lock.json'))
  const [code] = json(join(root, 'dist/sbom.cdx.json')).components.filter((it) => it.name === 'lean-qr')
  const integrity = `sha512-${Buffer.from(code.hashes[0].content, 'hex').toString('base64')}`
  assert.equal(integrity, packages['node_modules/lean-qr'].integrity)
})

// Names of functions, mangled in the old way or the new: the crate stands first,
// behind the length of its name.
function cratesIn(text) {
  const old = [...text.matchAll(/_ZN(\d+)([a-z]\w{0,60})/g)]
  const names = [...text.matchAll(/_R\w+/g)].flatMap(([it]) => [...it.matchAll(/Cs[0-9a-zA-Z]+_(\d+)([a-z]\w{0,60})/g)])
  return new Set([...old, ...names].map(([, length, rest]) => rest.slice(0, Number(length))))
}

function schema() {
  const folder = join(packageOf('@cyclonedx/cyclonedx-library'), 'res/schema')
  const load = (name) => json(join(folder, `${name}.SNAPSHOT.schema.json`))
  const ajv = new Ajv({ strict: false, validateFormats: false, allErrors: true })
  // The published schema refers to these by the names of their files.
  for (const it of ['spdx', 'jsf-0.82', 'cryptography-defs']) {
    const name = `${it}.SNAPSHOT.schema.json`
    if (existsSync(join(folder, name))) ajv.addSchema({ ...load(it), $id: `http://cyclonedx.org/schema/${name}` })
  }
  return ajv.compile(load('bom-1.6'))
}

function packageOf(name) {
  let folder = dirname(require.resolve(name))
  while (!existsSync(join(folder, 'package.json')) || json(join(folder, 'package.json')).name !== name) folder = dirname(folder)
  return folder
}
