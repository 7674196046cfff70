// Ways a walk can take: large letters, an answer changed, back, a mistake.
// `every.test.mjs` goes straight through and looks at everything.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { FAMILY } from './family.mjs'
import { Intake } from './intake.mjs'
import { accessible, launch, noSidewaysScrolling, screenshot, visit } from './portal.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

test('letters at 200 % and half the room still fit', async () => {
  const { context, page, open } = await visit(browser, { width: 640 })
  await open()
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
  const intake = new Intake(page, 'ja')
  await intake.arrive()
  const look = (where) => noSidewaysScrolling(page, where)
  await look('start')
  await intake.begin()
  await intake.walkToCheck(FAMILY.ja.answers, { filled: look })
  await look('check')
  await intake.seeResults()
  await look('results')
  await screenshot(page, 'ja-640-200-percent-results')
  await context.close()
})

test('at 400 % zoom nothing is wider than the screen, and the heading is in sight', async () => {
  // A screen of 1280 × 1024 px, enlarged four times.
  const { context, page, open } = await visit(browser, { width: 320, height: 256, deviceScaleFactor: 4 })
  await open()
  const intake = new Intake(page, 'ja')
  // Too far below to be loaded yet: one scrolls to it.
  await intake.root.scrollIntoViewIfNeeded()
  await intake.arrive()
  const look = async (where) => {
    await noSidewaysScrolling(page, where)
    const { y, height } = await intake.headings.first().boundingBox()
    assert.ok(y >= 0 && y + height <= 256, `the heading of ${where} is at ${y} px of 256`)
  }
  await intake.begin()
  await intake.walkToCheck(FAMILY.ja.answers, { empty: look })
  await look('check')
  await intake.seeResults()
  await look('results')
  await context.close()
})

test('with forced colours everything one presses still has an edge', async () => {
  const { context, page, open } = await visit(browser, { forcedColors: 'active' })
  await open()
  const intake = new Intake(page, 'ja')
  await intake.arrive()
  const look = async (where) => {
    await screenshot(page, `forced-colours-${where}`)
    const bare = await intake.root.evaluate((it) => {
      const drawn = (style) => style.borderTopStyle !== 'none' && style.borderTopWidth !== '0px'
      return [...it.shadowRoot.querySelectorAll('button, select, input[type=text], progress')]
        .filter((it) => it.checkVisibility())
        .filter((it) => {
          const style = getComputedStyle(it)
          // What is underlined, or stands for where one is, says so without an edge.
          const link = style.textDecorationLine.includes('underline') || it.ariaCurrent
          return !drawn(style) && !link
        })
        .map((it) => it.outerHTML)
    })
    assert.deepEqual(bare, [], `no edge on ${where}`)
  }
  await look('start')
  await intake.begin()
  await look('page')
  await intake.button(intake.words.next).click()
  await intake.root.getByRole('alert').waitFor()
  await look('errors')
  await intake.walkToCheck(FAMILY.ja.answers)
  await look('check')
  await intake.seeResults()
  await look('results')
  await context.close()
})

test('where motion is not wanted nothing moves', async () => {
  const { context, page, open } = await visit(browser, { reducedMotion: 'reduce' })
  await open()
  const intake = new Intake(page, 'ja')
  await intake.begin()
  const look = async () => {
    const moving = await intake.root.evaluate((it) =>
      [...it.shadowRoot.querySelectorAll('*')]
        .filter((it) => {
          const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(it)
          return transitionDuration !== '0s' || animationName !== 'none' || scrollBehavior !== 'auto'
        })
        .map((it) => it.outerHTML),
    )
    assert.deepEqual(moving, [])
  }
  await look()
  await intake.walkToCheck(FAMILY.ja.answers)
  await intake.seeResults()
  await look()
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

test('plain Japanese has its readings over the words', async () => {
  const { context, page, open } = await visit(browser, { path: 'easy.html', lang: 'easy' })
  await open()
  const intake = new Intake(page, 'easy')
  await intake.begin()
  const seen = await intake.root.evaluate((it) => {
    const of = (name) => [...it.shadowRoot.querySelectorAll(name)].map((it) => it.textContent)
    return { readings: of('rt'), text: it.shadowRoot.textContent, lang: it.shadowRoot.querySelector('[lang]').lang }
  })
  assert.ok(seen.readings.length > 10, 'words have readings')
  assert.ok(seen.readings.every((it) => /^[ぁ-んー]+$/.test(it)), `kana only: ${seen.readings}`)
  assert.ok(!/[｜《》]/.test(seen.text), 'no marks are left in the text')
  assert.equal(seen.lang, 'ja')
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
