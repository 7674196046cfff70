// What is fetched, once a page: the engine, the style sheet, the book.
//
// All of it is asked for before the first question is answered, and no answer
// ever comes near it.

import { imports, start } from 'tsunagu-wasm';

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

let source = new URL('tsunagu.wasm', import.meta.url);

const engine = once(async () => {
  let it = await source;
  if (typeof it === 'string' || it instanceof URL) {
    it = await get(it);
  }
  // A response: not every server knows the type that streaming asks for. Asked by its
  // name, Node would take 16 ms to make up the class.
  if (it.arrayBuffer) {
    it = await it.arrayBuffer();
  }
  const made = await WebAssembly.instantiate(it, imports());
  start(made.instance ?? made, made.module ?? it);
});

/** The engine, once a page. A caller may pass bytes, a module, or where they are. */
export function ready(from) {
  source = from ?? source;
  return engine();
}

export const styles = once(() => sheet(new URL('tsunagu.css', import.meta.url)));

/** What can be taken along, and its styles. */
export const along = once(() =>
  Promise.all([import(new URL('along.js', import.meta.url)), sheet(new URL('along.css', import.meta.url))]),
);

/** What holds a book against the key that a portal pins. */
export const trust = once(() => import(new URL('trust.js', import.meta.url)));

/** Adopted, so that a policy without inline styles holds. */
async function sheet(url) {
  const made = new CSSStyleSheet();
  made.replaceSync(await (await get(url)).text());
  return made;
}

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
