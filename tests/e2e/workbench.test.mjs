// An officer's page, under the policy of `tsunagu serve`: the first change from
// the example to the zip, what is kept over a reload, and input gone wrong.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { accessible, launch, noSidewaysScrolling, sameOrigin, screenshot, visit } from './portal.mjs'

const PATH = 'tsunagu/workbench/index.html'

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

async function officer(options = {}) {
  const visitor = await visit(browser, { path: PATH, width: 1280, height: 900, ...options })
  await visitor.open()
  await visitor.page.waitForSelector('body[data-ready]')
  return visitor
}

const PACK = {
  'small/pack.yaml': 'pack: small\nversion: 2026.1.1\nname: 小さな規則集\nlanguages: [ja]\nsources:\n  通知:\n    title: 通知\n    date: 2026-04-01\n',
  'small/questions/age.yaml': 'questions:\n  年齢:\n    ask: 何歳ですか\n    why: 対象が決まります\n    kind: number\n    min: 0\n    max: 30\n    source: { doc: 通知, at: 1 }\n',
  'small/programs/help.yaml': 'programs:\n  助成:\n    for: [家族]\n    fits:\n      all:\n        - { if: 年齢 < 18, say: 18歳未満, source: { doc: 通知, at: 2 } }\n    gives: 助成\n    source: { doc: 通知, at: 2 }\n',
  'small/wizards/family.yaml': 'wizards:\n  家族:\n    title: 家族\n    pages:\n      - title: お子さん\n        questions: [年齢]\n    results: [助成]\n',
  'small/cases/first.yaml': 'cases:\n  - name: 17歳\n    wizard: 家族\n    at: 2026-11-20\n    answers: { 年齢: 17 }\n    expect:\n      results: { 助成: fits }\n    why: 通知2\n',
}

const zip = (files) => Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([path, it]) => [path, typeof it === 'string' ? strToU8(it) : it]))))
const give = (page, files, name = 'small.zip') => page.locator('input[accept=".zip"]').setInputFiles({ name, mimeType: 'application/zip', buffer: zip(files) })
const tab = (page, name) => page.getByRole('tab', { name }).click()
const file = (page, name) => page.getByRole('navigation').getByRole('button', { name }).click()
const rested = (page) => page.waitForFunction(() => document.body.dataset.rested === document.body.dataset.round)

async function replace(page, from, to) {
  await page.locator('.cm-content').evaluate((content, [from, to]) => {
    const walker = document.createTreeWalker(content, NodeFilter.SHOW_TEXT)
    for (let it = walker.nextNode(); it; it = walker.nextNode()) {
      const at = it.data.indexOf(from)
      if (at < 0) continue
      content.focus()
      getSelection().setBaseAndExtent(it, at, it, at + from.length)
      return to
    }
    throw new Error(`no ${from}`)
  }, [from, to])
  await page.keyboard.type(to)
}

test('a first change: edited, checked, compared, kept and taken home', async () => {
  const { context, page, seen } = await officer()
  await give(page, PACK)
  await page.getByText('エラー 0 件').waitFor({ state: 'attached' })
  await tab(page, '例')
  await page.getByText('例 1 件のうち、期待どおりでないもの 0 件').waitFor()

  await file(page, 'programs/help.yaml')
  await replace(page, '年齢 < 18', '年齢 < 16')
  await tab(page, '例')
  await page.getByText('例 1 件のうち、期待どおりでないもの 1 件').waitFor()
  await tab(page, '変わること')
  await page.getByRole('heading', { name: /対象から外れる/ }).waitFor()
  await screenshot(page, 'workbench-changes')

  await tab(page, '試す')
  await page.frameLocator('iframe').getByRole('button', { name: /はじめる/ }).waitFor()
  await rested(page)
  await screenshot(page, 'workbench-preview')

  await page.reload()
  await page.getByText('前の書きかけを').waitFor()
  await file(page, 'programs/help.yaml')
  await page.getByText('年齢 < 16').waitFor()

  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'zip で保存' }).first().click()
  const chunks = []
  for await (const it of await (await coming).createReadStream()) chunks.push(it)
  const taken = unzipSync(Buffer.concat(chunks))
  assert.equal(Buffer.from(taken['small/programs/help.yaml']).toString(), PACK['small/programs/help.yaml'].replace('年齢 < 18', '年齢 < 16'))
  assert.deepEqual(Object.keys(taken).sort(), Object.keys(PACK).sort())
  sameOrigin(seen)
  assert.deepEqual(seen.complaints, [])
  await context.close()
})

test('what goes wrong is said, and the work stays', async () => {
  const { context, page } = await officer()
  await give(page, PACK)
  await page.getByText('エラー 0 件').waitFor({ state: 'attached' })
  await give(page, { 'a/pack.yaml': 'pack: a', 'a/tables/bomb.csv': new Uint8Array(50 * 1024 * 1024) })
  await page.getByRole('alert').getByText('大きすぎます').waitFor()
  await give(page, { 'a/pack.yaml': 'pack: a', '../out.yaml': 'x' })
  await page.getByRole('alert').getByText('フォルダーの外').waitFor()
  await file(page, 'questions/age.yaml')
  await page.getByText('何歳ですか').waitFor()
  await context.close()
})

test('two officers change one pack: put together, and one place is chosen', async () => {
  const { context, page } = await officer()
  await give(page, PACK)
  await page.getByText('エラー 0 件').waitFor({ state: 'attached' })
  await file(page, 'programs/help.yaml')
  await replace(page, '年齢 < 18', '年齢 < 16')
  const theirs = { ...PACK, 'small/programs/help.yaml': PACK['small/programs/help.yaml'].replace('年齢 < 18', '年齢 < 20'), 'small/questions/age.yaml': PACK['small/questions/age.yaml'].replace('何歳ですか', 'お子さんは何歳ですか') }
  await give(page, theirs)
  await page.getByRole('button', { name: '合わせる' }).click()
  await page.getByText('1 か所').waitFor()
  await page.getByLabel('相手の', { exact: true }).check()
  await page.getByRole('button', { name: '決めて合わせる' }).click()
  await page.getByText('年齢 < 20').waitFor()
  await file(page, 'questions/age.yaml')
  await page.getByText('お子さんは何歳ですか').waitFor()
  await context.close()
})

test('five thousand rows: findings as one types', async () => {
  const { context, page } = await officer()
  const rows = Array.from({ length: 5000 }, (_, it) => `地区${it},${it},通知,2026-04-01\n`)
  await give(page, {
    ...PACK,
    'small/tables/areas.csv': `名称,値,出典,確認日\n${rows.join('')}`,
    'small/decisions/sum.yaml': 'tables:\n  地区表:\n    file: tables/areas.csv\ndecisions:\n  合計:\n    value: sum(地区表.値)\n    source: { doc: 通知, at: 3 }\n',
  })
  await page.getByText('エラー 0 件').waitFor({ state: 'attached' })
  await file(page, 'tables/areas.csv')
  const times = []
  for (const typed of ['1', '2', '3', '4', 'x']) {
    await page.locator('[role=gridcell]').nth(1).click()
    await page.keyboard.press('F2')
    const round = await page.evaluate(() => document.body.dataset.round)
    await page.keyboard.type(typed)
    await page.keyboard.press('Enter')
    await page.waitForFunction((round) => document.body.dataset.round !== round, round)
    times.push(Number(await page.evaluate(() => document.body.dataset.checked)))
  }
  // A word among numbers makes the column one of texts, which cannot be summed.
  await page.getByText(/エラー [1-9]\d* 件/).waitFor({ state: 'attached' })
  // Only what is in sight is there.
  assert.ok((await page.locator('[role=row]').count()) < 100)
  console.log(`5,000 rows, key to diagnostics: median ${times.sort((a, b) => a - b)[2]} ms`)
  await context.close()
})

for (const lang of ['ja', 'en']) {
  test(`accessible, wide and narrow (${lang})`, async () => {
    // axe itself is a script the policy would rightly block.
    const { context, page } = await officer({ lang, bypassCSP: true })
    for (const width of [1280, 375]) {
      await page.setViewportSize({ width, height: 900 })
      await accessible(page, `workbench, ${width} px`)
      await noSidewaysScrolling(page, `workbench, ${width} px`)
      await screenshot(page, `workbench-${lang}-${width}`)
    }
    await context.close()
  })
}
