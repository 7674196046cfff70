// The family's walk, as a person reads it, in both languages and on three
// widths of screen.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { FAMILY } from './family.mjs'
import { Intake } from './intake.mjs'
import {
  accessible,
  launch,
  noSidewaysScrolling,
  nothingKept,
  offlineReady,
  printed,
  sameOrigin,
  screenshot,
  visit,
} from './portal.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

for (const [lang, width] of [
  ['ja', 320],
  ['ja', 1280],
  ['en', 375],
  ['en', 1280],
]) {
  test(`a family in Fujisawa finds its desks (${lang}, ${width} px)`, async () => {
    const family = FAMILY[lang]
    const { context, page, seen, open } = await visit(browser, { path: family.path, lang, width })
    await page.addInitScript(() => {
      globalThis.prints = 0
      globalThis.print = () => globalThis.prints++
    })
    await open()
    const intake = new Intake(page, lang)
    let n = 0
    const look = async (where) => {
      n += 1
      const name = where.replace(/[\s/()（）、,]+/g, '-')
      await screenshot(page, `${lang}-${width}-${String(n).padStart(2, '0')}-${name}`)
      await accessible(page, where)
      await noSidewaysScrolling(page, where)
    }

    await intake.button(intake.words.begin).waitFor()
    await look('start')
    await offlineReady(page)
    const loaded = seen.requests.length
    assert.ok(
      seen.requests.some((url) => url.endsWith('.book')),
      'the book is loaded before the first question',
    )

    await intake.begin()
    await intake.walkToCheck(family.answers, look)
    await look(intake.words.check)
    const check = await intake.visibleText()
    for (const it of family.given) assert.ok(check.includes(it), `「${it}」 is not on the check page:\n${check}`)

    await intake.seeResults()
    await look(intake.words.resultsHeading)
    const results = await intake.text()
    for (const it of family.read) assert.ok(results.includes(it), `「${it}」 is not in the results:\n${results}`)

    await intake.button(intake.words.print).click()
    assert.equal(await page.evaluate(() => globalThis.prints), 1, 'the print button prints')
    await printed(page, `${lang}-${width}-results`)

    assert.deepEqual(seen.requests.slice(loaded), [], 'a request left after the book was loaded')
    sameOrigin(seen)
    await nothingKept(page, context, family.given)
    assert.deepEqual(seen.complaints, [], 'complaints in the console')
    await context.close()
  })
}

test('letters at 200 % and half the room still fit', async () => {
  const { context, page, open } = await visit(browser, { width: 640 })
  await open()
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
  const intake = new Intake(page, 'ja')
  await intake.button(intake.words.begin).waitFor()
  const look = (where) => noSidewaysScrolling(page, where)
  await look('start')
  await intake.begin()
  await intake.walkToCheck(FAMILY.ja.answers, look)
  await look('check')
  await intake.seeResults()
  await look('results')
  await screenshot(page, 'ja-640-200-percent-results')
  await context.close()
})

test('one answer is changed and the others stay', async () => {
  const { context, page, open } = await visit(browser)
  await open()
  const intake = new Intake(page, 'ja')
  await intake.begin()
  await intake.walkToCheck(FAMILY.ja.answers)

  await intake.change(FAMILY.ja.age)
  const changed = FAMILY.ja.answers.map((it) => (it[0] === FAMILY.ja.age ? [it[0], '17'] : it))
  await intake.walkToCheck(changed)

  const check = await intake.visibleText()
  assert.match(check, /17/)
  for (const it of FAMILY.ja.given) assert.ok(check.includes(it), `「${it}」 was lost:\n${check}`)
  await context.close()
})

test('going back keeps what was answered', async () => {
  const { context, page, open } = await visit(browser)
  await open()
  const intake = new Intake(page, 'ja')
  await intake.begin()
  const first = await intake.heading()
  const [question] = await intake.questions()
  await intake.fillIn(FAMILY.ja.answers)
  await intake.press(intake.words.next)
  await intake.press(intake.words.back)
  assert.equal(await intake.heading(), first)
  assert.ok(await intake.question(question).getByRole('radio', { name: /^家族/ }).isChecked())
  await context.close()
})

test('an answer nobody can read is shown where it stands', async () => {
  const { context, page, open } = await visit(browser, { width: 320 })
  await open()
  const intake = new Intake(page, 'ja')
  await intake.begin()
  await intake.walkTo(FAMILY.ja.age, FAMILY.ja.answers)
  await intake.fillIn(FAMILY.ja.answers)
  await intake.answer(FAMILY.ja.age, '二才くらい')
  await intake.button(intake.words.next).click()

  const summary = intake.root.getByRole('alert')
  await summary.getByRole('link').first().waitFor()
  assert.ok(await summary.evaluate((it) => it.getRootNode().activeElement === it), 'the summary has the focus')
  await screenshot(page, 'ja-320-errors')
  await accessible(page, 'errors')
  await noSidewaysScrolling(page, 'errors')

  await summary.getByRole('link').first().click()
  const focused = await intake.focused()
  assert.equal(focused.type, 'text', 'the link leads to the field')
  assert.ok(focused.question.includes(FAMILY.ja.age))
  const field = intake.question(FAMILY.ja.age).getByRole('textbox')
  assert.equal(await field.inputValue(), '二才くらい', 'what was typed stays to be mended')
  assert.equal(await field.getAttribute('aria-invalid'), 'true')

  await field.fill('２')
  await intake.press(intake.words.next)
  await context.close()
})

test('a supporter gets through as well', async () => {
  const { context, page, seen, open } = await visit(browser, { path: 'supporter.html' })
  await open()
  const intake = new Intake(page, 'ja')
  await intake.begin()
  await intake.walkToCheck(
    [
      ['どなたですか', '仕事や活動で支えている人'],
      ['どの市区町村', '藤沢市'],
      ['資格や立場', ['看護師、保健師など']],
      ['コーディネーターの役割', 'はい'],
    ],
    (where) => accessible(page, where),
  )
  await intake.seeResults()
  await screenshot(page, 'ja-375-supporter-results')
  await accessible(page, 'results')
  assert.match(await intake.text(), /医療的ケア児等コーディネーター養成研修/)
  assert.deepEqual(seen.complaints, [])
  await context.close()
})

test('plain Japanese has its readings, and reads on without them', async () => {
  const { context, page, seen, open } = await visit(browser, { path: 'easy.html', width: 320 })
  await open()
  const intake = new Intake(page, 'ja')
  await intake.begin()
  await screenshot(page, 'easy-320-first')
  await accessible(page, 'first page')
  await noSidewaysScrolling(page, 'first page')
  const rubies = await intake.root.evaluate((it) => {
    const of = (name) => [...it.shadowRoot.querySelectorAll(name)].map((it) => it.textContent)
    return { rt: of('rt'), text: it.shadowRoot.textContent, lang: it.shadowRoot.querySelector('[lang]')?.lang }
  })
  assert.ok(rubies.rt.length > 10, 'words have readings')
  assert.ok(rubies.rt.every((it) => /^[ぁ-んー]+$/.test(it)), `kana only: ${rubies.rt}`)
  assert.ok(!/[｜《》]/.test(rubies.text), 'no marks are left in the text')
  assert.equal(rubies.lang, 'ja')
  const walked = async (where) => {
    await accessible(page, where)
    await noSidewaysScrolling(page, where)
  }
  await intake.walkToCheck([['あなたは', '家族']], walked)
  await intake.seeResults()
  await screenshot(page, 'easy-320-results')
  await walked('results')
  assert.ok(!/[｜《》]/.test(await intake.text()), 'no marks in the results')
  assert.deepEqual(seen.complaints, [])
  await context.close()
})

test('a facility in Kumamoto is told a range where the document is open', async () => {
  const { context, page, seen, open } = await visit(browser, { path: 'facility.html', width: 768 })
  await open()
  const intake = new Intake(page, 'ja')
  await intake.begin()
  await intake.walkToCheck(
    [
      ['どの種類の事業所', '児童発達支援事業所'],
      ['お住まいの市町村', '八代市'],
      ['いつ新たに受け入れ', '今年度に、新たに受け入れる'],
      ['何を買いますか', '医療用機器などだけ'],
      ['医療用機器などの費用', '3000000'],
      ['前の年度までに、この助成（備品）', '0'],
    ],
    (where) => accessible(page, where),
  )
  await intake.seeResults()
  await screenshot(page, 'facility-768-results')
  await accessible(page, 'results')
  const results = await intake.text()
  assert.match(results, /備品購入費助成/)
  // min(3,000,000, 2,000,000) × 3/4, or min(3,000,000 × 3/4, 2,000,000).
  assert.match(results, /1,500,000円.{0,6}2,000,000円/)
  assert.match(results, /熊本県が決めます/)
  assert.deepEqual(seen.complaints, [])
  await context.close()
})

test('a family in Kumamoto hears of the power supply', async () => {
  const { context, page, seen, open } = await visit(browser, { path: 'kumamoto.html', width: 375 })
  await open()
  const intake = new Intake(page, 'ja')
  await intake.begin()
  await intake.walkToCheck([
    ['どなたですか', '家族'],
    ['お住まいの市町村', '熊本市'],
    ['何歳ですか', '1'],
    ['どこで暮らしていますか', '家に帰って、半年以内'],
    ['機器や、しているケア', ['人工呼吸器']],
  ])
  await intake.seeResults()
  await screenshot(page, 'kumamoto-375-results')
  await accessible(page, 'results')
  assert.match(await intake.text(), /生命/)
  assert.deepEqual(seen.complaints, [])
  await context.close()
})
