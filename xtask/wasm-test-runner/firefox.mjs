// Opens the page of the wasm test runner in Firefox and waits for its verdict.
//
// The runner itself would want geckodriver, which takes minutes to compile;
// Firefox speaks BiDi without one.

import puppeteer from 'puppeteer-core'

const ADDRESS = `http://${process.env.WASM_BINDGEN_TEST_ADDRESS}`
const SECONDS = Number(process.env.WASM_BINDGEN_TEST_TIMEOUT)

await served()
const browser = await puppeteer.launch({ browser: 'firefox', executablePath: process.env.FIREFOX, headless: true })
const page = await browser.newPage()
await page.goto(ADDRESS)
const output = () => page.$eval('#output', (it) => it.textContent)
await page
  .waitForFunction(() => document.querySelector('#output').textContent.includes('test result: '), {
    timeout: SECONDS * 1000,
  })
  .catch((error) => console.error(String(error)))
const said = await output()
console.log(said)
await browser.close()
process.exit(said.includes('test result: ok') ? 0 : 1)

// The runner starts us before it serves: it has the glue to generate first.
async function served() {
  for (let tries = 0; tries < SECONDS * 4; tries++) {
    if (await fetch(ADDRESS).catch(() => null)) return
    await new Promise((done) => setTimeout(done, 250))
  }
  throw new Error(`nothing is served at ${ADDRESS}`)
}
