// What a family takes along: the sheet, a file, a 2D code, answers kept on the
// device, and the picture of what changes with time.
//
// One walk makes the file; other tests open it and are at the results at once.

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { address } from '../../www/element/along/carry.js'
import { FAMILY } from './family.mjs'
import { Intake } from './intake.mjs'
import { accessible, launch, noSidewaysScrolling, nothingKept, sameOrigin, screenshot, visit } from './portal.mjs'

const PORTAL = process.env.PORTAL
const { SCREENSHOTS } = process.env
const FAMILY_WORDS = FAMILY.ja
// How the same three pages call their parts.
const WORDS = {
  ja: { path: '', code: '2次元コードを出す', see: '相談シートを見る', pause: 'いったんやめて、あとで続ける' },
  easy: { path: 'easy.html', code: 'を出', see: 'シートを見', pause: 'やめて、あとで' },
  en: { path: 'en.html', code: 'Show a 2D code', see: 'See the consultation sheet', pause: 'Stop here and go on later' },
}
const KEY = 'tsunagu:kanagawa:家族'
const READER = createRequire(import.meta.url).resolve('jsqr/dist/jsQR.js')

let browser
/** What the file of the walk holds. */
let carried
before(async () => {
  browser = await launch()
  carried = JSON.parse((await walkAndSave()).text)
})
after(() => browser?.close())

async function walkAndSave() {
  const { context, page, open } = await visit(browser)
  await open()
  const intake = new Intake(page, 'ja')
  await intake.begin()
  await intake.walkToCheck(FAMILY_WORDS.answers)
  await intake.seeResults()
  const coming = page.waitForEvent('download')
  await intake.button('ファイルに保存').click()
  const download = await coming
  const text = readFileSync(await download.path(), 'utf8')
  await context.close()
  return { text, name: download.suggestedFilename() }
}

// A visitor who opens a code with these answers.
async function scan(payload, { lang = 'ja', prepare = async () => {}, ...rest } = {}) {
  const hash = new URL(await address(PORTAL, payload)).hash
  const visitor = await visit(browser, { ...rest, lang, path: WORDS[lang].path + hash })
  await prepare(visitor)
  await visitor.open()
  return { ...visitor, intake: new Intake(visitor.page, lang === 'en' ? 'en' : 'ja') }
}

async function atResults(options) {
  const visitor = await scan(carried, options)
  await place(visitor.page, 'take').locator('h3').waitFor()
  return visitor
}

const place = (page, name) => page.locator(`tsunagu-intake [data-along=${name}]`)
const note = (page) => place(page, 'note')
const file = (page) => page.getByLabel('保存したファイルを開く')
const stored = (page) => page.evaluate(() => JSON.stringify(localStorage))

// The programmes with their state, as they are read.
const outcome = (page) =>
  page.locator('tsunagu-intake .result').evaluateAll((all) => all.map((it) => `${it.dataset.status} ${it.querySelector('h4').textContent}`))

test('the sheet is one page of paper, with nothing of the portal on it', async () => {
  const { context, page, intake } = await atResults({ prepare: ({ page }) => page.addInitScript(holdPrinting) })
  await intake.button('相談シートを印刷').click()
  await page.waitForFunction(() => globalThis.held)

  const shown = await onPaper(page)
  for (const it of ['相談シート：', '困っていること・相談したいこと', '夜のケアがつらい', '藤沢市', '045-227-1255', 'これはめやすです', 'メモ']) {
    assert.ok(shown.includes(it), `「${it}」 is not on the sheet:\n${shown}`)
  }
  assert.ok(shown.includes(carried.book.slice(0, 8)), 'the moment of the rule book')
  for (const it of ['つなぐ県（見本）', 'ほかの方へ', '印刷する', 'これから変わること', '文章でコピー']) {
    assert.ok(!shown.includes(it), `「${it}」 is on the sheet`)
  }
  assert.equal(await pages(page, 'sheet'), 1)

  await page.evaluate(() => globalThis.release())
  assert.deepEqual(await marks(page), { marked: 0, sheets: 0 }, 'what printing left behind')
  await context.close()
})

for (const lang of ['easy', 'en']) {
  test(`the sheet is one page in ${lang}, too`, async () => {
    const { context, page } = await atResults({ lang, prepare: ({ page }) => page.addInitScript(holdPrinting) })
    await place(page, 'take').getByRole('button').first().click()
    await page.waitForFunction(() => globalThis.held)
    assert.equal(await pages(page, `sheet-${lang}`), 1)
    await context.close()
  })
}

test('the whole results are printed without the portal, also from the menu of the browser', async () => {
  const { context, page } = await atResults({ prepare: ({ page }) => page.addInitScript(holdPrinting) })
  await page.evaluate(() => globalThis.print())
  const shown = await onPaper(page)
  for (const it of ['045-227-1255', '小学校に入る春', '学校での医療的ケア']) assert.ok(shown.includes(it), `「${it}」 is missing`)
  for (const it of ['つなぐ県（見本）', 'ほかの方へ', '2次元コードを出す']) assert.ok(!shown.includes(it), `「${it}」 is printed`)
  assert.ok((await pages(page, 'results')) > 1)
  await page.evaluate(() => globalThis.release())
  assert.deepEqual(await marks(page), { marked: 0, sheets: 0 })
  await context.close()
})

test('before the results, the portal prints as it is', async () => {
  const { context, page, open } = await visit(browser)
  await page.addInitScript(holdPrinting)
  await open()
  await file(page).waitFor()
  await page.evaluate(() => globalThis.print())
  assert.deepEqual(await marks(page), { marked: 0, sheets: 0 })
  await context.close()
})

test('the sheet is copied as text', async () => {
  const { context, page, intake } = await atResults()
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await intake.button('文章でコピー').click()
  await place(page, 'take').getByText('コピーしました').waitFor()
  const text = await page.evaluate(() => navigator.clipboard.readText())
  assert.match(text, /^相談シート：/)
  for (const it of ['■ 困っていること・相談したいこと', '夜のケアがつらい', '藤沢市', '045-227-1255']) assert.ok(text.includes(it), `${it}:\n${text}`)
  await context.close()
})

test('plain Japanese is copied without the marks of readings', async () => {
  const { context, page } = await atResults({ lang: 'easy' })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await place(page, 'take').getByRole('button', { name: 'コピー' }).click()
  await place(page, 'take').locator('.status:not(:empty)').waitFor()
  const text = await page.evaluate(() => navigator.clipboard.readText())
  assert.match(text, /相談シート/)
  assert.ok(!/[｜《》]/.test(text), text)
  await context.close()
})

test('where copying is forbidden, the text stands there selected', async () => {
  const { context, page, intake } = await atResults({
    prepare: ({ page }) =>
      page.addInitScript(() => {
        Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error('forbidden')) } })
      }),
  })
  await intake.button('文章でコピー').click()
  const field = page.getByLabel('相談シートの文章')
  await field.waitFor()
  const { selected, whole } = await field.evaluate((it) => ({
    selected: it.value.slice(it.selectionStart, it.selectionEnd),
    whole: it.value,
  }))
  assert.equal(selected, whole)
  assert.match(whole, /夜のケアがつらい/)
  await context.close()
})

test('a file goes out and comes in again with the same results', async () => {
  const { text, name } = await walkAndSave()
  assert.match(name, /^相談シート-\d{4}-\d\d-\d\d\.json$/)
  assert.equal(JSON.parse(text).tsunagu, 1)
  assert.match(text, /\n  "answers": \{\n/, 'a person can read it')

  const scanned = await atResults()
  const expected = await outcome(scanned.page)
  await scanned.context.close()

  const { context, page, seen, open } = await visit(browser)
  await open()
  await file(page).setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
  await note(page).getByText('元の画面と同じ規則集・同じ結果です').waitFor()
  assert.deepEqual(await outcome(page), expected)
  await nothingKept(page, context, FAMILY_WORDS.given)
  assert.deepEqual(seen.complaints, [])
  await context.close()
})

test('a file that cannot be used says why, and nothing is lost', async () => {
  const { context, page, open } = await visit(browser)
  await open()
  const give = (text) =>
    file(page).setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer: Buffer.from(text) })
  for (const [text, says] of [
    ['{"tsunagu":1,', '途中で切れたか、壊れているようです'],
    ['\u0000\u0001\u0002', '壊れているようです'],
    ['{"name":"another"}', 'この案内で保存したファイルではないようです'],
    [JSON.stringify({ ...carried, tsunagu: 2 }), '新しい版で保存されたもの'],
    [JSON.stringify({ ...carried, wizard: '支援者' }), '別の案内（kanagawa・支援者）のもの'],
    [JSON.stringify({ ...carried, pack: 'saga' }), '別の案内（saga・家族）のもの'],
    ['"' + 'a'.repeat(300 * 1024) + '"', '大きすぎる'],
  ]) {
    await give(text)
    await note(page).getByText(says).waitFor()
    assert.ok(await file(page).isVisible(), `${says}: no longer on the first screen`)
  }
  await give(JSON.stringify(carried))
  await note(page).getByText('同じ結果です').waitFor()
  await context.close()
})

test('a file of another rule book keeps what it can and names the rest', async () => {
  const { context, page, open } = await visit(browser)
  await open()
  const answers = { ...carried.answers, むかしの質問: 'はい', 年齢: 'むかしの答え' }
  const old = { ...carried, book: '0123456789abcdef'.repeat(4), version: '2019.1', answers }
  await file(page).setInputFiles({ name: 'old.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(old)) })
  await note(page).getByText('規則集が新しくなりました（元：2019.1、01234567）').waitFor()
  const said = await note(page).innerText()
  assert.match(said, /引き継げなかったもの/)
  for (const it of ['むかしの質問', 'むかしの答え']) assert.ok(said.includes(it), `「${it}」 is not named:\n${said}`)
  assert.match(said, /まだ答えていない質問があります/)
  const intake = new Intake(page, 'ja')
  await intake.answer(FAMILY_WORDS.age, '2')
  await intake.walkToCheck(FAMILY_WORDS.answers)
  const check = await intake.visibleText()
  for (const it of FAMILY_WORDS.given) assert.ok(check.includes(it), `「${it}」 was lost:\n${check}`)
  await context.close()
})

test('the 2D code opens the same results on another device', async () => {
  const first = await atResults({ width: 320 })
  await first.intake.button(WORDS.ja.code).click()
  const picture = first.page.getByRole('img', { name: '同じ答えと結果を開く2次元コード' })
  await picture.waitFor()
  await first.page.getByText('窓口の人にだけ見せてください').first().waitFor()
  const read = await decoded(picture)
  const expected = await outcome(first.page)
  await first.context.close()
  assert.ok(read.startsWith(`${PORTAL}#tsunagu=`), read)

  const desk = await visit(browser, { path: new URL(read).hash, width: 768 })
  await desk.open()
  await note(desk.page).getByText('元の画面と同じ規則集・同じ結果です').waitFor()
  assert.deepEqual(await outcome(desk.page), expected)
  assert.equal(desk.page.url(), PORTAL, 'the answers are out of the address')
  await screenshot(desk.page, 'along-768-opened')
  await nothingKept(desk.page, desk.context, FAMILY_WORDS.given)
  sameOrigin(desk.seen)
  // A server is never told what stands behind `#`.
  const paths = desk.seen.requests.map((it) => it.split('#')[0])
  assert.ok(paths.every((it) => !it.includes('tsunagu=')))
  assert.deepEqual(desk.seen.complaints, [])
  await desk.context.close()
})

test('a code opens without a network, once the page is there', async () => {
  const { context, page, open } = await visit(browser)
  await open()
  await file(page).waitFor()
  await context.setOffline(true)
  const { hash } = new URL(await address(PORTAL, carried))
  await page.evaluate((hash) => (location.hash = hash), hash)
  await note(page).getByText('同じ規則集・同じ結果です').waitFor()
  await context.close()
})

test('a code scanned while somebody is answering asks first', async () => {
  const { context, page, open } = await visit(browser)
  await open()
  const intake = new Intake(page, 'ja')
  await intake.begin()
  const heading = await intake.heading()
  const { hash } = new URL(await address(PORTAL, carried))
  const arrive = () => page.evaluate((hash) => (location.hash = hash), hash)
  await arrive()
  await note(page).getByRole('button', { name: 'いまの答えのままにする' }).click()
  assert.equal(await intake.heading(), heading)
  await arrive()
  await note(page).getByRole('button', { name: '開く', exact: true }).click()
  await note(page).getByText('同じ規則集・同じ結果です').waitFor()
  await context.close()
})

for (const [name, change, says] of [
  ['of another version', { book: 'f'.repeat(64), version: '2020.1' }, '規則集が新しくなりました（元：2020.1、ffffffff）'],
  ['with results that time has changed', { digest: '00000000' }, '日がたったので、元の画面と結果が違うところがあります'],
  ['of another guide', { wizard: '支援者' }, '別の案内（kanagawa・支援者）のもの'],
]) {
  test(`a code ${name} is explained`, async () => {
    const { context, page, seen } = await scan({ ...carried, ...change })
    await note(page).getByText(says).waitFor()
    assert.equal(page.url(), PORTAL)
    assert.deepEqual(seen.complaints, [])
    await context.close()
  })
}

test('a damaged code is explained, and the guide begins as ever', async () => {
  const { context, page, open } = await visit(browser, { path: '#tsunagu=dAAAA' })
  await open()
  await note(page).getByText('途中で切れたか、壊れているようです').waitFor()
  assert.equal(page.url(), PORTAL)
  await new Intake(page, 'ja').begin()
  await context.close()
})

test('of several elements, the one it belongs to takes the code', async () => {
  const { context, page } = await scan(carried, {
    prepare: ({ page }) =>
      page.addInitScript(() => {
        addEventListener('DOMContentLoaded', () => {
          const other = document.createElement('tsunagu-intake')
          other.setAttribute('book', '/tsunagu/books/kanagawa-supporter.book')
          other.setAttribute('wizard', '支援者')
          document.querySelector('tsunagu-intake').before(other)
        })
      }),
  })
  await note(page).getByText('同じ規則集・同じ結果です').waitFor()
  const intakes = page.locator('tsunagu-intake')
  await intakes.first().getByRole('button', { name: 'はじめる' }).waitFor()
  assert.equal(await intakes.first().locator('[data-along=note]').innerText(), '')
  await context.close()
})

test('answers too many for a code are told so, and offered as a file', async () => {
  const { context, page, intake } = await atResults({
    prepare: ({ page }) =>
      // An address of the portal's own that leaves no room.
      page.addInitScript(() => {
        addEventListener('DOMContentLoaded', () => {
          const letters = Array.from(crypto.getRandomValues(new Uint8Array(1500)), (it) => (it % 36).toString(36)).join('')
          document.querySelector('tsunagu-intake').setAttribute('page', `https://portal.example/${letters}`)
        })
      }),
  })
  await intake.button(WORDS.ja.code).click()
  await place(page, 'take').getByText('2次元コードに入りきりませんでした').waitFor()
  assert.equal(await page.getByRole('img', { name: '2次元コード' }).count(), 0)
  await context.close()
})

test('without the choice nothing is stored, with it the walk goes on', async () => {
  const { context, page, seen, open } = await visit(browser, { width: 320, height: 640 })
  await open()
  const intake = new Intake(page, 'ja')
  await intake.begin()
  await intake.fillIn(FAMILY_WORDS.answers)
  await page.getByText(WORDS.ja.pause).click()
  await page.getByText('家族以外も使う端末').waitFor()
  await accessible(page, 'the choice to keep')
  await noSidewaysScrolling(page, 'the choice to keep')
  await screenshot(page, 'along-320-choice')
  await nothingKept(page, context, FAMILY_WORDS.given)

  await page.getByLabel(/^1日（/).check()
  await intake.button('この端末に残す').click()
  const line = page.getByText(/^この端末に\d+月\d+日まで残します$/)
  await line.waitFor()
  assert.equal(await focused(page), await line.innerText(), 'the focus goes where the news is')
  const kept = async () => JSON.parse(JSON.parse(await stored(page))[KEY])
  assert.equal((await kept()).until, day(1))
  assert.equal((await kept()).saved.answers.市区町村, undefined)

  await intake.goOn()
  await intake.walkTo(FAMILY_WORDS.age, FAMILY_WORDS.answers)
  await intake.answer(FAMILY_WORDS.age, '7')
  await page.waitForFunction((key) => JSON.parse(localStorage[key]).saved.answers.年齢 == 7, KEY)
  await intake.headings.first().evaluate((it) => it.scrollIntoView())
  assert.ok(await inView(page.getByRole('button', { name: '消去' })), 'the button to erase is in view')
  await screenshot(page, 'along-320-kept')
  await accessible(page, 'kept')

  await page.reload()
  await page.getByText(/の答えが、この端末に残してあります/).waitFor()
  await accessible(page, 'the offer to go on')
  await screenshot(page, 'along-320-go-on')
  await intake.button('前回の続きから').click()
  await note(page).getByText('を開きました').waitFor()
  await line.waitFor()
  assert.equal(await intake.question(FAMILY_WORDS.age).getByRole('textbox').inputValue(), '7')
  await intake.walkToCheck(FAMILY_WORDS.answers)
  assert.ok(await inView(page.getByRole('button', { name: '消去' })))

  await intake.button('消去').click()
  await page.getByText('この端末に残した答えを消去しました').waitFor()
  await nothingKept(page, context, FAMILY_WORDS.given)
  await intake.seeResults()
  await page.waitForTimeout(600)
  await nothingKept(page, context, FAMILY_WORDS.given)
  assert.deepEqual(seen.complaints, [])
  await context.close()
})

test('what was kept is erased from the first screen, too', async () => {
  const { context, page, open } = await withKept(day(3))
  await open()
  await page.getByRole('button', { name: '消去' }).click()
  await page.getByText('この端末に残した答えを消去しました').first().waitFor()
  assert.equal(await stored(page), '{}')
  await context.close()
})

test('past its day it is erased without being shown; on that day it is there', async () => {
  for (const [until, there] of [[day(-1), false], [day(0), true]]) {
    const { context, page, open } = await withKept(until)
    await open()
    await file(page).waitFor()
    assert.equal(await page.getByRole('button', { name: '前回の続きから' }).count(), there ? 1 : 0)
    assert.equal((await stored(page)) === '{}', !there)
    await context.close()
  }
})

test('what was kept and cannot be read any more can be erased', async () => {
  const { context, page, open } = await visit(browser)
  await storeBefore(page, '{"until":"2999')
  await open()
  await page.getByText('この端末に残してあった答えを読み取れませんでした').waitFor()
  await page.getByRole('button', { name: '消去' }).click()
  await page.getByText('消去しました').first().waitFor()
  assert.equal(await stored(page), '{}')
  await context.close()
})

test('two tabs never overwrite each other without asking', async () => {
  const { context, page, open } = await withKept(day(3))
  await open()
  const intake = new Intake(page, 'ja')
  await intake.button('前回の続きから').click()
  await page.getByText(/まで残します/).waitFor()

  const other = await context.newPage()
  await other.goto(PORTAL)
  await other.getByRole('button', { name: '前回の続きから' }).click()
  await other.getByText(/まで残します/).waitFor()
  await new Intake(other, 'ja').press('戻る')

  await page.getByText('上書きしないで止めています').waitFor()
  await screenshot(page, 'along-375-two-tabs')
  const before = await stored(page)
  await intake.press('戻る')
  await intake.press('戻る')
  await page.waitForTimeout(600)
  assert.equal(await stored(page), before, 'it waits for the choice')
  await intake.button('この画面の答えを残す').click()
  await page.getByText(/まで残します/).waitFor()
  assert.notEqual(await stored(page), before)

  await other.getByText('上書きしないで止めています').waitFor()
  await other.getByRole('button', { name: '別の画面の答えをここで開く' }).click()
  await other.getByText(/まで残します/).waitFor()

  await other.getByRole('button', { name: '消去' }).click()
  assert.equal(await stored(other), '{}')
  // The first waited for a choice, as the other had written last.
  await page.getByText('別の画面で消去されたので').waitFor()
  await context.close()
})

test('erased in one tab, the other stops and says so', async () => {
  const { context, page, open } = await withKept(day(3))
  await open()
  await page.getByRole('button', { name: '前回の続きから' }).click()
  await page.getByText(/まで残します/).waitFor()
  const other = await context.newPage()
  await other.goto(PORTAL)
  await other.getByRole('button', { name: '消去' }).click()
  await page.getByText('別の画面で消去されたので').waitFor()
  await new Intake(page, 'ja').press('戻る')
  await page.waitForTimeout(600)
  assert.equal(await stored(page), '{}')
  await context.close()
})

test('no room to keep it: said, with the file as the other way', async () => {
  const { context, page, open } = await visit(browser)
  await page.addInitScript(() => {
    Storage.prototype.setItem = () => {
      throw new DOMException('full', 'QuotaExceededError')
    }
  })
  await open()
  const intake = new Intake(page, 'ja')
  await intake.begin()
  await intake.fillIn(FAMILY_WORDS.answers)
  await page.getByText(WORDS.ja.pause).click()
  await intake.button('この端末に残す').click()
  await page.getByText('この端末には残せませんでした').waitFor()
  const coming = page.waitForEvent('download')
  await place(page, 'foot').getByRole('button', { name: 'ファイルに保存' }).click()
  await coming
  await context.close()
})

test('where storage is forbidden, all else works and the choice says so', async () => {
  const { context, page, seen, open } = await visit(browser)
  await page.addInitScript(() => {
    Object.defineProperty(globalThis, 'localStorage', {
      get() {
        throw new DOMException('forbidden', 'SecurityError')
      },
    })
  })
  await open()
  await file(page).waitFor()
  const intake = new Intake(page, 'ja')
  await intake.begin()
  await intake.fillIn(FAMILY_WORDS.answers)
  await page.getByText(WORDS.ja.pause).click()
  await intake.button('この端末に残す').click()
  await page.getByText('この端末には残せませんでした').waitFor()
  await intake.goOn()
  assert.deepEqual(seen.complaints, [])
  await context.close()
})

test('what comes late disturbs nobody who was faster', async () => {
  const { context, page, seen, open } = await visit(browser)
  let come
  const asked = new Promise((done) => (come = done))
  await page.route('**/along.js', async (route) => asked.then(() => route.continue()))
  await open()
  const intake = new Intake(page, 'ja')
  await intake.button(intake.words.begin).click()
  await intake.root.locator('form').waitFor()
  const first = await intake.heading()
  await intake.fillIn(FAMILY_WORDS.answers)
  await intake.goOn()
  const second = await intake.heading()
  const [[question, [chosen]]] = FAMILY_WORDS.answers.filter(([it]) => it.includes('相談したいですか'))
  await intake.answer(question, [chosen])
  const before = await intake.focused()
  assert.equal(await page.getByText(WORDS.ja.pause).count(), 0)

  come()
  await page.getByText(WORDS.ja.pause).waitFor()
  assert.equal(await intake.heading(), second)
  assert.deepEqual(await intake.focused(), before, 'the focus stays')
  const checked = (question, option) => intake.question(question).getByLabel(option).isChecked()
  assert.ok(await checked(question, chosen))

  // The browser's back does not leave the page.
  await page.goBack()
  await intake.left(second)
  await intake.arrive()
  await page.goForward()
  await intake.button(intake.words.back).click()
  await intake.left(second)
  assert.equal(await intake.heading(), first)
  const [[asking, answer]] = FAMILY_WORDS.answers
  assert.ok(await checked(asking, answer), 'no answer is lost')
  assert.deepEqual(seen.complaints, [])
  await context.close()
})

test('a portal can forbid to keep', async () => {
  const { context, page, open } = await withKept(day(3))
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => document.querySelector('tsunagu-intake').setAttribute('keep', 'off'))
  })
  await open()
  await file(page).waitFor()
  assert.equal(await page.getByRole('button', { name: '前回の続きから' }).count(), 0)
  await new Intake(page, 'ja').begin()
  assert.equal(await page.getByText(WORDS.ja.pause).count(), 0)
  await context.close()
})

for (const width of [320, 1280]) {
  test(`the picture can be read at ${width} px, and the table says the same`, async () => {
    const { context, page } = await atResults({ width })
    const picture = page.getByRole('img', { name: 'これから変わることの図' })
    await picture.scrollIntoViewIfNeeded()
    const { letters, scale, bars, description } = await picture.evaluate((svg) => ({
      letters: [...svg.querySelectorAll('text')].map((it) => Number.parseFloat(getComputedStyle(it).fontSize)),
      scale: svg.getBoundingClientRect().width / svg.viewBox.baseVal.width,
      bars: svg.querySelectorAll('.life-bar').length,
      description: svg.querySelector('desc').textContent,
    }))
    assert.ok(Math.min(...letters) * scale >= 12, `letters of ${Math.min(...letters) * scale} px`)
    const rows = page.locator('.life-table tbody').getByRole('row')
    const titles = await page.getByRole('rowheader').allInnerTexts()
    assert.equal(await rows.count(), bars)
    assert.ok(bars >= 3 && titles[0].startsWith('①') && titles.some((it) => it.includes('小学校に入る春')), titles.join())
    assert.ok(description.includes(`${bars}件`), description)
    assert.equal(await page.locator('ol.life:visible').count(), 0, 'the list would say it again')
    if (SCREENSHOTS) await place(page, 'life').screenshot({ path: kept(`along-${width}-life.png`) })

    // Turned sideways it is drawn anew, in the new room.
    await page.setViewportSize({ width: width === 320 ? 640 : 800, height: 700 })
    await page.waitForFunction(() => {
      const svg = document.querySelector('tsunagu-intake').shadowRoot.querySelector('.life-picture')
      return Math.abs(svg.viewBox.baseVal.width - svg.parentElement.clientWidth) < 2
    })
    await context.close()
  })
}

for (const scheme of [{ colorScheme: 'dark' }, { forcedColors: 'active' }]) {
  test(`picture and code hold under ${JSON.stringify(scheme)}`, async () => {
    const { context, page, intake } = await atResults(scheme)
    await intake.button(WORDS.ja.code).click()
    const picture = page.getByRole('img', { name: '同じ答えと結果を開く2次元コード' })
    await picture.waitFor()
    assert.ok((await decoded(picture)).includes('#tsunagu='))
    await screenshot(page, `along-${Object.values(scheme)[0]}`)
    await context.close()
  })
}

for (const lang of ['ja', 'easy', 'en']) {
  test(`all of it can be read and used in ${lang}, at 320 px`, async () => {
    const { context, page, seen } = await atResults({ lang, width: 320 })
    const take = place(page, 'take')
    for (const name of [WORDS[lang].code, WORDS[lang].see]) {
      // Names of buttons have their readings in them.
      const button = take.getByRole('button').filter({ hasText: unread(name) })
      await button.click()
    }
    await take.locator('.sheet:visible').waitFor()
    await page.getByText(unread(WORDS[lang].pause)).click()
    await accessible(page, `results in ${lang}`)
    await noSidewaysScrolling(page, `results in ${lang}`)
    await screenshot(page, `along-${lang}-320-results`)
    const text = await page.locator('tsunagu-intake').evaluate((it) => it.shadowRoot.textContent)
    assert.ok(!/[｜《》{}]|undefined/.test(text), text.match(/.{20}([｜《》{}]|undefined).{20}/)?.[0])
    const small = await page.evaluate(() => {
      const shadow = document.querySelector('tsunagu-intake').shadowRoot
      const all = [...shadow.querySelectorAll('[data-along] :is(button, summary, .choice)')]
      return all.filter((it) => it.clientHeight && it.getBoundingClientRect().height < 44).map((it) => it.textContent)
    })
    assert.deepEqual(small, [], 'too small for a finger')
    assert.deepEqual(seen.complaints, [])
    await context.close()
  })
}

test('another language says all of it anew, and what is kept stays kept', async () => {
  const { context, page, intake } = await atResults()
  await page.getByText(WORDS.ja.pause).click()
  await intake.button('この端末に残す').click()
  await page.getByText(/まで残します/).waitFor()
  await intake.root.getByRole('button', { name: 'English' }).click()
  await place(page, 'take').getByRole('button', { name: 'Save as a file' }).waitFor()
  await page.getByText(/^Kept on this device until \d+ \w+/).waitFor()
  await page.getByRole('button', { name: 'Erase' }).waitFor()
  await context.close()
})

// Stops the printing between its beginning and its end, to be looked at.
function holdPrinting() {
  let passing = false
  const only = (event) => passing || event.stopImmediatePropagation()
  addEventListener('beforeprint', only)
  addEventListener('afterprint', only)
  const send = (name) => {
    passing = true
    dispatchEvent(new Event(name))
    passing = false
  }
  globalThis.print = () => {
    send('beforeprint')
    globalThis.held = true
  }
  globalThis.release = () => send('afterprint')
}

// What can be read with the styles of paper.
async function onPaper(page) {
  await page.emulateMedia({ media: 'print' })
  return page.evaluate(() => {
    const intake = document.querySelector('tsunagu-intake').shadowRoot.querySelector('.tsunagu')
    return `${document.body.innerText}\n${intake.innerText}`
  })
}

// How many pages it makes.
async function pages(page, name) {
  const pdf = await page.pdf({ path: kept(`along-${name}.pdf`), format: 'A4' })
  return pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length
}

function marks(page) {
  return page.evaluate(() => {
    const roots = [document, document.querySelector('tsunagu-intake').shadowRoot]
    const all = roots.flatMap((it) => [...it.querySelectorAll('[data-tsunagu-aside], [data-tsunagu-around]')])
    return { marked: all.length, sheets: document.adoptedStyleSheets.length }
  })
}

// What a camera makes of the code on the screen.
async function decoded(picture) {
  await picture.scrollIntoViewIfNeeded()
  const png = (await picture.screenshot()).toString('base64')
  const blank = await picture.page().context().newPage()
  await blank.addScriptTag({ path: READER })
  const found = await blank.evaluate(async (png) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob())
    const canvas = new OffscreenCanvas(image.width * 2, image.height * 2)
    const pen = canvas.getContext('2d')
    pen.imageSmoothingEnabled = false
    pen.drawImage(image, 0, 0, canvas.width, canvas.height)
    const { data } = pen.getImageData(0, 0, canvas.width, canvas.height)
    return globalThis.jsQR(data, canvas.width, canvas.height)?.data
  }, png)
  await blank.close()
  assert.ok(found, 'no reader finds the code')
  return found
}

// A visitor who kept the walk's answers at an earlier visit.
async function withKept(until) {
  const visitor = await visit(browser)
  await storeBefore(visitor.page, JSON.stringify({ until, screen: 'results', saved: carried }))
  return visitor
}

// Only before the first page: a reload must find what was left.
async function storeBefore(page, text) {
  await page.goto(`${PORTAL}icon.svg`)
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [KEY, text])
}

function day(days) {
  return new Date(Date.now() + (9 + 24 * days) * 3_600_000).toISOString().slice(0, 10)
}

// Words as they stand in the text, with a reading allowed after each.
function unread(words) {
  return new RegExp([...words].map((it) => it.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(（.*?）)?'))
}

async function inView(locator) {
  const box = await locator.boundingBox()
  const { height } = locator.page().viewportSize()
  return box.y >= 0 && box.y + box.height <= height
}

function focused(page) {
  return page.evaluate(() => {
    let it = document.activeElement
    while (it?.shadowRoot?.activeElement) it = it.shadowRoot.activeElement
    return it.innerText.trim()
  })
}

// Where a picture is kept, for whoever asked for pictures.
function kept(file) {
  if (!SCREENSHOTS) return undefined
  mkdirSync(SCREENSHOTS, { recursive: true })
  return join(SCREENSHOTS, file)
}
