// A portal written in TypeScript, checked by `tsc` against the packed types.
// What must not pass stands under `@ts-expect-error`: should it ever pass, that
// is the error.

import { ready, RuleBook, TsunaguIntake } from 'tsunagu'
import type { Page, Question, Report, Saved, Session, View } from 'tsunagu'
import { about, check } from 'tsunagu/trust.js'

// The element and what it tells.

const intake: TsunaguIntake = document.createElement('tsunagu-intake')
intake.setAttribute('book', '/tsunagu/books/kanagawa.book')
intake.setAttribute('wizard', '家族')
document.body.append(intake)

intake.addEventListener('tsunagu-progress', (event) => {
  const left: number = event.detail.at_most - event.detail.asked
  document.title = `あと最大${left}問`
  // @ts-expect-error: no answer is in an event
  console.log(event.detail.answers)
})
document.addEventListener('tsunagu-results', (event) => {
  // @ts-expect-error: nor a result
  console.log(event.detail.results)
})

// Drawing it oneself.

async function ask(bytes: ArrayBuffer): Promise<Report> {
  await ready()
  const book = RuleBook.load(bytes, 'en')
  const session: Session = book.start({ wizard: '家族', lang: 'en', at: '2026-11-20T12:30' })
  session.answer('市区町村', '藤沢市')
  session.answer('年齢', 2)
  session.answer('医療的ケア', ['人工呼吸器'])
  session.unsure('判定書')

  // @ts-expect-error: an object is no answer; "I don't know" has its own method
  session.answer('判定書', { unsure: true })
  // @ts-expect-error: a session is begun by a book
  new Session()
  // @ts-expect-error: a book is read by `RuleBook.load`
  new RuleBook()
  // @ts-expect-error: the day is a text, so that no time zone can move it
  book.start({ at: new Date() })

  const page: Page | null = session.page()
  // @ts-expect-error: there may be nothing left to ask
  console.log(page.heading)
  for (const question of page?.questions ?? []) console.log(options(question))

  const saved: Saved = session.save()
  const again = book.restore({ wizard: saved.wizard }, saved)
  for (const sentence of again.lost) console.log(sentence)
  // @ts-expect-error: what was lost is told, not set
  again.lost = []
  return again.results()
}

function options({ input }: Question): string[] {
  switch (input.kind) {
    case 'choice':
    case 'several':
      return input.groups.flatMap((group) => group.options.map((it) => it.label))
    case 'number':
      return input.unit === null ? [] : [input.unit]
    case 'date':
      return [input.hint]
    case 'text':
      return []
  }
}

// Every screen a view may have is named, and no other.

function heading(view: View): string {
  switch (view.screen.kind) {
    case 'start':
      return view.title
    case 'page':
    case 'check':
    case 'results':
      return view.screen.heading
    // @ts-expect-error: there is no such screen
    case 'advertisement':
      return ''
  }
}

ask(new ArrayBuffer(0)).then((report) => {
  const open = report.results.filter((it) => it.status === 'open')
  console.log(open.length, heading)
  // @ts-expect-error: three states, and this is none of them
  report.results.filter((it) => it.status === 'granted')
})

// Whose book it is.

async function trusted(bytes: Uint8Array): Promise<string> {
  const { pack, until } = await check(bytes, { key: 'ed25519:Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=', pack: 'kanagawa' })
  // @ts-expect-error: without a key there is nothing to hold it against
  await check(bytes, {})
  return `${pack} ${until ?? ''} ${about(bytes).languages.join()}`
}
trusted(new Uint8Array())
