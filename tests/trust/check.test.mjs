// What a book says of itself, and whether it is held against a key: the module
// that pages load, in node.

import assert from 'node:assert/strict'
import { createPrivateKey, sign } from 'node:crypto'
import { test } from 'node:test'

import { about, check } from '../../www/element/trust/index.js'
import { bent, built, keys } from './signing.mjs'

const { pem, pin } = keys()
const other = keys()
const at = '2026-11-26T09:00'
const signed = built(pem)
const book = signed.file('dated.book')
const JA = /確かめられなかった.*窓口/

async function refused(bytes, pinned, words, cause) {
  const error = await check(bytes, { key: pin, at, ...pinned }).then(
    () => assert.fail('it was let pass'),
    (it) => it,
  )
  assert.match(error.message, words)
  assert.match(String(error.cause), cause)
}

test('a book says the same of itself as the command line', () => {
  const [{ name, version, from, until, hash }] = signed.told.books
  const expected = { pack: name, version, hash, languages: ['ja', 'en'], from, until }
  for (const it of ['dated.book', 'dated.ja.book', 'dated.en.book']) assert.deepEqual(about(signed.file(it)), expected)
  assert.deepEqual(about(built().file('dated.book').buffer), expected, 'unsigned, and as an ArrayBuffer')
  assert.equal(signed.told.key, pin)
  assert.deepEqual([from, until], ['2026-04-01', '2027-03-31'])
})

test('no day is no limit, and days before 1970 are days', () => {
  const days = (period) => {
    const { from, until } = about(built(undefined, period).file('dated.ja.book'))
    return [from, until]
  }
  assert.deepEqual(days(''), [null, null])
  assert.deepEqual(days('from: 1948-01-01\n'), ['1948-01-01', null])
  assert.deepEqual(days('until: 1969-12-31\n'), [null, '1969-12-31'])
})

test('what is no book is told as such', () => {
  for (const bytes of [new Uint8Array(), new TextEncoder().encode('<!doctype html><p>404'), book.slice(0, 60)]) {
    assert.throws(() => about(bytes), Error)
  }
  const next = book.slice()
  next[8]++
  assert.throws(() => about(next), /no book of this version/)
})

test('the right key lets every file of the book pass', async () => {
  for (const it of ['dated.book', 'dated.ja.book', 'dated.en.book']) {
    assert.equal((await check(signed.file(it), { key: pin, at })).pack, 'dated')
  }
  await check(book.buffer, { key: `${other.pin}\n ${pin}`, pack: 'dated', at })
})

test('another key, no signature, another pack: refused', async () => {
  await refused(book, { key: other.pin }, JA, /not signed with this key/)
  await refused(built().file('dated.book'), {}, JA, /not signed with this key/)
  await refused(book, { pack: 'other' }, JA, /of the pack dated/)
  await refused(new Uint8Array(40), {}, JA, /no whole book/)
  await refused(book, { key: other.pin, lang: 'en-GB' }, /could not make sure/, /./)
  await refused(book, { key: other.pin, lang: 'ja-x-easy' }, /正しいものか わからない/, /./)
})

test('no bit may change but those of the checksum, which the engine looks at', async () => {
  const small = signed.file('dated.ja.book')
  for (let at = 0; at < small.length; at++) {
    const passes = await check(bent(small, at), { key: pin, at: '2026-11-26' }).then(
      () => true,
      () => false,
    )
    assert.equal(passes, at >= 42 && at < 50, `byte ${at}`)
  }
})

test('what another tool signs with the key is no book', async () => {
  const text = Buffer.from('Dear office, this is a letter.'.repeat(9))
  const letter = Buffer.concat([text.subarray(0, 42), Buffer.alloc(8), text.subarray(42)])
  await refused(new Uint8Array([...letter, ...sign(null, text, createPrivateKey(pem))]), {}, JA, /no book/)
})

test('what is no key lets nothing pass', async () => {
  for (const key of ['', ' ', 'ed25519:', 'ed25519:AAAA', pin.slice(8), `${pin} x`, pin.replace('ed25519', 'rsa'), 'ed25519:%']) {
    await refused(book, { key }, JA, /./)
  }
  await refused(book, { key: undefined }, JA, /./)
})

test('the first and the last day are days of the book', async () => {
  await check(book, { key: pin, at: '2026-04-01T00:00' })
  await check(book, { key: pin, at: '2027-03-31T23:59' })
  await refused(book, { at: '2026-03-31T23:59' }, /2026年4月1日から使えます.*窓口/, /early/)
  await refused(book, { at: '2027-04-01T00:00' }, /2027年3月31日で終わりました.*窓口/, /over/)
  await refused(book, { at: '2027-04-01', lang: 'en' }, /ended on 31 March 2027/, /over/)
  await refused(book, { at: '2026-03-31', lang: 'easy' }, /2026年4月1日から 使えます/, /early/)
})

test('where nothing can be looked at, nothing is let pass', async (context) => {
  const { subtle } = crypto
  const without = (it) => Object.defineProperty(crypto, 'subtle', { value: it, configurable: true })
  context.after(() => without(subtle))
  without(undefined)
  await refused(book, {}, /お使いのブラウザーでは.*窓口/, /TypeError/)
  const old = { importKey: () => Promise.reject(new DOMException('Ed25519', 'NotSupportedError')) }
  without(old)
  await refused(book, { lang: 'en' }, /browser cannot make sure/, /NotSupportedError/)
})
