// A portal that pins the key of whoever makes its book: the right one opens it;
// everything else is refused in plain words, and no question is shown.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { bent, built, keys } from '../trust/signing.mjs'
import { Intake } from './intake.mjs'
import { accessible, launch, noSidewaysScrolling, sameOrigin, visit } from './portal.mjs'

const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
  "font-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
const BOOK = '/tsunagu/books/dated.book'
const AT = '2026-11-26T09:00'
const { pem, pin } = keys()
const other = keys()
const signed = built(pem)
const unsigned = built()

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

// A portal's page with one element, and the books it is served.
async function portal({ lang = 'ja', books = signed.file, prepare = async () => {}, ...attributes }) {
  const seat = await visit(browser, { path: 'pinned.html', lang, width: 320 })
  const { page } = seat
  const told = { book: BOOK, wizard: '家族', at: AT, key: pin, ...attributes }
  const given = Object.entries(told).filter(([, value]) => value !== null)
  const html =
    `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    '<title>Portal</title><script type="module" src="/tsunagu/tsunagu.js"></script>' +
    `<body><main><h1>Portal</h1><tsunagu-intake ${given.map(([name, value]) => `${name}="${value}"`).join(' ')}>` +
    '<p><a href="tel:045-227-1255">045-227-1255</a></p></tsunagu-intake></main></body></html>'
  const headers = { 'content-security-policy': POLICY, 'content-type': 'text/html; charset=utf-8' }
  await page.route('**/pinned.html', (route) => route.fulfill({ body: html, headers }))
  await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }))
  await page.route('**/dated*.book', (route) => {
    const bytes = books(new URL(route.request().url()).pathname.split('/').at(-1))
    return route.fulfill({ body: Buffer.from(bytes), contentType: 'application/octet-stream' })
  })
  await prepare(page)
  await seat.open()
  return { ...seat, intake: new Intake(page, lang === 'en' ? 'en' : 'ja') }
}

// Said once and aloud, above what the portal put there, and nothing to answer.
async function refused({ page, intake, context }, words) {
  const alert = page.getByRole('alert')
  await alert.waitFor()
  assert.match(await alert.innerText(), words)
  assert.equal(await alert.count(), 1)
  await page.getByRole('link', { name: '045-227-1255' }).waitFor()
  assert.equal(await intake.root.locator('form, button, input, .screen').count(), 0, 'something to answer')
  await noSidewaysScrolling(page, 'a refusal')
  await accessible(page, 'a refusal')
  await context.close()
}

const asksTrust = (seen) => seen.requests.some((it) => it.endsWith('/trust.js'))

test('the right key opens the book, and nothing is asked for once questions are there', async () => {
  const { context, page, seen, intake } = await portal({ pack: 'dated' })
  await intake.begin()
  assert.deepEqual(await intake.questions(), ['何歳ですか'])
  await page.waitForLoadState('networkidle')
  const before = seen.requests.length
  await intake.answer('何歳ですか', '7')
  await intake.press(intake.words.next)
  assert.equal(seen.requests.length, before)
  assert.ok(asksTrust(seen))
  sameOrigin(seen)
  assert.deepEqual(seen.complaints, [], 'under the strictest policy')
  await context.close()
})

test('a signed book opens where no key is pinned, without what looks at keys', async () => {
  const { context, seen, intake } = await portal({ key: null })
  await intake.begin()
  assert.ok(!asksTrust(seen))
  await context.close()
})

const spoilt = (change) => (name) => change(signed.file(name))
for (const [what, attributes] of [
  ['another key', { key: other.pin }],
  ['a key that is none', { key: 'none' }],
  ['an empty key', { key: '' }],
  ['a byte changed in the book', { books: spoilt((it) => bent(it, 200)) }],
  ['a byte changed in the signature', { books: spoilt((it) => bent(it, -1)) }],
  ['no signature', { books: unsigned.file }],
  ['a book cut off', { books: spoilt((it) => it.slice(0, 300)) }],
  ['something else in its place', { books: () => new TextEncoder().encode('<!doctype html><title>404</title>'.repeat(9)) }],
  ['a book of another pack', { pack: 'kanagawa' }],
]) {
  test(`refused: ${what}`, async () => {
    await refused(await portal(attributes), /正しいものか確かめられなかった.*窓口に直接/)
  })
}

test('refused: over, and not begun', async () => {
  await refused(await portal({ at: '2027-04-01T09:00' }), /2027年3月31日で終わりました.*窓口に直接/)
  await refused(await portal({ at: '2026-03-31T09:00' }), /2026年4月1日から使えます.*窓口に直接/)
})

test('without a key too a book is of its time', async () => {
  const books = unsigned.file
  await refused(await portal({ key: null, books, at: '2027-04-01T00:00' }), /いま、この案内は使えません.*窓口に直接/)
  await refused(await portal({ key: null, books, at: '2026-03-31T23:59', lang: 'en' }), /cannot be used at the moment/)
  const last = await portal({ key: null, books, at: '2027-03-31T23:59' })
  await last.intake.begin()
  await last.context.close()
})

test('without `at` the day in Japan counts', async () => {
  const on = (time) => portal({ at: null, prepare: (page) => page.clock.setFixedTime(new Date(time)) })
  const last = await on('2027-03-31T14:59:00Z')
  await last.intake.button(last.intake.words.begin).waitFor()
  await last.context.close()
  await refused(await on('2027-03-31T15:00:00Z'), /終わりました/)
})

test('refused in the language of the page', async () => {
  await refused(await portal({ lang: 'en', key: other.pin }), /could not make sure that this guide is genuine/)
  await refused(await portal({ lang: 'en', at: '2027-04-01' }), /ended on 31 March 2027/)
  await refused(await portal({ lang: 'ja-x-easy', key: other.pin }), /案内が 正しいものか わからない/)
})

test('refused where the browser cannot look', async () => {
  const prepare = (page) => page.addInitScript(() => Object.defineProperty(crypto, 'subtle', { value: undefined }))
  await refused(await portal({ prepare }), /お使いのブラウザーでは.*窓口に直接/)
})

test('refused where what looks at keys does not come', async () => {
  const prepare = (page) => page.route('**/trust.js', (route) => route.abort())
  await refused(await portal({ prepare }), /読み込めませんでした/)
})

test('each language is looked at: a spoilt one is never shown', async () => {
  const books = (name) => (name === 'dated.en.book' ? bent(signed.file(name), 200) : signed.file(name))
  const { context, page, seen, intake } = await portal({ book: BOOK.replace('.book', '.{ja,en}.book'), books })
  await intake.begin()
  await page.waitForLoadState('networkidle')
  assert.ok(seen.requests.some((it) => it.endsWith('dated.en.book')))
  assert.ok(seen.complaints.some((it) => it.includes('genuine')), `${seen.complaints}`)
  await page.evaluate(() => document.querySelector('tsunagu-intake').setAttribute('lang', 'en'))
  await page.waitForTimeout(300)
  assert.ok(!(await intake.text()).includes('How old is the child?'))
  await context.close()
})

test('a day, a key set later count too', async () => {
  const later = async (name, value) => {
    const seat = await portal({})
    await seat.intake.begin()
    const set = ([name, value]) => document.querySelector('tsunagu-intake').setAttribute(name, value)
    await seat.page.evaluate(set, [name, value])
    return seat
  }
  await refused(await later('at', '2027-04-01T09:00'), /終わりました/)
  await refused(await later('key', other.pin), /確かめられなかった/)
})
