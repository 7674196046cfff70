// What a screen reader is given: roles, names, states and texts of each screen
// of the family wizard, compared with `tree/*.txt`.
//
// `BLESS=1` writes them anew; read the difference as somebody who hears it.

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { FAMILY } from './family.mjs'
import { Intake } from './intake.mjs'
import { unfold } from './look.mjs'
import { launch, visit } from './portal.mjs'

// The hour decides which desk is open.
const NOW = new Date('2026-11-20T12:30:00+09:00')
const DIR = new URL('tree/', import.meta.url)

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

for (const lang of ['ja', 'easy', 'en']) {
  test(`the family's screens as they are heard (${lang})`, async () => {
    const { path, answers } = FAMILY[lang]
    const { context, page, open } = await visit(browser, { path, lang })
    await page.clock.setFixedTime(NOW)
    await open()
    const intake = new Intake(page, lang)
    const screens = []
    const hear = async (name) => screens.push(`# ${name}\n\n${await intake.root.ariaSnapshot()}\n`)

    await intake.arrive()
    await hear('start')
    await intake.begin()
    await intake.button(intake.words.next).click()
    await intake.root.getByRole('alert').waitFor()
    await hear('errors')
    // Everything in one language; in the others the frame and a page.
    const whole = lang === 'ja'
    let pages = 0
    const filled = async () => (pages++ === 0 || whole) && (await hear(`page ${pages}`))
    await intake.walkToCheck(answers, { filled })
    await hear('check')
    await intake.seeResults()
    if (whole) {
      await hear('results')
      await unfold(page)
      await hear('results, unfolded')
    }
    compare(`${lang}.txt`, screens.join('\n'))
    await context.close()
  })
}

test('readings are seen, not heard a second time', async () => {
  const { path, answers } = FAMILY.easy
  const { context, page, open } = await visit(browser, { path, lang: 'easy' })
  await open()
  const intake = new Intake(page, 'easy')
  const devtools = await context.newCDPSession(page)
  const hear = async (where) => {
    const { all, plain } = await intake.root.evaluate(({ shadowRoot }) => {
      const all = [...shadowRoot.querySelectorAll('ruby')].map((it) => [it.firstChild.data, it.querySelector('rt').textContent])
      const copy = document.createElement('div')
      copy.append(...[...shadowRoot.children].map((it) => it.cloneNode(true)))
      for (const it of copy.querySelectorAll('rt, rp')) it.remove()
      return { all, plain: copy.textContent }
    })
    // 聞《き》 before きます is written 聞き all the same.
    const pairs = all.filter(([word, reading]) => !plain.includes(word + reading))
    const { nodes } = await devtools.send('Accessibility.getFullAXTree')
    // The ruby itself may tell its reading: that is where one asks for it.
    const heard = nodes.filter((it) => !it.ignored && !/ruby/i.test(it.role.value))
    const texts = heard.flatMap((it) => [it.name?.value, it.description?.value]).filter(Boolean)
    const twice = texts.filter((text) => pairs.some(([word, reading]) => text.includes(word + reading)))
    assert.deepEqual(twice, [], `${where}: Chromium tells the word and its reading`)
    // As the specification of names has it, and other browsers do.
    const lines = (await intake.root.ariaSnapshot()).split('\n')
    const doubled = lines.filter((line) => pairs.some(([word, reading]) => line.includes(`${word} ${reading}`)))
    assert.deepEqual(doubled, [], `${where}: the word and its reading`)
  }
  await intake.begin()
  await hear('first page')
  await intake.walkToCheck(answers, { filled: hear })
  await hear('check')
  await intake.seeResults()
  await unfold(page)
  await hear('results')
  await context.close()
})

test('an error is told with the field it stands at', async () => {
  const { context, page, open } = await visit(browser)
  await open()
  const intake = new Intake(page, 'ja')
  await intake.begin()
  await intake.walkTo(FAMILY.ja.age, FAMILY.ja.answers)
  await intake.fillIn(FAMILY.ja.answers)
  await intake.answer(FAMILY.ja.age, '二才くらい')
  await intake.button(intake.words.next).click()
  await intake.root.getByRole('alert').waitFor()
  const devtools = await context.newCDPSession(page)
  const { nodes } = await devtools.send('Accessibility.getFullAXTree')
  const field = nodes.find((it) => it.role?.value === 'textbox' && it.name.value.includes(FAMILY.ja.age))
  const error = await intake.question(FAMILY.ja.age).getByText(/^＊/).innerText()
  assert.ok(field.description.value.includes(error), field.description.value)
  assert.ok(field.properties.some(({ name, value }) => name === 'invalid' && value.value === 'true'))
  await context.close()
})

function compare(name, heard) {
  const file = new URL(name, DIR)
  if (process.env.BLESS) {
    mkdirSync(DIR, { recursive: true })
    writeFileSync(file, heard)
    return
  }
  // Where it begins: a screen and three lines, not thousands.
  const [now, then] = [heard, readFileSync(file, 'utf8')].map((it) => it.split('\n'))
  const at = now.findIndex((line, n) => line !== then[n])
  if (at < 0 && now.length === then.length) return
  const from = at < 0 ? now.length : at
  const screen = now.slice(0, from + 1).findLast((line) => line.startsWith('# '))
  const shown = (lines) => lines.slice(from, from + 3).join('\n')
  assert.fail(
    `what is heard has changed in ${name}, “${screen}”:\n${shown(now)}\nwas\n${shown(then)}\n` +
      'BLESS=1 writes it anew, then read the difference',
  )
}
