// Drives `<tsunagu-intake>` by the words on it.
//
// A question is a group (a `fieldset`, or what has that role) named by its
// `legend` or `label`; inside stand radio buttons, tick boxes, a list or a text
// field, and "I don't know". Options may stand in groups of their own within.
// Playwright looks through the open shadow root by itself.

import assert from 'node:assert/strict'

const GROUP = ':is(fieldset, [role=group], [role=radiogroup])'

export const WORDS = {
  ja: {
    begin: /^(はじめる|始める)/,
    next: /^次へ/,
    back: /^戻る/,
    unsure: /^(わからない|分からない)$/,
    check: '答えの確認',
    change: /変更/,
    results: '結果を見る',
    resultsHeading: '結果',
    print: '印刷する',
  },
  // Readings may stand between the words, or not.
  easy: {
    begin: /^(はじめる|始\s*(はじ)?\s*める)/,
    next: /^(次|つぎ)\s*(つぎ)?\s*へ/,
    back: /^(戻|もど)\s*(もど)?\s*る/,
    unsure: /^(わからない|分\s*(わ)?\s*からない)$/,
    results: /^結果\s*(けっか)?\s*を\s*見\s*(み)?\s*る/,
    print: /^印刷\s*(いんさつ)?\s*する/,
  },
  en: {
    begin: /^(Start|Begin)/,
    next: /^Next/,
    back: /^Back/,
    unsure: /^I don['’]t know$/,
    check: 'Check your answers',
    change: /Change/,
    results: 'See results',
    resultsHeading: 'Results',
    print: 'Print',
  },
}

// More pages than any wizard has: a walk that goes in circles must end.
const MOST_PAGES = 40

// Milliseconds; a busy machine draws a page in a hundredth of it.
const PATIENCE = 60_000

export class Intake {
  // The only one on the page, or the one given.
  constructor(page, lang, root = page.locator('tsunagu-intake')) {
    this.page = page
    this.words = WORDS[lang]
    this.root = root
    // The light DOM's fallback has a heading too, but nobody sees it now.
    this.headings = this.root.locator('h2:visible')
  }

  // The first screen, and what comes after it: the sheet, the file, the browser's
  // own back. A person reads meanwhile; a test would be faster than both.
  async arrive() {
    await this.button(this.words.begin).waitFor()
    await this.root.locator('[data-along=note]').waitFor({ state: 'attached' })
  }

  // Waits for the first screen and leaves it.
  async begin() {
    await this.arrive()
    await this.button(this.words.begin).click()
    await this.root.locator('form:visible').first().waitFor()
  }

  button(name) {
    return this.root.getByRole('button', { name }).first()
  }

  // Without the readings of easy Japanese, as the questions are.
  async heading() {
    return this.headings.first().evaluate((it) => {
      const heading = it.cloneNode(true)
      for (const reading of heading.querySelectorAll('rt, rp')) reading.remove()
      return heading.textContent.trim()
    })
  }

  // All of it, also what is folded away.
  text() {
    return this.root.evaluate((it) => it.shadowRoot.textContent)
  }

  // What can be read without opening anything.
  async visibleText() {
    const text = await this.root.evaluate((it) => {
      const shown = [...it.shadowRoot.children].filter((child) => child.innerText)
      return shown.map((child) => child.innerText).join('\n')
    })
    return text.replace(/\s+/g, ' ')
  }

  // The questions on this page, in order, as they are asked.
  questions() {
    return this.root.locator(`form ${GROUP}:not(${GROUP} *):visible`).evaluateAll((all) =>
      all.map((it) => {
        const label = it.querySelector('legend, label').cloneNode(true)
        for (const reading of label.querySelectorAll('rt, rp')) reading.remove()
        return label.textContent.trim()
      }),
    )
  }

  question(text) {
    return this.root.locator(`form ${GROUP}:not(${GROUP} *):visible`).filter({
      has: this.page.locator('legend, label', { hasText: withReadings(text) }),
    })
  }

  async answer(question, value) {
    const group = this.question(question).first()
    if (Array.isArray(value)) {
      for (const it of value) await group.getByRole('checkbox', { name: starting(it) }).first().check()
      return
    }
    const radio = group.getByRole('radio', { name: starting(value) }).first()
    const list = group.getByRole('combobox').first()
    if (await radio.count()) await radio.check()
    else if (await list.count()) await list.selectOption({ label: value })
    else await group.getByRole('textbox').or(group.getByRole('spinbutton')).first().fill(value)
  }

  async unsure(question) {
    const group = this.question(question).first()
    const { unsure } = this.words
    const tick = group.getByRole('radio', { name: unsure }).or(group.getByRole('checkbox', { name: unsure }))
    if (await tick.count()) await tick.first().check()
    else await group.getByRole('button', { name: unsure }).first().click()
  }

  // Presses a button and waits for the page it leads to.
  async press(name) {
    const before = await this.heading()
    await this.button(name).click()
    await this.left(before)
  }

  // On from a page; an answer may have raised a question that joins it first.
  async goOn() {
    const here = async () => (await this.heading().catch(() => '')) + (await this.questions()).join()
    const before = await here()
    await this.button(this.words.next).click()
    await this.until(async () => (await here()) !== before, 'still the same questions')
  }

  async left(before) {
    const gone = async () => (await this.heading().catch(() => before)) !== before
    await this.until(gone, `still on 「${before}」`)
  }

  async until(done, otherwise) {
    const end = Date.now() + PATIENCE
    while (Date.now() < end) {
      if (await done()) return
      await this.page.waitForTimeout(30)
    }
    assert.fail(`${otherwise}:\n${await this.visibleText()}`)
  }

  // Answers what is asked, "I don't know" where the family has no answer. One
  // question at a time: an answer may bring up the next on the same page.
  async fillIn(answers) {
    const done = new Set()
    for (;;) {
      const question = (await this.questions()).find((it) => !done.has(it))
      if (question === undefined) return
      const known = answers.find(([words]) => question.includes(words))
      if (known) await this.answer(question, known[1])
      else await this.unsure(question)
      done.add(question)
    }
  }

  // From the first question to the page that shows all answers: the first
  // without a form.
  async walkToCheck(answers, { empty = async () => {}, filled = async () => {} } = {}) {
    for (let n = 0; n < MOST_PAGES; n++) {
      const heading = await this.heading()
      if (!(await this.root.locator('form').count())) return
      await empty(heading)
      await this.fillIn(answers)
      // With the advice under "I don't know".
      await filled(heading)
      await this.goOn()
    }
    assert.fail(`no end after ${MOST_PAGES} pages, at 「${await this.heading()}」`)
  }

  // On to the page that asks this, answering on the way.
  async walkTo(question, answers) {
    for (let n = 0; n < MOST_PAGES; n++) {
      if ((await this.questions()).some((it) => it.includes(question))) return
      await this.fillIn(answers)
      await this.goOn()
    }
    assert.fail(`「${question}」 is not asked`)
  }

  // From the list of answers back to one question.
  async change(question) {
    const before = await this.heading()
    const button = this.page.getByRole('button', { name: this.words.change })
    // The innermost element that holds both the question and the button.
    const row = this.root.locator('div, li, tr').filter({ hasText: question }).filter({ has: button }).last()
    await row.getByRole('button', { name: this.words.change }).click()
    await this.left(before)
  }

  async seeResults() {
    await this.press(this.words.results)
    await this.button(this.words.print).waitFor()
  }

  // What has the focus, through the shadow roots.
  focused() {
    return this.page.evaluate((group) => {
      let it = document.activeElement
      while (it?.shadowRoot?.activeElement) it = it.shadowRoot.activeElement
      let question
      for (let up = it?.closest(group); up; up = up.parentElement?.closest(group)) question = up
      const chosen = it?.tagName === 'SELECT' ? it.selectedOptions[0]?.text : undefined
      return {
        tag: it?.tagName.toLowerCase(),
        type: it?.type,
        checked: it?.checked,
        chosen: chosen?.trim(),
        name: (it?.labels?.[0]?.innerText ?? it?.innerText ?? '').trim(),
        // The outermost group is the question.
        question: question?.querySelector('legend, label')?.innerText.trim(),
      }
    }, GROUP)
  }
}

// Names of options are followed by their help text.
export function starting(text) {
  return new RegExp(`^\\s*${withReadings(text).source}`)
}

// The words, with or without what easy Japanese puts over them.
function withReadings(text) {
  const signs = [...text.replace(/\s/g, '')].map((it) => {
    const sign = it.replace(/[.*+?^${}()|[\]\\]/, '\\$&')
    return /\p{Script=Han}/u.test(it) ? `${sign}[\\s（]*[ぁ-んー]*[）\\s]*` : `${sign}\\s*`
  })
  return new RegExp(signs.join(''))
}
