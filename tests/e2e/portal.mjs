// Opens a page of the served portal and writes down everything that must not
// happen on it.

import assert from 'node:assert/strict'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const PORTAL = needed('PORTAL')
// Where pictures go. Nothing is asserted of them, and seven hundred take minutes:
// they are taken for whoever names a folder.
const { SCREENSHOTS } = process.env
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

// Quiet: a browser that phones home would drown the requests we look for.
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export function launch() {
  return chromium.launch({ executablePath: needed('CHROMIUM'), headless: true, args: FLAGS })
}

// A fresh visitor: no history, nothing stored.
export async function visit(browser, { path = '', lang = 'ja', width = 375, height = 800, ...rest } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    locale: lang === 'ja' ? 'ja-JP' : 'en-GB',
    timezoneId: 'Asia/Tokyo',
    ...rest,
  })
  // A stuck page should say where, not hang; a machine that is only slow goes on.
  context.setDefaultTimeout(60_000)
  await lateComing(context)
  const page = await context.newPage()
  const seen = { requests: [], complaints: [] }
  context.on('request', (request) => seen.requests.push(request.url()))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) seen.complaints.push(message.text())
  })
  page.on('pageerror', (error) => seen.complaints.push(String(error)))
  return { context, page, seen, open: () => page.goto(PORTAL + path, { waitUntil: 'load' }) }
}

// A machine with no time to spare, on demand: what may come after the first screen
// does, by this many milliseconds. A test that did not wait for it fails.
async function lateComing(context) {
  const late = Number(process.env.LATE)
  if (!late) return
  await context.route(/\/along\.(js|css)$/, async (route) => {
    await new Promise((done) => setTimeout(done, late))
    await route.continue().catch(() => {})
  })
}

export function sameOrigin(seen) {
  const strangers = seen.requests.filter((url) => new URL(url).origin !== new URL(PORTAL).origin)
  assert.deepEqual(strangers, [], 'requests to another origin')
}

// The family's pages take their files for days without a network; what comes
// after is then not mistaken for something sent.
// All is here that will be asked for: further languages, what is taken along,
// and, where the portal has one, its service worker.
export async function settled(page) {
  await page.waitForLoadState('networkidle')
  if (await page.evaluate(() => Boolean(document.querySelector('script[src*=offline]')))) await offlineReady(page)
}

export async function offlineReady(page) {
  await page.evaluate(() => navigator.serviceWorker.ready)
}

// Nothing of the answers may be left behind where nobody asked for it.
export async function nothingKept(page, context, answers) {
  const { cookies, origins } = await context.storageState({ indexedDB: true })
  assert.deepEqual({ cookies, origins }, { cookies: [], origins: [] }, 'stored on the device')
  assert.equal(await page.evaluate(() => sessionStorage.length), 0, 'session storage')
  const address = decodeURIComponent(page.url())
  for (const answer of answers) assert.ok(!address.includes(answer), `the address holds ${answer}`)
}

export async function accessible(page, where) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(AXE)
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }))
  const found = violations.map((it) => `${it.id}: ${it.help}\n    ${it.nodes.map((node) => node.html).join('\n    ')}`)
  assert.deepEqual(found, [], `axe on ${where}`)
}

export async function noSidewaysScrolling(page, where) {
  const [needed, given] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ])
  assert.ok(needed <= given, `${where} needs ${needed} px of ${given}`)
}

export async function screenshot(page, name) {
  if (!SCREENSHOTS) return
  mkdirSync(SCREENSHOTS, { recursive: true })
  await page.screenshot({ path: join(SCREENSHOTS, `${name}.png`), fullPage: true })
}

export async function printed(page, name) {
  const path = SCREENSHOTS && join(SCREENSHOTS, `${name}.pdf`)
  if (path) mkdirSync(SCREENSHOTS, { recursive: true })
  await page.pdf({ path, format: 'A4' })
}

function needed(name) {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set; run \`cargo xtask test\`, or see tests/e2e/README.md`)
  return value
}
