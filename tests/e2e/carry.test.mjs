// What is carried in an address or a file: out and in again, and whatever else
// may come in. No browser: node has the same streams.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LIMIT, address, digest, packedIn, payload, read, unpack } from '../../www/element/along/carry.js'

const SAVED = {
  book: 'b'.repeat(64),
  pack: 'kanagawa',
  version: '2026.11.1',
  wizard: '家族',
  answers: { 市区町村: '藤沢市', 年齢: 2, 医療的ケア: ['人工呼吸器', '経管栄養'], 学年: { unsure: true } },
}
const results = (...all) => ({ kind: 'results', groups: [{ results: all }] })
const SCREEN = results({ name: '手当', status: 'fits', amount: '5,000円〜12,000円' })
const CARRIED = payload(SAVED, SCREEN, '2026-11-25T19:30')

const hashOf = async (it) => packedIn(new URL(await address('https://portal.example/a?b=c', it)).hash)
const why = (name) => (error) => error.why === name

test('comes out as it went in', async () => {
  const { tsunagu, digest, at, ...saved } = await unpack(await hashOf(CARRIED))
  assert.deepEqual(saved, SAVED)
  assert.deepEqual({ tsunagu, at }, { tsunagu: 1, at: '2026-11-25T19:30' })
  assert.match(digest, /^[0-9a-f]{8}$/)
})

test('is short, and the same without deflate', async () => {
  const deflated = await hashOf(CARRIED)
  const { CompressionStream } = globalThis
  delete globalThis.CompressionStream
  try {
    const plain = await hashOf(CARRIED)
    assert.notEqual(plain[0], deflated[0], 'it is marked how it is written')
    assert.deepEqual(await unpack(plain), CARRIED)
    assert.ok(deflated.length < plain.length, `${deflated.length} letters, ${plain.length} plain`)
  } finally {
    globalThis.CompressionStream = CompressionStream
  }
})

test('cut off anywhere, it is refused', async () => {
  const whole = await hashOf(CARRIED)
  for (let length = 0; length < whole.length - 1; length++) {
    await assert.rejects(unpack(whole.slice(0, length)), why('damaged'), `${length} letters`)
  }
})

test('a short text that unfolds without end is refused', async () => {
  const endless = { ...CARRIED, answers: { 市区町村: 'あ'.repeat(LIMIT) } }
  const packed = await hashOf(endless)
  assert.ok(packed.length < 5_000, `${packed.length} letters`)
  await assert.rejects(unpack(packed), why('tooLarge'))
})

test('what has another shape is refused by its kind', () => {
  const text = (change) => JSON.stringify({ ...CARRIED, ...change })
  assert.throws(() => read('{"tsunagu"'), why('damaged'))
  for (const it of ['null', '[]', '"a"', '{"name":"somebody else"}']) assert.throws(() => read(it), why('foreign'), it)
  assert.throws(() => read(text({ tsunagu: 2 })), why('newer'))
  for (const it of [{ answers: [] }, { answers: null }, { book: 1 }, { wizard: undefined }, { at: 'yesterday' }, { pack: 'a'.repeat(101) }]) {
    assert.throws(() => read(text(it)), why('damaged'), JSON.stringify(it))
  }
  assert.deepEqual(read(text({})), CARRIED)
})

test('the digest tells results apart, and languages not', () => {
  const of = (...all) => digest(results(...all))
  const it = { name: '手当', status: 'fits', amount: '5,000円〜12,000円' }
  const other = { name: '相談', status: 'open', amount: null }
  assert.equal(of(it), of({ ...it, amount: '5,000–12,000 yen' }))
  assert.equal(of(it, other), of(other, it), 'in any order')
  for (const change of [{ status: 'open' }, { amount: '5,000円' }, { name: '別の手当' }, { amount: null }]) {
    assert.notEqual(of(it), of({ ...it, ...change }), JSON.stringify(change))
  }
  assert.equal(digest({ kind: 'page' }), null)
})
