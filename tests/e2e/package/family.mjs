// Runs in a scratch project that has the package installed: a family's way
// without a browser. Prints what `package.test.mjs` looks at.

import { readFileSync } from 'node:fs'
import { ready, RuleBook } from 'tsunagu'

const file = (name) => readFileSync(new URL(import.meta.resolve(name)))

await ready(file('tsunagu/tsunagu.wasm'))
const book = RuleBook.load(file('tsunagu/books/kanagawa.book'))
const session = book.start({ wizard: '家族', at: '2026-11-20T12:30' })
const first = session.page().questions.map((it) => it.label)

session.answer('市区町村', '藤沢市')
session.answer('年齢', '２')
session.answer('医療的ケア', ['人工呼吸器'])
session.unsure('判定書')
const results = session.results()

let refused
try {
  RuleBook.load(file('tsunagu/books/kanagawa.book').subarray(0, 1000))
} catch (error) {
  refused = error.message
}

const again = book.restore({ wizard: '家族', at: '2026-11-20T12:30' }, session.save())
const same = JSON.stringify(again.results()) === JSON.stringify(results)
console.log(JSON.stringify({ first, results, refused, same, lost: again.lost }))
