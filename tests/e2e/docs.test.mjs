// The site of `tsunagu docs`: five kinds of pages in two widths and on paper,
// under a strict policy; the search, also in a page opened from the disk.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { accessible, launch, noSidewaysScrolling, printed, screenshot, visit } from './portal.mjs'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const OUT = join(ROOT, 'target/docs-site')
const SITE = join(OUT, 'kumamoto')
// Never asked for anything: `route` answers.
const ORIGIN = 'http://docs.example/'
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; " +
  "require-trusted-types-for 'script'; trusted-types 'none'"
const TYPES = { html: 'text/html', css: 'text/css', js: 'text/javascript' }

let browser
let names
before(async () => {
  rmSync(OUT, { recursive: true, force: true })
  const folder = join(ROOT, 'rules/kumamoto')
  execFileSync(join(ROOT, 'target/debug/tsunagu'), ['docs', folder, '-o', OUT, '--at', '2026-11-25'])
  const list = readFileSync(join(SITE, 'search.html'), 'utf8')
  const index = JSON.parse(list.match(/<script type="application\/json" id="index">(.*?)<\/script>/s)[1])
  names = new Map(index.map(([href, kind, name]) => [`${kind} ${name}`, href]))
  browser = await launch()
})
after(() => browser?.close())

async function reader(path, options) {
  const { context, page, seen } = await visit(browser, options)
  await page.route(`${ORIGIN}**`, (route) => {
    const name = decodeURIComponent(new URL(route.request().url()).pathname.slice(1))
    const headers = { 'content-security-policy': POLICY, 'content-type': `${TYPES[name.split('.').pop()]}; charset=utf-8` }
    if (name === 'favicon.ico') return route.fulfill({ status: 204 })
    return route.fulfill({ headers, body: readFileSync(join(SITE, name)) })
  })
  await page.goto(ORIGIN + path)
  return { context, page, seen }
}

const largest = () => {
  const decisions = [...names].filter(([key]) => key.startsWith('答えから求めること '))
  const rows = (path) => readFileSync(join(SITE, path), 'utf8').split('<th scope="row">').length
  return decisions.map(([, path]) => path).sort((a, b) => rows(b) - rows(a))[0]
}

const PAGES = {
  start: () => 'index.html',
  programme: () => names.get('制度 運営費助成'),
  table: largest,
  question: () => names.get('質問 医療的ケア'),
  list: () => 'search.html',
}

for (const [kind, path] of Object.entries(PAGES)) {
  test(`a page of the site: ${kind}`, async () => {
    const { context, page, seen } = await reader(path())
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 })
      await screenshot(page, `docs-${kind}-${width}`)
      await noSidewaysScrolling(page, `${kind}, ${width} px`)
    }
    await printed(page, `docs-${kind}`)
    assert.deepEqual(seen.complaints, [])
    assert.deepEqual(seen.requests.filter((it) => !it.startsWith(ORIGIN)), [])
    await context.close()
    // axe itself is a script the policy would rightly block.
    const bare = await reader(path(), { bypassCSP: true, width: 320 })
    await accessible(bare.page, kind)
    await bare.context.close()
  })
}

test('the way by links: from a programme to what it depends on, and back', async () => {
  const { context, page } = await reader(names.get('制度 運営費助成'))
  const uses = page.locator('#uses')
  await uses.getByRole('link', { name: '運営費の助成額' }).click()
  await page.locator('#used-by').getByRole('link', { name: '運営費助成', exact: true }).click()
  // The picture is a shortcut to the same pages.
  await page.locator('svg a').filter({ hasText: '開設日' }).click()
  await page.getByRole('heading', { level: 1, name: '事業所を開設したのはいつですか' }).waitFor()
  await context.close()
})

test('the search finds across kinds of kana and widths', async () => {
  const { context, page, seen } = await reader('index.html')
  await page.getByLabel('さがす').fill('どこにもない言葉')
  await page.getByRole('button', { name: 'さがす' }).click()
  await page.getByRole('status').filter({ hasText: '0件' }).waitFor()
  await page.getByLabel('さがす').fill('へるぱー 延べ')
  const results = page.locator('#results')
  await results.getByRole('link', { name: 'ヘルパーの延べ日数' }).click()
  await page.getByRole('heading', { level: 1, name: '特別な支援に入ったヘルパーは、延べ何日ですか' }).waitFor()
  assert.deepEqual(seen.complaints, [])
  await context.close()
})

test('the search works in a page opened from the disk', async () => {
  const { context, page, seen } = await visit(browser)
  await page.goto(pathToFileURL(join(SITE, 'search.html')).href + '?q=' + encodeURIComponent('ﾍﾙﾊﾟｰ'))
  await page.locator('#results').getByRole('link', { name: 'ヘルパーの延べ日数' }).click()
  await page.getByRole('heading', { level: 1 }).waitFor()
  assert.deepEqual(seen.complaints, [])
  await context.close()
})

test('without scripts the whole list is there', async () => {
  const { context, page } = await reader('search.html?q=x', { javaScriptEnabled: false })
  assert.ok((await page.locator('main li a').count()) >= names.size)
  await context.close()
})

test('the whole pack is one page for printing', async () => {
  const { context, page, seen } = await reader('print.html')
  const things = [...names].filter(([key]) => !key.startsWith('未決事項'))
  assert.equal(await page.locator('article').count(), things.length)
  await noSidewaysScrolling(page, 'print.html')
  await page.getByRole('link', { name: '運営費の助成額' }).first().click()
  assert.match(page.url(), /#decision-[0-9a-f]{12}$/)
  assert.deepEqual(seen.complaints, [])
  assert.ok(statSync(join(SITE, 'print.html')).size < 2_000_000)
  await context.close()
})
