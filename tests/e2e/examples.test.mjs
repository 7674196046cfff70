// The examples for portal owners do what their pages say.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { FAMILY } from './family.mjs'
import { Intake } from './intake.mjs'
import { accessible, launch, noSidewaysScrolling, nothingKept, screenshot, visit } from './portal.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

test('two guides on a page do not know of each other', async () => {
  const { context, page, seen, open } = await visit(browser, { path: 'examples/several.html' })
  await open()
  const first = new Intake(page, 'ja', page.locator('#first'))
  const second = new Intake(page, 'ja', page.locator('#second'))
  await first.begin()
  await first.walkToCheck(FAMILY.ja.answers)
  // Far below, so nothing of it is loaded before one comes near.
  assert.equal(await second.button(second.words.begin).count(), 0)
  await second.root.scrollIntoViewIfNeeded()
  await second.begin()
  assert.equal(await first.heading(), first.words.check, 'the first stays where it was')
  assert.match((await second.questions())[0], /どなたですか/)
  const chosen = second.root.locator('form :checked')
  assert.equal(await chosen.count(), 0, 'nothing is answered in the second')
  await screenshot(page, 'example-several')
  assert.deepEqual(seen.complaints, [])
  await context.close()
})

test('a frame is as high as what is in it', async () => {
  const { context, page, seen, open } = await visit(browser, { path: 'examples/iframe.html', width: 320 })
  await open()
  const frame = page.frame({ url: /framed\.html$/ })
  const intake = new Intake(frame, 'ja')
  await intake.arrive()
  await fits('start')
  await intake.begin()
  await fits('first page')
  await intake.walkToCheck(FAMILY.ja.answers)
  await fits('check page')
  await intake.seeResults()
  await fits('results')
  await screenshot(page, 'example-iframe-320-results')
  await noSidewaysScrolling(page, 'portal around the frame')
  await noSidewaysScrolling(frame, 'page in the frame')
  assert.deepEqual(seen.complaints, [])

  // A message of another window, though of our own origin, changes nothing.
  const before = await height()
  await page.evaluate(() => postMessage({ tsunaguHeight: 5 }, location.origin))
  await page.waitForTimeout(100)
  assert.equal(await height(), before)
  await context.close()

  function height() {
    return page.locator('#guide').evaluate((it) => it.clientHeight)
  }

  async function fits(where) {
    const needed = () => frame.evaluate(() => Math.ceil(document.documentElement.getBoundingClientRect().height))
    for (let tries = 0; tries < 50; tries++) {
      if ((await height()) === (await needed())) return
      await page.waitForTimeout(30)
    }
    assert.fail(`${where}: ${await height()} px for ${await needed()} px`)
  }
})

test('React hands over attributes and hears events', async () => {
  const { context, page, seen, open } = await visit(browser, { path: 'examples/react.html' })
  await open()
  const intake = new Intake(page, 'ja')
  await intake.begin()
  await page.getByText(/答えた質問 0、残りは最大 \d+/).waitFor()
  await page.getByLabel('市区町村').selectOption('藤沢市')
  await page.getByText(/答えた質問 1、/).waitFor()
  await page.getByLabel('ことば').selectOption('en')
  await intake.root.getByRole('button', { name: /^Next/ }).waitFor()
  await page.getByLabel('ことば').selectOption('ja')
  await intake.walkToCheck(FAMILY.ja.answers.filter(([question]) => !question.includes('市区町村')))
  assert.match(await intake.visibleText(), /藤沢市/)
  await intake.seeResults()
  await page.getByText('結果が出ています。').waitFor()
  await screenshot(page, 'example-react-results')
  await accessible(page, 'React, results')
  assert.deepEqual(seen.complaints, [])
  await context.close()
})

test('a page that draws for itself asks, refuses and tells', async () => {
  const { context, page, seen, open } = await visit(browser, { path: 'examples/headless.html', width: 320 })
  await open()
  const form = page.locator('form')
  await form.getByRole('group', { name: /どなたですか/ }).getByRole('radio', { name: /^家族/ }).check()
  await walkTo(/どの市区町村/)
  const place = form.getByRole('group', { name: /どの市区町村/ })
  await place.getByRole('radio', { name: '藤沢市' }).check()
  await walkTo(/何歳/)
  await form.getByRole('group', { name: /何歳/ }).getByRole('textbox').fill('二才くらい')
  await form.getByRole('button', { name: /^次へ/ }).click()
  await form.getByRole('alert').waitFor()
  await screenshot(page, 'example-headless-320-error')
  await accessible(page, 'headless, an error')
  await form.getByRole('group', { name: /何歳/ }).getByRole('textbox').fill('２')

  await page.getByLabel('ことば').selectOption('easy')
  assert.ok((await form.locator('ruby rt').count()) > 3, 'plain Japanese has its readings')
  assert.doesNotMatch(await form.innerText(), /[｜《》]/)
  await accessible(page, 'headless, plain Japanese')
  await page.getByLabel('ことば').selectOption('ja')

  await form.getByRole('group', { name: /何歳/ }).getByRole('textbox').fill('２')
  await walkTo(undefined)
  const results = await form.innerText()
  assert.match(results, /かながわ医療的ケア児支援センター/)
  assert.match(results, /湘南東部/)
  await form.getByRole('link', { name: '045-227-1255' }).waitFor()
  await screenshot(page, 'example-headless-320-results')
  await accessible(page, 'headless, results')
  await noSidewaysScrolling(page, 'headless, results')
  assert.deepEqual(seen.complaints, [])
  await context.close()

  // "I don't know" to all on the way; to the end where nothing is asked for.
  async function walkTo(question) {
    for (let n = 0; n < 40; n++) {
      const groups = form.locator('fieldset')
      if (question ? await groups.filter({ hasText: question }).count() : !(await groups.count())) return
      for (const group of await groups.all()) {
        const given = await group.evaluate((it) => it.querySelector(':checked') ?? it.querySelector('[inputmode]')?.value)
        if (!given) await group.getByRole('checkbox', { name: /^(わからない|分からない)$/ }).check()
      }
      await form.getByRole('button', { name: /^次へ/ }).click()
    }
    assert.fail(`「${question}」 does not come`)
  }
})

test('the page that shows what is sent shows nothing after the first question', async () => {
  const { context, page, seen, open } = await visit(browser, { path: 'examples/events.html', width: 1280 })
  await open()
  const intake = new Intake(page, 'ja')
  await intake.arrive()
  await page.waitForLoadState('networkidle')
  const shown = page.locator('#requests li')
  const loaded = await shown.count()
  const asked = seen.requests.length
  assert.ok(loaded >= 4, 'engine, style, book and script are listed')

  await intake.begin()
  await intake.walkToCheck(FAMILY.ja.answers)
  await intake.seeResults()
  assert.equal(await shown.count(), loaded, 'the page saw no further request')
  assert.equal(seen.requests.length, asked, 'nor did the browser')
  const events = await page.locator('#events li').allInnerTexts()
  assert.ok(events.some((it) => it.includes('tsunagu-results {}')))
  for (const it of events) assert.match(it, /tsunagu-(results \{\}|progress \{("(asked|at_least|at_most)":\d+,?){3}\})$/)
  assert.equal(await page.locator('#count').innerText(), '{"begun":1,"results":1}')
  assert.match(await page.locator('#storage').innerText(), /localStorage 0、sessionStorage 0、cookie 0、indexedDB 0/)
  await nothingKept(page, context, FAMILY.ja.given)
  await screenshot(page, 'example-events-1280')
  await accessible(page, 'events, results')
  assert.deepEqual(seen.complaints, [])
  await context.close()
})

test('a portal colours the guide, and it stays readable', async () => {
  const { context, page, seen, open } = await visit(browser, { path: 'examples/theme.html', width: 768 })
  await open()
  const intake = new Intake(page, 'ja', page.locator('.brand'))
  const begin = intake.button(intake.words.begin)
  await begin.waitFor()
  const style = await begin.evaluate((it) => {
    const { backgroundColor, borderRadius } = getComputedStyle(it)
    return { backgroundColor, borderRadius }
  })
  assert.deepEqual(style, { backgroundColor: 'rgb(0, 86, 63)', borderRadius: '0px' })
  await intake.begin()
  await new Intake(page, 'ja', page.locator('.dark tsunagu-intake')).begin()
  await screenshot(page, 'example-theme-768')
  await accessible(page, 'theme')
  assert.deepEqual(seen.complaints, [])
  await context.close()
})
