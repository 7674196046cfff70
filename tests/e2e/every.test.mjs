// Every wizard in every language it has, each screen in every state: nothing
// chosen, with errors, filled in, folded and unfolded. Also what must hold from
// the first screen to the last: nothing sent, nothing kept, no complaints.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { FACILITY, FAMILY, SUPPORTER } from './family.mjs'
import { Intake } from './intake.mjs'
import { looker, unfold } from './look.mjs'
import { launch, nothingKept, printed, sameOrigin, settled, visit } from './portal.mjs'

const WALKS = [
  ['family', 'ja', FAMILY.ja],
  ['family', 'easy', FAMILY.easy],
  ['family', 'en', FAMILY.en],
  ['supporter', 'ja', SUPPORTER.ja],
  ['supporter', 'en', SUPPORTER.en],
  ['facility', 'ja', FACILITY],
]

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

for (const [who, lang, { path, answers, given, read, amount = /./ }] of WALKS) {
  test(`${who}, ${lang}: every screen in every state`, async () => {
    const { context, page, seen, open } = await visit(browser, { path, lang, width: 320 })
    await page.addInitScript(() => {
      globalThis.prints = 0
      globalThis.print = () => globalThis.prints++
    })
    await open()
    const intake = new Intake(page, lang)
    const look = looker(page, `${who}-${lang}`)
    await intake.arrive()
    await look('start')
    await settled(page)
    const loaded = seen.requests.length
    assert.ok(
      seen.requests.some((url) => url.endsWith('.book')),
      'the book is loaded before the first question',
    )

    await intake.begin()
    await intake.button(intake.words.next).click()
    await intake.root.getByRole('alert').waitFor()
    await look('errors')
    await intake.walkToCheck(answers, {
      empty: (heading) => look(`${heading} empty`, { checked: false }),
      filled: async (heading) => {
        await unfold(page)
        await look(`${heading} filled`)
      },
    })
    await look('check')
    const check = await intake.text()
    for (const it of given) assert.ok(check.includes(it), `「${it}」 is not on the check page:\n${check}`)

    await intake.seeResults()
    await look('results')
    await unfold(page)
    await look('results unfolded')
    const results = await intake.text()
    for (const it of read) assert.ok(results.includes(it), `「${it}」 is not in the results:\n${results}`)
    assert.match(results, amount)
    assert.ok(!/[｜《》]/.test(results), 'marks of readings are left in the results')

    await intake.button(intake.words.print).click()
    assert.equal(await page.evaluate(() => globalThis.prints), 1, 'the print button prints')
    await printed(page, `${who}-${lang}-results`)

    assert.deepEqual(seen.requests.slice(loaded), [], 'a request left after the book was loaded')
    sameOrigin(seen)
    await nothingKept(page, context, given)
    assert.deepEqual(seen.complaints, [], 'complaints in the console')
    await context.close()
  })
}
