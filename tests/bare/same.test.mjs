// The module for forms of others (`dist/bare/`) says what the page's module says:
// random families answer, take back and do not know, through the shipped books.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { before, test } from 'node:test'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { ready as pageReady, RuleBook } from '../../dist/tsunagu.js'

const DIST = new URL('../../dist/', import.meta.url)
// `cargo xtask bare` puts it there; `cargo xtask test` names another place.
const BARE = pathToFileURL(`${process.env.BARE ?? fileURLToPath(new URL('bare', DIST))}/`)
const { begin, ready } = await import(new URL('tsunagu-bare.js', BARE))

const AT = '2026-11-20T12:30'
const WIZARDS = [['kanagawa', '家族'], ['kumamoto-office', '事業所'], ['national', '家族']]
const STEPS = 60

const book = (name) => readFileSync(new URL(`books/${name}.book`, DIST))

before(async () => {
  await pageReady(readFileSync(new URL('tsunagu.wasm', DIST)))
  await ready(readFileSync(new URL('tsunagu-bare.wasm', BARE)))
})

for (const [name, wizard] of WIZARDS) {
  test(`${name}, ${wizard}: each answer changes what the page's module says it does`, () => {
    const chance = chances(7)
    const rules = RuleBook.load(book(name))
    const questions = questionsOf(rules, wizard)
    const form = begin(book(name), { wizard, at: AT })
    const session = rules.start({ wizard, lang: 'ja', at: AT })
    same(form, session, 'at first')
    for (let step = 0; step < STEPS; step++) {
      const [question, answers] = chance.of(questions)
      const answer = chance.of([undefined, null, ...answers])
      const before = { ...form.values }
      form.answer(question, answer)
      tell(session, question, answer)
      same(form, session, `${step}: ${question} = ${answer}`)
      for (const it of Object.keys(form.values)) {
        const moved = form.values[it] !== before[it] && typeof form.values[it] !== 'object'
        if (moved) assert.ok(form.changed.decisions.includes(it), `${it} is told as changed`)
      }
    }
    assert.ok(Object.keys(form.values).length, 'decisions of the wizard are told')
  })

  test(`${name}, ${wizard}: begun with answers or given them later`, () => {
    const chance = chances(8)
    const questions = questionsOf(RuleBook.load(book(name)), wizard)
    for (let round = 0; round < 8; round++) {
      const some = questions.filter(() => chance.below(8) < round)
      const answers = Object.fromEntries(some.map(([it, known]) => [it, chance.of([null, ...known])]))
      const with_ = begin(book(name), { wizard, at: AT, answers })
      const later = begin(book(name), { wizard, at: AT })
      for (const it in answers) later.answer(it, answers[it])
      assert.deepEqual(state(with_), state(later), JSON.stringify(answers))
      // All taken back, and together again.
      later.clear()
      later.answers(answers)
      assert.deepEqual(state(later), state(with_))
      later.clear()
      later.answers({})
      assert.deepEqual(state(later), state(begin(book(name), { wizard, at: AT })))
    }
  })
}

test('what cannot be is refused, and changes nothing', () => {
  const form = begin(book('kanagawa'), { wizard: '家族', at: AT })
  const before = state(form)
  assert.throws(() => form.answer('どこにもない質問', true), /no such question: どこにもない質問/)
  const questions = questionsOf(RuleBook.load(book('kanagawa')), '家族')
  const [[choice], [number]] = ['string', 'number'].map((kind) => questions.find(([, [first]]) => typeof first === kind))
  assert.throws(() => form.answer(choice, 'どこにもない答え'), /cannot be どこにもない答え/)
  assert.throws(() => form.answer(number, 1.5), /cannot be 1.5/)
  assert.throws(() => form.set('どこにもない'), /no such decision: どこにもない/)
  form.answers({})
  assert.deepEqual(state(form), before)
  assert.throws(() => begin(book('kanagawa'), { wizard: 'ない案内', at: AT }), /ない案内/)
  assert.throws(() => begin(book('kanagawa'), { at: 'いつか' }), /`at` is a date and time/)
  assert.throws(() => begin(book('kanagawa').subarray(0, 5000), { at: AT }), /book-damaged/)
})

// What one sees of a form, in an order of its own.
function state(form) {
  const values = Object.entries(form.values).filter(([, it]) => it !== undefined).sort()
  return { values, asked: [...form.asked].sort(), unanswered: [...form.unanswered].sort() }
}

function same(form, session, what) {
  const { decisions } = session.results()
  for (const [name, value] of Object.entries(form.values)) {
    const { settled } = decisions[name]
    assert.deepEqual(typeof value === 'number' ? String(value) : value, settled, `${what}: ${name}`)
  }
  for (const [name, it] of Object.entries(decisions)) {
    assert.deepEqual(form.set(name), it, `${what}: ${name} as a set`)
  }
}

function tell(session, question, answer) {
  if (answer === undefined) session.clear(question)
  else if (answer === null) session.unsure(question)
  else session.answer(question, typeof answer === 'number' ? String(answer) : answer)
}

// Questions of a wizard with some of their answers, as they are drawn: page after page
// with nothing known.
function questionsOf(rules, wizard) {
  const session = rules.start({ wizard, lang: 'ja', at: AT })
  const found = []
  for (let page = session.page(); page; page = session.page()) {
    for (const { name, input } of page.questions) {
      const answers = answersTo(input)
      if (answers.length) found.push([name, answers])
      session.unsure(name)
    }
    session.next()
    assert.ok(found.length < 500, 'the wizard ends')
  }
  return found
}

function answersTo({ kind, groups }) {
  if (kind === 'number') return [1, 2, 5, 17]
  if (kind !== 'choice') return []
  return groups.flatMap(({ options }) => options.map(({ value }) => ({ true: true, false: false })[value] ?? value))
}

// The same each time: https://en.wikipedia.org/wiki/Linear_congruential_generator, of Numerical Recipes.
function chances(seed) {
  const below = (n) => {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0
    return Math.floor((seed / 2 ** 32) * n)
  }
  return { below, of: (list) => list[below(list.length)] }
}
