// Reads, checks and compares beside the page, so that typing never waits.
//
// The compiled engine comes first; then one message, one answer:
// `{ id, name, args }` and `{ id, value }` or `{ id, error }`.

import init, { Workbench } from 'workbench-wasm';

let begun;
let bench;

const JSON_OUT = ['check', 'keys', 'prove', 'cases', 'suggest', 'diff', 'explain'];

addEventListener('message', async ({ data: { module, id, name, args } }) => {
  if (module) {
    begun = init({ module_or_path: module });
    return;
  }
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
