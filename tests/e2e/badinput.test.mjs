// What hands do that nobody planned for: full-width digits, dates by era, a
// double click, back in the middle of a page, the browser's own buttons.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { FACILITY, FAMILY } from './family.mjs'
import { Intake } from './intake.mjs'
import { unfold } from './look.mjs'
import { launch, visit } from './portal.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

async function begun(path = '') {
  const { context, page, open } = await visit(browser, { path })
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await open()
  const intake = new Intake(page, 'ja')
  await intake.begin()
  return { context, page, intake }
}

async function paste(page, field, text) {
  await page.evaluate((text) => navigator.clipboard.writeText(text), text)
  await field.click()
  await page.keyboard.press('ControlOrMeta+v')
}

for (const [typed, read] of [
  ['２', '2'],
  [' ２ ', '2'],
  ['２歳', '2'],
]) {
  test(`an age pasted as 「${typed}」 is read as ${read}`, async () => {
    const { context, page, intake } = await begun()
    await intake.walkTo(FAMILY.ja.age, FAMILY.ja.answers)
    await intake.fillIn(FAMILY.ja.answers)
    const field = intake.question(FAMILY.ja.age).getByRole('textbox')
    await field.fill('')
    await paste(page, field, typed)
    assert.equal(await field.inputValue(), typed, 'what was pasted stays under the hand')
    await intake.goOn()
    await intake.walkToCheck(FAMILY.ja.answers)
    const row = intake.root.locator('dl > *').filter({ hasText: FAMILY.ja.age })
    assert.match(await row.innerText(), new RegExp(`(^|\\D)${read}(\\D|$)`))
    await context.close()
  })
}

test('an amount pasted with full-width digits and separators is read', async () => {
  const { context, page, intake } = await begun(FACILITY.path)
  const cost = '医療用機器などの費用'
  await intake.walkTo(cost, FACILITY.answers)
  await paste(page, intake.question(cost).getByRole('textbox'), '３，０００，０００円')
  await intake.walkToCheck(FACILITY.answers.filter(([question]) => question !== cost).concat([[cost, '３，０００，０００円']]))
  await intake.seeResults()
  assert.match(await intake.text(), FACILITY.amount)
  await context.close()
})

for (const way of ['next', 'back']) {
  test(`two quick clicks on ${way} go one page, and blame nobody`, async () => {
    const { context, page, intake } = await begun()
    const headings = []
    for (let n = 0; n < 3; n++) {
      headings.push(await intake.heading())
      await intake.fillIn(FAMILY.ja.answers)
      if (n < 2) await intake.goOn()
    }
    const [, before, here] = headings
    await clickTwice(page, intake.words[way])
    await intake.left(here)
    assert.equal(await intake.root.getByRole('alert').count(), 0, 'errors on a page nobody has seen yet')
    if (way === 'next') await intake.press(intake.words.back)
    assert.equal(await intake.heading(), way === 'next' ? here : before)
    await context.close()
  })
}

// As a mouse does it where the button of the next page comes to lie under the
// pointer: pages are of different heights, so here it is brought there.
function clickTwice(page, words) {
  return page.locator('tsunagu-intake').evaluate((it, words) => {
    for (const detail of [1, 2]) {
      const button = [...it.shadowRoot.querySelectorAll('button')].find((it) => words.test(it.innerText.trim()))
      button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true, detail }))
    }
  }, words)
}

test('back in the middle of a page keeps what was typed there', async () => {
  const { context, intake } = await begun()
  await intake.walkTo(FAMILY.ja.age, FAMILY.ja.answers)
  await intake.answer(FAMILY.ja.age, '2')
  await intake.press(intake.words.back)
  await intake.goOn()
  assert.equal(await intake.question(FAMILY.ja.age).getByRole('textbox').inputValue(), '2')
  await context.close()
})

test("the browser's back goes a page back, its forward a page on, and no answer is lost", async () => {
  const { context, page, intake } = await begun()
  const first = await intake.heading()
  await intake.fillIn(FAMILY.ja.answers)
  await intake.goOn()
  const second = await intake.heading()
  await intake.fillIn(FAMILY.ja.answers)
  await intake.goOn()
  const third = await intake.heading()
  const address = page.url()

  await page.goBack()
  await intake.left(third)
  assert.equal(await intake.heading(), second)
  const [question, [chosen]] = FAMILY.ja.answers.find(([it]) => it.includes('相談したいですか'))
  assert.ok(await intake.question(question).getByRole('checkbox', { name: chosen }).isChecked(), 'the answer is there')
  await page.goBack()
  await intake.left(second)
  assert.equal(await intake.heading(), first)
  await page.goForward()
  await intake.left(first)
  assert.equal(await intake.heading(), second)
  await page.goForward()
  await intake.left(second)
  assert.equal(await intake.heading(), third)
  assert.equal(page.url(), address, 'the address says nothing of where one is')
  await context.close()
})

test("the browser's back leads from the results to the check page", async () => {
  const { context, page, intake } = await begun()
  await intake.walkToCheck(FAMILY.ja.answers)
  await intake.seeResults()
  await page.goBack()
  await intake.left(intake.words.resultsHeading)
  assert.equal(await intake.heading(), intake.words.check)
  await context.close()
})

for (const [where, there] of [
  ['check page', async () => {}],
  ['results', (intake) => intake.seeResults()],
]) {
  test(`a change begun on the ${where} returns there, to the same link`, async () => {
    const { context, page, intake } = await begun()
    await intake.walkToCheck(FAMILY.ja.answers)
    await there(intake)
    const place = await intake.heading()
    await unfold(page)
    await intake.change(FAMILY.ja.age)
    const focused = await intake.focused()
    assert.ok(focused.question?.includes(FAMILY.ja.age), 'the question has the focus')
    await intake.answer(FAMILY.ja.age, '1')
    await intake.press(intake.words.next)
    assert.equal(await intake.heading(), place)
    const { tag, name } = await intake.focused()
    assert.equal(tag, 'button')
    assert.match(name, intake.words.change)
    assert.ok(name.includes(FAMILY.ja.age), `the focus is on 「${name}」`)
    await context.close()
  })
}
