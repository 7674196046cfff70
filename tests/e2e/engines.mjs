// Firefox and WebKit, as far as a smoke walk needs them.
//
// Playwright drives only its own builds of both. Firefox speaks BiDi with
// puppeteer; WebKitGTK has a driver for the W3C protocol, a dozen requests of
// which are all we need. Both do the same here:
//
//   open(address)              goes there and waits for the load
//   read(look, ...args)        what a function says inside the page
//   has(find, ...args)         whether a function finds something inside the page
//   click(find, ...args)       clicks what it finds
//   type(text, find, ...args)  puts a text into the field it finds
//   pick(find, ...args)        picks the option it finds
//   screenshot()               bytes of a PNG, what is in the window
//   close()

import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import puppeteer from 'puppeteer-core'

const WIDTH = 375
const HEIGHT = 800

export const launch = () => ({ firefox, webkit })[process.env.ENGINE]()

async function firefox() {
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath: process.env.FIREFOX, headless: true })
  const page = await browser.newPage()
  await page.setViewport({ width: WIDTH, height: HEIGHT })
  const complaints = []
  page.on('console', async (it) => {
    if (!['error', 'warn'].includes(it.type())) return
    const at = complaints.push(it.text()) - 1
    // An error comes as a handle: what it says is asked for.
    const said = await Promise.all(it.args().map((arg) => arg.evaluate(String).catch(() => '')))
    if (complaints[at] === it.text()) complaints[at] = said.join(' ') || `${it.text()} at ${it.location()?.url}`
  })
  page.on('pageerror', (it) => complaints.push(String(it)))
  const found = async (find, args) => (await page.evaluateHandle(find, ...args)).asElement()
  return {
    complaints,
    open: (address) => page.goto(address),
    read: (look, ...args) => page.evaluate(look, ...args),
    has: async (find, ...args) => (await found(find, args)) !== null,
    click: async (find, ...args) => (await found(find, args)).click(),
    async type(text, find, ...args) {
      const field = await found(find, args)
      await field.click({ count: 3 })
      await field.type(text)
    },
    async pick(find, ...args) {
      const option = await found(find, args)
      const list = await option.evaluateHandle((it) => it.closest('select'))
      await list.select(await option.evaluate((it) => it.value))
    },
    screenshot: () => page.screenshot(),
    close: () => browser.close(),
  }
}

// How the W3C protocol writes down an element.
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'

async function webkit() {
  const port = await freePort()
  const driver = spawn(process.env.WEBKIT_DRIVER, [`--port=${port}`], { stdio: 'inherit' })
  const ask = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      body: method === 'POST' ? JSON.stringify(body ?? {}) : undefined,
    })
    const { value } = await response.json()
    if (!response.ok) throw new Error(`${path}: ${value.error}: ${value.message}`)
    return value
  }
  await until(() => ask('GET', '/status').catch(() => null))
  const { sessionId } = await ask('POST', '/session', { capabilities: {} })
  const send = (method, path, body) => ask(method, `/session/${sessionId}${path}`, body)
  const read = (look, ...args) =>
    send('POST', '/execute/sync', { script: `return (${look})(...arguments)`, args })
  const found = async (find, args) => `/element/${(await read(find, ...args))[ELEMENT]}`
  const click = async (find, ...args) => send('POST', `${await found(find, args)}/click`)
  await send('POST', '/window/rect', { width: WIDTH, height: HEIGHT })
  return {
    // The driver does not tell what the console says.
    complaints: [],
    open: (url) => send('POST', '/url', { url }),
    read,
    has: async (find, ...args) => (await read(find, ...args)) !== null,
    click,
    async type(text, find, ...args) {
      const field = await found(find, args)
      await send('POST', `${field}/clear`)
      await send('POST', `${field}/value`, { text })
    },
    pick: click,
    screenshot: async () => Buffer.from(await send('GET', '/screenshot'), 'base64'),
    async close() {
      await send('DELETE', '')
      driver.kill()
    },
  }
}

export async function until(look) {
  for (let tries = 0; tries < 200; tries++) {
    const seen = await look()
    if (seen) return seen
    await new Promise((done) => setTimeout(done, 50))
  }
  throw new Error(`not within ten seconds: ${look}`)
}

function freePort() {
  return new Promise((done) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => done(port))
    })
  })
}
