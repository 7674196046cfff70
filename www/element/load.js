// What is fetched, once a page: the engine, the style sheet, the book.
//
// All of it is asked for before the first question is shown. Nothing here runs
// after that, and no answer ever comes near it.

import init from 'tsunagu-wasm';

/** Starts `load` on the first call; a failure may be tried again later. */
function once(load) {
  let running;
  return () => {
    running ??= load().catch((error) => {
      running = undefined;
      throw error;
    });
    return running;
  };
}

/** The engine. A caller may pass the bytes or a response of its own. */
const engine = once(() => init({ module_or_path: new URL('tsunagu.wasm', import.meta.url) }));

export async function ready(source) {
  await (source ? init({ module_or_path: source }) : engine());
}

/** Adopted, so that a policy without inline styles holds. */
export const styles = once(async () => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(await (await get(new URL('tsunagu.css', import.meta.url))).text());
  return sheet;
});

/** The bytes of a book; with `integrity` only exactly those. */
export async function bookBytes(url, { integrity, signal }) {
  const options = { signal };
  if (integrity) {
    options.integrity = integrity;
  }
  return new Uint8Array(await (await get(url, options)).arrayBuffer());
}

async function get(url, options) {
  const response = await fetch(url, { credentials: 'same-origin', ...options });
  if (!response.ok) {
    throw new Error(`${response.status} ${response.url}`);
  }
  return response;
}
