// What every screen must pass, whoever sees it: axe, targets a thumb can hit,
// no sideways scrolling at three widths, and a picture of each.

import assert from 'node:assert/strict'
import { accessible, noSidewaysScrolling, screenshot } from './portal.mjs'

const WIDTHS = [1280, 768, 320]
// CSS pixels either way, less what rounding takes.
const TARGET = 44 - 0.5

export function looker(page, name) {
  let n = 0
  // Empty pages are seen; once filled in they are also checked, advice and all.
  return async (where, { checked = true } = {}) => {
    n += 1
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 800 })
      await noSidewaysScrolling(page, `${where} (${width} px)`)
      await screenshot(page, `${name}-${String(n).padStart(2, '0')}-${spelled(where)}-${width}`)
    }
    if (!checked) return
    // At the narrowest, where rows break and columns meet.
    await accessible(page, where)
    await targets(page, where)
  }
}

// WCAG 2.5.5, of which 2.5.8 is the weaker form: everything one presses is
// large, but for links in the middle of a sentence.
export async function targets(page, where) {
  const small = await page.locator('tsunagu-intake').evaluate((it, least) => {
    const inSentence = (it) => {
      const alone = it.parentElement.textContent.trim() === it.textContent.trim()
      return it.localName === 'a' && getComputedStyle(it).display === 'inline' && !alone
    }
    const pressed = 'button, summary, select, textarea, label:has(input), input:not(label input), a[href]'
    return [...it.shadowRoot.querySelectorAll(pressed)]
      .filter((it) => it.checkVisibility() && !inSentence(it))
      .map((it) => ({ it, box: it.getBoundingClientRect() }))
      .filter(({ box }) => box.width < least || box.height < least)
      .map(({ it, box }) => `${it.localName} 「${it.textContent.trim()}」: ${box.width} × ${box.height}`)
  }, TARGET)
  assert.deepEqual(small, [], `too small to press on ${where}`)
}

export function unfold(page) {
  return page.locator('tsunagu-intake').evaluate((it) => {
    for (const fold of it.shadowRoot.querySelectorAll('details')) fold.open = true
  })
}

const spelled = (where) => where.replace(/[\s/()（）、,]+/g, '-')
