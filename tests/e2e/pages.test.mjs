// Every page of the demo portal, in three widths: nothing for axe to find, no
// sideways scrolling, no complaint in the console. A page put into www/demo/ is
// looked at without being named here.

import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { accessible, launch, noSidewaysScrolling, sameOrigin, screenshot, visit } from './portal.mjs'

const DEMO = fileURLToPath(new URL('../../www/demo/', import.meta.url))
const PAGES = readdirSync(DEMO, { recursive: true }).filter((it) => it.endsWith('.html')).sort()
const WIDTHS = [320, 768, 1280]

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

for (const path of PAGES) {
  test(`the page ${path}`, async () => {
    const { context, page, seen, open } = await visit(browser, { path })
    await open()
    await settled(page)
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 })
      await screenshot(page, `page-${path.replace(/\W+/g, '-')}-${width}`)
      await accessible(page, `${path}, ${width} px`)
      await noSidewaysScrolling(page, `${path}, ${width} px`)
    }
    assert.equal(await page.locator('h1').count(), 1, 'one heading for the page')
    assert.ok((await page.title()).length > 5)
    sameOrigin(seen)
    assert.deepEqual(seen.complaints, [])
    await context.close()
  })
}

test('every page is in the site map', async () => {
  const { context, page, open } = await visit(browser, { path: 'sitemap.html' })
  await open()
  const links = await page.locator('main a').evaluateAll((all) => all.map((it) => new URL(it.href).pathname.slice(1)))
  const elsewhere = ['sitemap.html', 'examples/framed.html']
  const missing = PAGES.filter((it) => ![...links.map((link) => link || 'index.html'), ...elsewhere].includes(it))
  assert.deepEqual(missing, [])
  await context.close()
})

test('no link of the portal leads nowhere', async () => {
  const { context, page } = await visit(browser)
  const broken = []
  for (const path of PAGES) {
    await page.goto(new URL(path, process.env.PORTAL).href)
    const links = await page.locator('a[href]').evaluateAll((all) => all.map((it) => it.href))
    for (const link of new Set(links.filter((it) => it.startsWith(process.env.PORTAL)))) {
      const response = await page.request.get(link)
      const { hash } = new URL(link)
      const target = !hash || new RegExp(`id="${hash.slice(1)}"`).test(await response.text())
      if (!response.ok() || !target) broken.push(`${path}: ${link}`)
    }
  }
  assert.deepEqual(broken, [])
  await context.close()
})

// Guides on the screen have drawn their first questions, in frames too.
async function settled(page) {
  await page.waitForLoadState('networkidle')
  for (const frame of page.frames()) {
    const guide = frame.locator('tsunagu-intake').first()
    if (await guide.count()) await guide.getByRole('button').first().waitFor()
  }
}
