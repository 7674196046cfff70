// The family wizard, the facility wizard and a portal page in another engine
// than Chromium: does it load, draw, listen and switch language there? What is
// the same everywhere (texts, axe, sizes) is shown in Chromium.
//
// `ENGINE` says where; see engines.mjs.

import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { launch, until } from './engines.mjs'
import { FACILITY, FAMILY } from './family.mjs'
import { built, keys } from '../trust/signing.mjs'
import { WORDS } from './intake.mjs'

const { ENGINE, PORTAL, SCREENSHOTS } = process.env

let engine
before(async () => (engine = await launch()))
after(() => engine?.close())
beforeEach(async () => {
  // A page that is left drops what it was still loading, and says so. That is
  // no complaint about the next one.
  await engine.open('about:blank')
  engine.complaints.splice(0)
})

test(`a family finds its desk (${ENGINE})`, async () => {
  const { answers, given, age } = FAMILY.ja
  await begin('', WORDS.ja)
  await walkToCheck(answers, WORDS.ja)
  await screenshot('family-check')
  for (const it of given) assert.ok((await text()).includes(it), `「${it}」 is not on the check page`)

  await press(age, 'change')
  await fillIn([[age, '17']], WORDS.ja)
  await walkToCheck(answers.toSpliced(answers.findIndex(([it]) => it === age), 1, [age, '17']), WORDS.ja)
  assert.match(await text(), /17/)

  await press('English')
  assert.equal(await heading(), WORDS.en.check)
  for (const it of ['Fujisawa', '17']) assert.ok((await text()).includes(it), `${it} went with the language`)
  await press('日本語')

  await press(WORDS.ja.results)
  assert.equal(await heading(), WORDS.ja.resultsHeading)
  await screenshot('family-results')
  assert.match(await text(), /045-227-1255/)
  assert.deepEqual(engine.complaints, [])
})

test(`a signature is looked at by the browser itself (${ENGINE})`, async () => {
  const { pem, pin } = keys()
  const book = [...built(pem).file('dated.ja.book')]
  const look = async (bytes, key) => {
    const { check } = await import('/tsunagu/trust.js')
    const pinned = { key, at: '2026-11-26' }
    return check(new Uint8Array(bytes), pinned).then((it) => it.pack, (error) => String(error.cause))
  }
  await engine.open(PORTAL)
  assert.equal(await engine.read(look, book, pin), 'dated')
  assert.match(await engine.read(look, book, keys().pin), /not signed with this key/)
})

test(`a facility is told an amount (${ENGINE})`, async () => {
  await begin('facility.html', WORDS.ja)
  await walkToCheck(FACILITY.answers, WORDS.ja)
  await press(WORDS.ja.results)
  await screenshot('facility-results')
  assert.match(await text(), FACILITY.amount)
  assert.deepEqual(engine.complaints, [])
})

test(`a page of the portal, in easy Japanese (${ENGINE})`, async () => {
  await engine.open(PORTAL + 'easy.html')
  await until(() => engine.has(find, 'button', ''))
  await screenshot('portal-easy')
  const seen = await engine.read(() => {
    const it = document.querySelector('tsunagu-intake')
    return {
      headings: [...document.querySelectorAll('h1')].map((it) => it.innerText),
      fallback: document.querySelector('.fallback').getClientRects().length,
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      readings: it.shadowRoot.querySelectorAll('ruby > rt').length,
      styled: it.shadowRoot.adoptedStyleSheets.length,
    }
  })
  assert.equal(seen.headings.length, 1)
  assert.equal(seen.fallback, 0, 'the fallback is still on the page')
  assert.ok(seen.wide <= 0, `${seen.wide} px too wide`)
  assert.ok(seen.readings > 0, 'no readings')
  assert.ok(seen.styled > 0, 'no style sheet is adopted')
  assert.deepEqual(engine.complaints, [])
})

test(`an officer opens a pack and runs its cases (${ENGINE})`, async () => {
  await engine.open(PORTAL + 'tsunagu/workbench/index.html?lang=ja')
  await until(() => engine.read(() => document.body.dataset.ready !== undefined))
  await engine.pick((pack) => document.querySelector(`option[value="${pack}"]`), 'saga')
  await until(() => engine.read(() => document.querySelector('#panel-problems').textContent.includes('エラー 0 件')))
  await engine.click((id) => document.getElementById(id), 'tab-cases')
  const ran = () => engine.read(() => document.querySelector('#panel-cases').textContent)
  await until(async () => /例 [1-9]\d* 件のうち/.test(await ran()))
  assert.match(await ran(), /期待どおりでないもの 0 件/)
  await screenshot('workbench-cases')
  assert.deepEqual(engine.complaints, [])
})

async function begin(path, words) {
  await engine.open(PORTAL + path)
  await until(() => engine.has(find, 'button', words.begin.source))
  await press(words.begin.source)
}

async function walkToCheck(answers, words) {
  for (let n = 0; n < 40; n++) {
    if ((await heading()) === words.check) return
    await fillIn(answers, words)
    await press(words.next.source)
  }
  assert.fail(`no end of questions, at 「${await heading()}」`)
}

// One question after the other: an answer may bring up the next.
async function fillIn(answers, words) {
  const done = new Set()
  for (;;) {
    const question = (await questions()).find((it) => !done.has(it))
    if (question === undefined) return
    const [, value = words.unsure.source] = answers.find(([it]) => question.includes(it)) ?? []
    for (const it of [value].flat()) await answer(question, it)
    done.add(question)
  }
}

async function answer(question, value) {
  if (await engine.has(find, 'choice', question, value)) await engine.click(find, 'choice', question, value)
  else if (await engine.has(find, 'option', question, value)) await engine.pick(find, 'option', question, value)
  else await engine.type(value, find, 'field', question)
}

// Presses and waits for what comes.
async function press(name, kind = 'button') {
  const before = await page()
  await engine.click(find, kind, name)
  await until(async () => (await page()) !== before)
}

const page = async () => [await heading(), ...(await questions())].join()
const heading = () => engine.read(() => document.querySelector('tsunagu-intake').shadowRoot.querySelector('h2').innerText)
const text = () => engine.read(() => document.querySelector('tsunagu-intake').shadowRoot.textContent)
const questions = () =>
  engine.read(() => {
    const { shadowRoot } = document.querySelector('tsunagu-intake')
    return [...shadowRoot.querySelectorAll('form fieldset > legend')].map((it) => it.textContent)
  })

async function screenshot(name) {
  if (!SCREENSHOTS) return
  mkdirSync(SCREENSHOTS, { recursive: true })
  writeFileSync(join(SCREENSHOTS, `${ENGINE}-${name}.png`), await engine.screenshot())
}

// Sent into the page as source, so it stands for itself. `name` of a button is
// a pattern; everything else is found by the question it belongs to.
function find(kind, name, value) {
  const shadowRoot = document.querySelector('tsunagu-intake')?.shadowRoot
  // The page is there before its scripts have run.
  if (!shadowRoot) return undefined
  const all = (selector, within = shadowRoot) => [...within.querySelectorAll(selector)]
  const named = (words) => (it) => new RegExp(`^(${words})`).test(it.innerText.trim())
  const about = (it) => it.textContent.includes(name)
  switch (kind) {
    case 'button':
      return all('button').find(named(name))
    case 'change':
      return all('dl > *').find(about).querySelector('button')
    case 'choice':
      return all('label:has(input)', all('fieldset').find(about)).find(named(value))?.querySelector('input')
    case 'option':
      return all('option', all('fieldset').find(about)).find((it) => it.text === value)
    case 'field':
      return all('[type=text]', all('fieldset').find(about))[0]
  }
}
