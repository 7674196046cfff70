// How long a person waits, in Chromium, through the served package: from a
// cold start to the first screen, from an answer to the page as it then stands,
// from screen to screen. Medians; figures to look at, never a reason to fail.

import { FAMILY } from './family.mjs'
import { Intake } from './intake.mjs'
import { launch, visit } from './portal.mjs'

const COLD_STARTS = 10
const ROUNDS = 50

const browser = await launch()
const starts = []
for (let n = 0; n < COLD_STARTS; n++) {
  const { context, page, open } = await visit(browser)
  await open()
  await new Intake(page, 'ja').button(/^(はじめる|始める)/).waitFor()
  // From the navigation's start, as the page's own clock has it.
  starts.push(await page.evaluate(() => performance.now()))
  await context.close()
}
report('navigation to the first screen', starts)

const { page, open } = await visit(browser)
await open()
const intake = new Intake(page, 'ja')
await intake.begin()
await intake.walkToCheck(FAMILY.ja.answers)
const toResults = []
const toCheck = []
for (let n = 0; n < ROUNDS; n++) {
  toResults.push(await timed('button', intake.words.results))
  toCheck.push(await timed('button', intake.words.back))
}
report('check page to results', toResults)
report('results back to check page', toCheck)

// With everything else answered: each answer goes through every goal.
const [where, first] = FAMILY.ja.answers.find(([question]) => question.includes('通っていますか'))
await intake.change(where)
const answers = []
for (let n = 0; n < ROUNDS; n++) answers.push(await timed('label', n % 2 ? first : '幼稚園'))
report('an answer, page brought up to date', answers)
const steps = await engine()
report('one answer, every goal worked out', steps.map((it) => it.answer))
report('the same and results as objects', steps.map((it) => it.results))
await browser.close()

// The engine alone, no page: each answer of a family's walk in turn. Twenty
// sessions a step, because the page's clock is coarse.
function engine() {
  return page.evaluate(async () => {
    const { RuleBook } = await import('/tsunagu/tsunagu.js')
    const bytes = await (await fetch('/tsunagu/books/kanagawa.book')).arrayBuffer()
    const book = RuleBook.load(new Uint8Array(bytes))
    const walk = [
      ['相談する人', '家族'],
      ['困りごと', ['夜間のケア']],
      ['相談内容', ['保育園・幼稚園']],
      ['市区町村', '藤沢市'],
      ['年齢', 2],
      ['在籍', 'どこにも通っていない'],
      ['医療的ケア', ['人工呼吸器', '吸引']],
      ['判定書', 'ある'],
      ['見守りスコア合計', 2],
    ]
    const sessions = Array.from({ length: 20 }, () => book.start({ wizard: '家族', at: '2026-11-20T12:30' }))
    return walk.map(([name, value]) => {
      const start = performance.now()
      for (const session of sessions) session.answer(name, value)
      const answered = performance.now()
      for (const session of sessions) session.results()
      const done = performance.now()
      return { answer: (answered - start) / sessions.length, results: (done - start) / sessions.length }
    })
  })
}

// Clicks inside the page and waits for layout, so that the time of the
// automation protocol is not counted.
function timed(tag, words) {
  const pattern = words.source ?? `^${words}`
  return page.evaluate(
    ([tag, pattern]) => {
      const root = document.querySelector('tsunagu-intake').shadowRoot
      const all = [...root.querySelectorAll(tag)]
      const target = all.find((it) => new RegExp(pattern).test(it.innerText.trim()))
      const before = performance.now()
      target.click()
      // Reading a size forces style and layout now.
      root.host.getBoundingClientRect()
      return performance.now() - before
    },
    [tag, pattern],
  )
}

function report(what, times) {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))].toFixed(2)
  console.log(`${what.padEnd(36)} median ${at(0.5)} ms, p95 ${at(0.95)} ms (${times.length} times)`)
}
