// The family's walk with the keyboard alone: Tab, Space, arrows, typing and
// Enter, in the order the page offers things.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { FAMILY } from './family.mjs'
import { Intake } from './intake.mjs'
import { launch, visit } from './portal.mjs'

// More stops than the longest page has.
const MOST_STOPS = 120

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

test('the skip link comes first and leads to the main text', async () => {
  const { context, page, open } = await visit(browser)
  await open()
  await page.keyboard.press('Tab')
  const intake = new Intake(page, 'ja')
  assert.equal((await intake.focused()).name, '本文へ移動')
  await page.keyboard.press('Enter')
  assert.equal((await intake.focused()).tag, 'main')
  await context.close()
})

test('a family in Fujisawa finds its desks by keyboard', async () => {
  const { context, page, seen, open } = await visit(browser, { width: 1280 })
  await open()
  const intake = new Intake(page, 'ja')
  const { words } = intake
  await intake.arrive()
  await pressButton(words.begin)

  const ends = [words.check, words.resultsHeading]
  for (let n = 0; n < 40 && !ends.includes(await intake.heading()); n++) {
    const heading = await intake.heading()
    const focused = await intake.focused()
    assert.deepEqual([focused.tag, focused.name], ['h2', heading], 'the new heading has the focus')
    await fillInByKeys()
    await page.keyboard.press('Enter')
    await intake.left(heading)
  }
  assert.equal(await intake.heading(), words.check)
  await pressButton(words.results)
  await intake.left(words.check)
  assert.equal((await intake.focused()).name, words.resultsHeading)
  assert.match(await intake.text(), /045-227-1255/)
  assert.deepEqual(seen.complaints, [])
  await context.close()

  // Tabs through one page, giving each control what the family would, until
  // the focus stands on "next".
  async function fillInByKeys() {
    const done = new Set()
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      await page.keyboard.press('Tab')
      const focused = await intake.focused()
      await assertVisibleFocus(focused)
      if (focused.tag === 'button' && words.next.test(focused.name)) return
      if (focused.question === undefined) continue
      await giveAnswer(focused, done)
    }
    assert.fail(`「次へ」 cannot be reached on 「${await intake.heading()}」`)
  }

  async function giveAnswer(focused, done) {
    const known = FAMILY.ja.answers.find(([text]) => focused.question.includes(text))?.[1]
    const wants = (name) => {
      if (known === undefined) return words.unsure.test(name)
      return [known].flat().some((it) => name.startsWith(it))
    }
    if (focused.type === 'checkbox') {
      if (wants(focused.name) && !focused.checked) await page.keyboard.press('Space')
    } else if (done.has(focused.question)) {
      return
    } else if (focused.type === 'radio') {
      await chooseRadio(focused, wants)
      done.add(focused.question)
    } else if (focused.tag === 'select' && known !== undefined) {
      await chooseFromList(known)
      done.add(focused.question)
    } else if (['text', 'number'].includes(focused.type) && known !== undefined) {
      await page.keyboard.type(known)
      done.add(focused.question)
    } else if (focused.tag === 'button' && wants(focused.name)) {
      await page.keyboard.press('Enter')
      done.add(focused.question)
    }
  }

  async function chooseRadio(focused, wants) {
    if (wants(focused.name)) return page.keyboard.press('Space')
    const start = focused.name
    for (;;) {
      await page.keyboard.press('ArrowDown')
      const now = await intake.focused()
      if (wants(now.name)) return
      // "I don't know" may stand apart, as its own tick box.
      if (now.name === start) return
    }
  }

  async function chooseFromList(wanted) {
    for (let n = 0; n < MOST_STOPS; n++) {
      await page.keyboard.press('ArrowDown')
      if ((await intake.focused()).chosen?.startsWith(wanted)) return
    }
    assert.fail(`「${wanted}」 cannot be reached with the arrow keys`)
  }

  async function pressButton(name) {
    for (let stop = 0; stop < MOST_STOPS; stop++) {
      await page.keyboard.press('Tab')
      const focused = await intake.focused()
      if (focused.tag === 'button' && (name.test?.(focused.name) ?? focused.name === name)) {
        return page.keyboard.press('Enter')
      }
    }
    assert.fail(`the button ${name} cannot be reached`)
  }

  // Whoever cannot see where they are is lost: an outline, a shadow or both.
  async function assertVisibleFocus(focused) {
    const seen = await page.evaluate(() => {
      let it = document.activeElement
      while (it?.shadowRoot?.activeElement) it = it.shadowRoot.activeElement
      const style = getComputedStyle(it)
      const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0
      return it === document.body || outlined || style.boxShadow !== 'none'
    })
    assert.ok(seen, `the focus on ${focused.tag} 「${focused.name}」 cannot be seen`)
  }
})
