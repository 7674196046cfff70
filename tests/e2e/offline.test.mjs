// After one visit the family's page works without a network.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { FAMILY } from './family.mjs'
import { Intake } from './intake.mjs'
import { launch, nothingKept, offlineReady, screenshot, visit } from './portal.mjs'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

for (const lang of ['ja', 'en']) {
  test(`a family finds its desks without a network (${lang})`, async () => {
    const { path } = FAMILY[lang]
    const { context, page, open } = await visit(browser, { path, lang, width: 375 })
    await open()
    await offlineReady(page)
    await context.setOffline(true)
    await page.reload()

    const intake = new Intake(page, lang)
    await intake.begin()
    await intake.walkToCheck(FAMILY[lang].answers)
    await intake.seeResults()
    assert.match(await intake.text(), /045-227-1255/)
    await screenshot(page, `offline-${lang}-results`)
    await nothingKept(page, context, FAMILY[lang].given)

    const kept = await page.evaluate(async () => {
      const names = await caches.keys()
      const files = await Promise.all(names.map(async (it) => (await caches.open(it)).keys()))
      return { names, files: files.flat().map((it) => it.url) }
    })
    assert.equal(kept.names.length, 1, 'one version is kept')
    for (const url of kept.files) assert.ok(url.startsWith(process.env.PORTAL) && !url.includes('?'), url)
    await context.close()
  })
}

test('a new version is shown, unless somebody has begun', async () => {
  const { context, page, open } = await visit(browser)
  let text = "const now = 'today'"
  await context.route('**/offline.js', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${await response.text()}\n${text}` })
  })
  await open()
  await offlineReady(page)
  await page.reload()
  const intake = new Intake(page, 'ja')
  await intake.arrive()

  text = "const now = 'tomorrow'"
  const shownAnew = page.waitForEvent('load')
  await update()
  await shownAnew

  await intake.begin()
  text = "const now = 'the day after'"
  await update()
  await page.waitForTimeout(1000)
  assert.ok(await intake.root.locator('form').isVisible(), 'whoever has begun is not thrown out')
  await context.close()

  function update() {
    return page.evaluate(async () => void (await (await navigator.serviceWorker.ready).update()))
  }
})

test('a visitor of another page is left alone', async () => {
  const { context, page, open } = await visit(browser, { path: 'supporter.html' })
  await open()
  await new Intake(page, 'ja').begin()
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0)
  await context.close()
})
