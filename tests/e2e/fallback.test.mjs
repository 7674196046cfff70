// What remains when something is missing, and what the server promises.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { FAMILY } from './family.mjs'
import { Intake } from './intake.mjs'
import { accessible, launch, noSidewaysScrolling, screenshot, visit } from './portal.mjs'

const PAGES = ['', 'supporter.html', 'en.html', 'en-supporter.html']
// A strict portal's policy: what is missing here would hide what breaks there.
const NEEDED = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "require-trusted-types-for 'script'",
  // The demo's own, for its service worker.
  'trusted-types offline-worker',
]

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

for (const path of PAGES) {
  test(`the desk's number is readable without scripts (/${path})`, async () => {
    const { context, page, open } = await visit(browser, { path, width: 320, javaScriptEnabled: false })
    await open()
    await page.getByRole('link', { name: '045-227-1255' }).waitFor()
    await screenshot(page, `no-script-${path || 'index.html'}`)
    await context.close()
  })
}

for (const [what, files] of [
  ['engine', '**/*.wasm'],
  ['book', '**/*.book'],
  ['element', '**/tsunagu.js'],
]) {
  test(`the desk's number is readable without the ${what}`, async () => {
    const { context, page, open } = await visit(browser, { width: 320 })
    await page.route(files, (route) => route.abort())
    await open()
    await page.waitForTimeout(500)
    await page.getByRole('link', { name: '045-227-1255' }).first().waitFor()
    await noSidewaysScrolling(page, `without the ${what}`)
    await accessible(page, `without the ${what}`)
    await context.close()
  })
}

test('the portal is served under the strict policy', async () => {
  const { context, open } = await visit(browser)
  const response = await open()
  const policy = await response.headerValue('content-security-policy')
  for (const it of NEEDED) assert.ok(policy.split(/; */).includes(it), `${it} is not in: ${policy}`)
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|unsafe-hashes|[a-z]+:|\*/)
  assert.match(await response.headerValue('content-type'), /^text\/html; ?charset=utf-8$/i)
  await context.close()
})

test('the element needs no Trusted Types policy, nor anything but this', async () => {
  const strictest =
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
    "font-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"
  // A page without the demo's service worker.
  const { context, page, seen, open } = await visit(browser, { path: 'examples/events.html' })
  await page.route('**/events.html', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': strictest } })
  })
  const response = await open()
  assert.equal(await response.headerValue('content-security-policy'), strictest)
  const policy = await page.evaluate(() => {
    try {
      return globalThis.trustedTypes.createPolicy('offline-worker', {}).name
    } catch (error) {
      return error.name
    }
  })
  assert.equal(policy, 'TypeError', 'the policy is in force: none can be made')
  seen.complaints.length = 0

  const intake = new Intake(page, 'ja')
  await intake.begin()
  await intake.walkToCheck(FAMILY.ja.answers)
  await intake.seeResults()
  assert.match(await intake.text(), /045-227-1255/)
  assert.deepEqual(seen.complaints, [])
  await context.close()
})

test('the demo makes one policy, which knows one address', async () => {
  const { context, page, seen, open } = await visit(browser)
  await page.addInitScript(() => {
    const create = trustedTypes.createPolicy.bind(trustedTypes)
    globalThis.made = []
    trustedTypes.createPolicy = (name, rules) => {
      const policy = create(name, rules)
      globalThis.made.push([name, String(policy.createScriptURL('https://elsewhere.example/'))])
      return policy
    }
  })
  await open()
  await page.waitForFunction(() => globalThis.made.length)
  assert.deepEqual(await page.evaluate(() => globalThis.made), [['offline-worker', '/offline.js']])
  assert.deepEqual(seen.complaints, [])
  await context.close()
})
