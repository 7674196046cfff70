// The workbench's tables without a browser: what is read again after a change is what
// the whole would be.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parsed, reparsed, texts, written } from '../../www/workbench/csv.js'

// Numbers made up the same way each time.
function chance(seed) {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

const PIECES = ['a', '藤沢市', ',', ',', '\n', '\n', '"', '""', '\r\n', ' ', '[0..2]']
const made = (below, n) => Array.from({ length: below(n) }, () => PIECES[below(PIECES.length)]).join('')

test('a table read again where it changed is the table read as a whole', () => {
  const below = chance(7)
  let before = ''
  let rows = parsed(before)
  for (let turn = 0; turn < 20000; turn += 1) {
    // Now and then another file.
    const from = below(before.length + 1)
    const to = Math.min(before.length, from + below(6))
    const text = turn % 50 ? before.slice(0, from) + made(below, 5) + before.slice(to) : made(below, 200)
    rows = reparsed(rows, before, text)
    before = text
    assert.deepEqual(rows, parsed(text), JSON.stringify(text))
  }
})

test('cells know their places, and quotes stay', () => {
  const text = '年齢,"→, 円"\n"a\nb",\n'
  const rows = parsed(text)
  assert.deepEqual(texts(rows), [['年齢', '→, 円'], ['a\nb', '']])
  assert.deepEqual(rows.map((row) => row.map((it) => text.slice(it.at, it.to))), [['年齢', '"→, 円"'], ['"a\nb"', '']])
  assert.deepEqual(rows[1].map((it) => [it.line, it.column, it.endLine, it.end]), [[2, 0, 3, 2], [3, 3, 3, 3]])
  assert.equal(written(rows), text)
})
