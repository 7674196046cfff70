// Reads, checks and compares beside the page, so that typing never waits.
//
// One message, one answer: `{ id, name, args }` and `{ id, value }` or
// `{ id, error }`.

import init, { Workbench } from 'workbench-wasm';

const begun = init({ module_or_path: new URL('engine.wasm', import.meta.url) });
let bench;

const JSON_OUT = ['check', 'keys', 'prove', 'cases', 'diff', 'explain'];

addEventListener('message', async ({ data: { id, name, args } }) => {
  try {
    await begun;
    bench ??= new Workbench();
    const value = bench[name](...args);
    postMessage({ id, value: JSON_OUT.includes(name) ? JSON.parse(value) : value });
  } catch (error) {
    // Whatever the engine met, the files are the page's: it begins again with them.
    bench = undefined;
    postMessage({ id, error: String(error?.message ?? error) });
  }
});
