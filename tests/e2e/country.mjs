// One book for the whole country (`benches/country/`) in Chromium: what it
// weighs, how long it takes to load and to take one answer. Medians; figures to
// look at, never a reason to fail.

import { readFileSync, readdirSync } from 'node:fs'
import { brotliCompressSync } from 'node:zlib'
import { launch, visit } from './portal.mjs'

const BOOKS = 'target/country'

const browser = await launch()
const { page, open } = await visit(browser)
await open()
const sizes = readdirSync(BOOKS)
  .map((it) => Number(it.match(/^(\d+)\.book$/)?.[1]))
  .filter(Boolean)
  .sort((a, b) => a - b)
console.log('municipalities  languages      bytes    brotli      load  one answer  a page  results')
for (const n of sizes) {
  for (const [languages, file] of [
    ['ja', `${n}.ja.book`],
    ['all', `${n}.book`],
  ]) {
    const bytes = readFileSync(`${BOOKS}/${file}`)
    const { load, answer, pages, results } = await page.evaluate(measure, [bytes.toString('base64'), n])
    const cells = [load, answer, pages, results].map((it) => `${it.toFixed(2)} ms`.padStart(9))
    const sizes = [bytes.length, brotliCompressSync(bytes).length].map((it) => String(it).padStart(9))
    console.log(`${String(n).padStart(14)}  ${languages.padStart(9)}  ${sizes.join(' ')} ${cells.join(' ')}`)
  }
}
await browser.close()

// In the page, without a page's own work: as `RuleBook` gives it to a portal.
async function measure([text, n]) {
  const { ready, RuleBook } = await import('/tsunagu/tsunagu.js')
  await ready()
  const bytes = Uint8Array.from(atob(text), (it) => it.charCodeAt(0))
  const median = (times) => times.sort((a, b) => a - b)[times.length >> 1]
  const timed = (work) => {
    const begun = performance.now()
    work()
    return performance.now() - begun
  }
  let book
  const load = median(Array.from({ length: 11 }, () => timed(() => (book = RuleBook.load(bytes)))))
  const session = book.start({ wizard: '家族', lang: 'ja', at: '2026-11-26T12:30' })
  const given = (at) =>
    [
      ['市区町村', `模擬${(at * 37) % n}市`],
      ['年齢', at % 20],
      ['暮らしの場', '家で暮らしている'],
      ['医療的ケア', [['人工呼吸器', '吸引'][(at >> 2) % 2]]],
    ][at % 4]
  // The page's clock is coarse: ten answers a reading.
  let at = 0
  const ten = () => {
    for (let k = 0; k < 10; k++) session.answer(...given(at++))
  }
  const answer = median(Array.from({ length: 30 }, () => timed(ten))) / 10
  const pages = median(Array.from({ length: 11 }, () => timed(() => session.page())))
  const results = median(Array.from({ length: 11 }, () => timed(() => session.results())))
  return { load, answer, pages, results }
}
