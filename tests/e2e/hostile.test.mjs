// The guide under style sheets that mean it no good: five portals' worth of
// resets, and pages that read from the right. What is looked at is what a
// person needs: letters they can read, buttons they can see and hit, where the
// focus is, and nothing pushed off the side.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { FAMILY } from './family.mjs'
import { Intake } from './intake.mjs'
import { launch, screenshot, visit } from './portal.mjs'

const ATTACKS = ['reset', 'letters', 'controls', 'host', 'framework']
const WIDTH = 320

let browser
before(async () => (browser = await launch()))
after(() => browser?.close())

for (const attack of ATTACKS) {
  test(`the guide under ${attack}.css`, async () => {
    const { context, page } = await hostilePage({ css: read(attack) })
    await standsUp(page, attack)
    await context.close()
  })
}

for (const [where, html] of [
  ['page', { root: 'dir="rtl"' }],
  ['ancestor', { around: 'dir="rtl"' }],
]) {
  test(`the guide where the ${where} reads from the right`, async () => {
    const { context, page } = await hostilePage(html)
    await standsUp(page, `rtl-${where}`)
    await context.close()
  })
}

// WCAG 2.2, 1.4.12: a reader's own sheet, which reaches into shadow roots.
test('the guide with the spacing a reader has chosen', async () => {
  const { context, page } = await hostilePage({})
  await new Intake(page, 'ja').arrive()
  await page.evaluate(() => {
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
      p { margin-block-end: 2em !important }`)
    const { shadowRoot } = document.querySelector('tsunagu-intake')
    shadowRoot.adoptedStyleSheets = [...shadowRoot.adoptedStyleSheets, sheet]
  })
  await standsUp(page, 'spacing', { wordSpacing: true })
  await context.close()
})

// A portal's page with nothing on it but the guide and what is done to it.
async function hostilePage({ css = '', root = '', around = '' }) {
  const visitor = await visit(browser, { path: 'hostile', width: WIDTH })
  const html = `<!doctype html><html lang="ja" ${root}><meta charset="utf-8"><title>hostile</title>
    <meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/hostile.css">
    <script type="module" src="/tsunagu/tsunagu.js"></script>
    <body><main ${around}><h1>見本</h1>
    <tsunagu-intake book="/tsunagu/books/kanagawa.book" wizard="家族" lang="ja" loading="eager"></tsunagu-intake></main>`
  await visitor.page.route('**/hostile', (route) => route.fulfill({ contentType: 'text/html', body: html }))
  await visitor.page.route('**/hostile.css', (route) => route.fulfill({ contentType: 'text/css', body: css }))
  await visitor.open()
  return visitor
}

async function standsUp(page, name, allowed = {}) {
  const intake = new Intake(page, 'ja')
  await intake.arrive()
  await readable(page, `${name}, start`, allowed)
  await screenshot(page, `hostile-${name}-1-start`)
  // By keyboard: a layer over the guide would be the portal's own doing.
  await intake.button(intake.words.begin).press('Enter')
  await intake.root.locator('form').waitFor()
  await readable(page, `${name}, questions`, allowed)
  await focusIsSeen(page, name)
  await screenshot(page, `hostile-${name}-2-questions`)
  await intake.walkToCheck(FAMILY.ja.answers.slice(0, 4))
  await intake.seeResults()
  await readable(page, `${name}, results`, allowed)
  await screenshot(page, `hostile-${name}-3-results`)
}

async function readable(page, where, allowed) {
  const found = await page.evaluate(look, allowed)
  assert.ok(found.texts > 5 && found.buttons > 0, `${where}: ${JSON.stringify(found)}`)
  assert.deepEqual(found.wrong, [], where)
}

// Runs in the page: everything that holds text, as it is drawn.
function look(allowed) {
  const host = document.querySelector('tsunagu-intake')
  const zoom = host.currentCSSZoom ?? 1
  const wrong = []
  const seen = (it) => it.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !it.closest('.heard, rt, rp')
  const box = host.getBoundingClientRect()
  if (box.width < 250) wrong.push(`the guide is ${box.width} px wide`)

  const texts = [...host.shadowRoot.querySelectorAll('*')].filter(
    (it) => seen(it) && [...it.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim()),
  )
  for (const it of texts) {
    const style = getComputedStyle(it)
    const is = (what) => wrong.push(`${it.localName}.${it.className} 「${it.textContent.slice(0, 12)}」: ${what}`)
    const size = Number.parseFloat(style.fontSize)
    if (size < 12 || size > 40) is(`letters of ${size} px`)
    const line = Number.parseFloat(style.lineHeight) / size
    if (line < 1.2 || line > 2.5) is(`lines of ${line} letters`)
    const expected = {
      direction: 'ltr',
      writingMode: 'horizontal-tb',
      textTransform: 'none',
      fontVariantCaps: 'normal',
      fontStyle: 'normal',
      textShadow: 'none',
      textIndent: '0px',
      wordSpacing: '0px',
      animationName: 'none',
      pointerEvents: 'auto',
      userSelect: 'auto',
    }
    for (const [name, value] of Object.entries(expected)) {
      if (style[name] !== value && !allowed[name]) is(`${name} ${style[name]}`)
    }
    if (Number.parseFloat(style.letterSpacing) > size * 0.15) is(`letter-spacing ${style.letterSpacing}`)
    if (style.cursor === 'none') is('no pointer')
    const ratio = contrast(colour(style.webkitTextFillColor), ground(it))
    if (ratio < 4.5) is(`contrast ${ratio.toFixed(1)}`)
    if (it.scrollWidth > it.clientWidth + 1 && style.overflow !== 'visible') is('cut off')
    const { left, right } = it.getBoundingClientRect()
    if (left < box.left - 1 || right > box.right + 1) is(`from ${left} to ${right} px, the guide from ${box.left} to ${box.right}`)
  }

  const buttons = [...host.shadowRoot.querySelectorAll('button, input, select')].filter(seen)
  for (const it of buttons) {
    const target = (it.closest('label') ?? it).getBoundingClientRect()
    if (target.height < 44 * zoom - 1 || target.width < 44 * zoom - 1) {
      wrong.push(`${it.localName}.${it.className} is ${target.width} × ${target.height} px`)
    }
  }
  return { texts: texts.length, buttons: buttons.length, wrong }

  // Nothing of ours is half transparent, so the nearest ground is the ground.
  function ground(it) {
    for (let up = it; up; up = up.parentElement ?? up.getRootNode().host) {
      const [r, g, b, a] = colour(getComputedStyle(up).backgroundColor)
      if (a > 0) return [r, g, b]
    }
    return [255, 255, 255]
  }

  function colour(text) {
    const [r, g, b, a = 1] = text.match(/[\d.]+/g).map(Number)
    return [r, g, b, a]
  }

  function contrast(one, other) {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
    return (light + 0.05) / (dark + 0.05)
  }

  // WCAG 2.2, relative luminance.
  function luminance([r, g, b]) {
    const [R, G, B] = [r, g, b].map((it) => {
      const share = it / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * R + 0.7152 * G + 0.0722 * B
  }
}

// Tabs through the first controls: each has an outline one can see.
async function focusIsSeen(page, where) {
  let stops = 0
  for (let n = 0; n < 8; n++) {
    await page.keyboard.press('Tab')
    const outline = await page.evaluate(() => {
      const it = document.querySelector('tsunagu-intake').shadowRoot.activeElement
      if (!it) return undefined
      const { outlineStyle, outlineWidth, transitionDuration } = getComputedStyle(it)
      return { outlineStyle, wide: Number.parseFloat(outlineWidth) >= 2, slow: Number.parseFloat(transitionDuration) > 0.5 }
    })
    if (!outline) continue
    stops += 1
    assert.deepEqual(outline, { outlineStyle: 'solid', wide: true, slow: false }, where)
  }
  assert.ok(stops >= 3, `${where}: the focus came by ${stops} times`)
}

function read(attack) {
  return readFileSync(new URL(`hostile/${attack}.css`, import.meta.url), 'utf8')
}
