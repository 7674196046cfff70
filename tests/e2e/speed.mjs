// How long a person waits on a mid-range phone with a slow line, beside a
// SurveyJS page that asks the same first questions. Medians; figures to look
// at, never a reason to fail.
//
// Both pages are bare and come from the same server, compressed beforehand.
// SurveyJS is given questions alone; ours brings every rule, desk and language
// of the book along. "First question": on ours a start screen comes before it,
// and is left the moment it is there.

import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import { build } from 'esbuild'
import { launch } from './portal.mjs'

const COLD_LOADS = Number(process.env.COLD_LOADS ?? 5)
const AIM = 1500
// As Lighthouse simulates "slow 4G" and a phone of the middle class.
const LINE = { offline: false, latency: 150, downloadThroughput: (1.6e6 / 8) | 0, uploadThroughput: (750e3 / 8) | 0 }
const SLOWER = 4
const PHONE = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true }
const TYPES = { '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm', '.html': 'text/html; charset=utf-8' }
const DIST = 'dist'
const BOOK = 'books/kanagawa.ja.book'
// As the demo's pages ask for what their guide will need.
const AHEAD = ['tsunagu.wasm', BOOK, 'tsunagu.css']
  .map((it) => `<link rel="preload" href="/tsunagu/${it}" as="fetch" crossorigin>`)
  .join('')

const files = new Map()
for (const file of readdirSync(DIST, { recursive: true })) {
  if (/\.(js|css|wasm|book)$/.test(file)) put(`/tsunagu/${file}`, readFileSync(join(DIST, file)))
}
put('/tsunagu.html', html(AHEAD, `<tsunagu-intake book="/tsunagu/books/kanagawa.{ja,easy,en}.book" wizard="家族"></tsunagu-intake>`, '/tsunagu/tsunagu.js'))
put('/survey.html', html('<link rel="stylesheet" href="/survey.css">', '<div id="survey"></div>', '/survey.js'))
put('/survey.css', readFileSync('node_modules/survey-core/survey-core.fontless.min.css'))
put('/survey.js', await survey(await firstPages()))

const server = createServer((request, response) => {
  const body = files.get(request.url)
  if (!body) return response.writeHead(404).end()
  const type = TYPES[extname(request.url)] ?? 'application/octet-stream'
  response.writeHead(200, { 'content-type': type, 'content-encoding': 'br', 'content-length': body.length }).end(body)
})
await new Promise((done) => server.listen(0, '127.0.0.1', done))
const site = `http://127.0.0.1:${server.address().port}`

const browser = await launch()
const rows = []
for (const [name, path] of [
  ['tsunagu', '/tsunagu.html'],
  ['SurveyJS', '/survey.html'],
]) {
  const loads = []
  for (let n = 0; n < COLD_LOADS; n++) loads.push(await load(site + path))
  rows.push([name, loads])
}
await browser.close()
server.close()

const COLUMNS = [
  ['over the wire', (it) => it.bytes / 1000, 'KB'],
  ['first paint', (it) => it.paint, 'ms'],
  ['start screen', (it) => it.start, 'ms'],
  ['first question', (it) => it.question, 'ms'],
  ['answer and go on', (it) => it.next, 'ms'],
]
console.log(`\nslow phone (4 × CPU, 150 ms, 1.6 Mbit/s), medians of ${COLD_LOADS} cold loads; aim: first question ≤ ${AIM} ms`)
console.log([''.padEnd(10), ...COLUMNS.map(([it]) => it.padStart(18))].join(''))
for (const [name, loads] of rows) {
  const cells = COLUMNS.map(([, of, unit]) => `${median(loads.map(of)).toFixed(0)} ${unit}`.padStart(18))
  console.log([name.padEnd(10), ...cells].join(''))
}

// A visitor who was never here, up to the second page of questions.
async function load(address) {
  const context = await browser.newContext(PHONE)
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  let bytes = 0
  devtools.on('Network.loadingFinished', (it) => (bytes += it.encodedDataLength))
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', LINE)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWER })
  await page.addInitScript(stopwatch)
  await page.goto(address)
  await page.waitForFunction(() => globalThis.times?.next, undefined, { timeout: 60_000 })
  const times = await page.evaluate(() => globalThis.times)
  await context.close()
  return { ...times, bytes }
}

// Runs in the page, on its clock, from the navigation on: looks once a frame
// and takes the time when that frame has been painted.
async function stopwatch() {
  const frame = () => new Promise((done) => requestAnimationFrame(done))
  const there = async (look) => {
    let found
    while (!(found = look())) await frame()
    return found
  }
  const painted = async () => {
    await frame()
    return new Promise((done) => setTimeout(() => done(performance.now())))
  }
  const root = () => document.querySelector('tsunagu-intake')?.shadowRoot ?? document
  const all = (selector) => [...root().querySelectorAll(selector)].filter((it) => it.checkVisibility())
  const first = () => all('input[type=radio]')[0]
  const next = () => all('form [type=submit], .sd-navigation__next-btn')[0]

  const begin = await there(() => all('[data-act=begin]')[0] ?? first())
  const start = await painted()
  if (!first()) begin.click()
  await there(first)
  const question = await painted()
  const paint = performance.getEntriesByName('first-contentful-paint')[0].startTime
  const clicked = performance.now()
  first().click()
  // SurveyJS draws further questions only once they are in sight.
  const tick = await there(() => all('input[type=checkbox]')[0])
  tick.click()
  const [before] = all('input')
  const on = await there(next)
  on.click()
  await there(() => all('input, select')[0] !== before && next())
  globalThis.times = { paint, start, question, next: (await painted()) - clicked }
}

// The first three pages of the family's wizard, as the engine asks them.
async function firstPages() {
  const { ready, RuleBook } = await import(new URL(`../../${DIST}/tsunagu.js`, import.meta.url))
  await ready(readFileSync(join(DIST, 'tsunagu.wasm')))
  const session = RuleBook.load(readFileSync(join(DIST, BOOK))).start({ wizard: '家族' })
  const pages = []
  for (let n = 0; n < 3; n++) {
    const page = session.page()
    pages.push(page)
    for (const { name } of page.questions) session.unsure(name)
    session.next()
  }
  return pages
}

function survey(pages) {
  const kinds = { choice: 'radiogroup', several: 'checkbox' }
  const elements = (page) =>
    page.questions.map(({ name, label, help, input, unsure }) => ({
      type: input.long ? 'dropdown' : (kinds[input.kind] ?? 'text'),
      name,
      title: label,
      description: help ?? undefined,
      choices: input.groups && [
        ...input.groups.flatMap((it) => it.options).map(({ value, label }) => ({ value, text: label })),
        { value: 'unsure', text: unsure.label },
      ],
    }))
  const model = { pages: pages.map((page) => ({ title: page.heading, elements: elements(page) })) }
  return bundled(`
    import { Model } from 'survey-core'
    import { renderSurvey } from 'survey-js-ui'
    renderSurvey(new Model(${JSON.stringify(model)}), document.getElementById('survey'))
  `)
}

async function bundled(contents) {
  const options = { bundle: true, minify: true, write: false, format: 'esm', target: 'es2022', charset: 'utf8' }
  const { outputFiles } = await build({ ...options, stdin: { contents, resolveDir: '.' } })
  return outputFiles[0].contents
}

function html(head, body, script) {
  return `<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>質問</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,">${head}<script type="module" src="${script}"></script></head><body><main><h1>質問</h1>${body}</main></body></html>`
}

function put(path, bytes) {
  files.set(path, brotliCompressSync(bytes))
}

function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1]
}
