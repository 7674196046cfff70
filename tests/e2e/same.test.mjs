// The same family gets the same answer on the command line and in the browser:
// every case of the packs, worked out natively by tests/packs.rs and here by
// the served package, compared as text.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { launch, visit } from './portal.mjs'

const NATIVE = 'target/native-results.json'

let browser
before(async () => {
  browser = await launch()
})
after(() => browser.close())

test('native and wasm give the same results over all cases', async () => {
  const cases = readFileSync(NATIVE, 'utf8').trim().split('\n').map((line) => JSON.parse(line))
  assert.ok(cases.length > 20, `${NATIVE} holds no cases; run the native tests first`)
  const { page, open } = await visit(browser)
  await open()
  const found = await page.evaluate(async (cases) => {
    const { ready, RuleBook } = await import('/tsunagu/tsunagu.js')
    await ready()
    const books = new Map()
    const results = []
    for (const { book, wizard, at, answers } of cases) {
      if (!books.has(book)) {
        const response = await fetch(`/tsunagu/books/${book}.book`)
        books.set(book, RuleBook.load(new Uint8Array(await response.arrayBuffer())))
      }
      const session = books.get(book).start({ wizard, lang: 'ja', at })
      for (const [name, answer] of answers) {
        if (answer?.unsure) session.unsure(name)
        else if (answer !== null) session.answer(name, answer)
      }
      results.push(session.results())
    }
    return results
  }, cases)
  cases.forEach((it, at) => {
    assert.equal(canonical(found[at]), canonical(it.results), `${it.book}: ${it.case}`)
  })
})

// Keys in one order; everything else as it is.
function canonical(value) {
  return JSON.stringify(value, (_, it) =>
    it && typeof it === 'object' && !Array.isArray(it) ? Object.fromEntries(Object.entries(it).sort()) : it,
  )
}
