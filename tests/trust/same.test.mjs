// The same packs give the same books, wherever they lie, in whatever order the
// disk has their files and whoever asks. `cargo xtask reproduce` looks at all of
// dist/ that way; it takes two full builds.

import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'

import { keys, root, tsunagu, write } from './signing.mjs'

const PACKS = ['national', 'kanagawa']

test('books are the same from folders of other names, filled in another order', (context) => {
  const place = mkdtempSync(join(tmpdir(), 'same-'))
  context.after(() => rmSync(place, { recursive: true, force: true }))
  write(join(place, 'key.pem'), keys().pem)
  const files = PACKS.flatMap((it) => under(join(root, 'rules'), it))
  for (const it of files) write(join(place, 'here', it), readFileSync(join(root, 'rules', it)))
  for (const it of files.reverse()) write(join(place, 'a much longer name/規則', it), readFileSync(join(root, 'rules', it)))

  tsunagu(join(place, 'here'), 'build', ...PACKS, '-o', '../one', '--sign', '../key.pem', '--lang', 'ja')
  const other = [...PACKS].reverse().map((it) => join(place, 'a much longer name/規則', it))
  tsunagu(place, 'build', ...other, '-o', 'other', '--sign', 'key.pem', '--lang', 'en')

  const books = (folder) => readdirSync(join(place, folder)).filter((it) => it.endsWith('.book')).sort()
  assert.deepEqual(books('one'), books('other'))
  assert.ok(books('one').length > 10, `${books('one')}`)
  for (const it of books('one')) {
    const [one, two] = ['one', 'other'].map((folder) => readFileSync(join(place, folder, it)))
    assert.ok(one.equals(two), it)
    assert.ok(!one.includes('much longer name') && !one.includes(place), `${it} names its folder`)
  }
})

function under(folder, path) {
  return readdirSync(join(folder, path), { withFileTypes: true }).flatMap((it) => {
    const inside = join(path, it.name)
    return it.isDirectory() ? under(folder, inside) : [inside]
  })
}
