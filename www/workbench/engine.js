// The engine's workers as functions that answer later.
//
// One is there all the time and reads what is typed. What takes longer is asked of
// a worker of its own (`aside`), which reads the pack anew: typing never waits for
// it, and it can be stopped at any moment by ending it.

import { encoded } from './pack.js';

// The address of a worker is a script's: Trusted Types want to hear it from a
// policy, which lets through this one address only.
const address = new URL('worker.js', import.meta.url).href;
const policy = globalThis.trustedTypes?.createPolicy('workbench-worker', {
  createScriptURL(url) {
    if (url !== address) throw new TypeError(`not ours: ${url}`);
    return url;
  },
});

/** Compiled once, for all of them. */
let compiled;
const module = () => {
  compiled ??= fetch(new URL('engine.wasm', import.meta.url)).then((it) => it.arrayBuffer()).then((it) => WebAssembly.compile(it));
  return compiled;
};

/** Whoever asked has stopped it. */
export class Stopped extends Error {}

export function engine() {
  const worker = new Worker(policy?.createScriptURL(address) ?? address, { type: 'module' });
  const waiting = new Map();
  let last = 0;
  const failAll = (error) => {
    for (const { fail } of waiting.values()) fail(error);
    waiting.clear();
  };
  worker.addEventListener('message', ({ data: { id, value, error } }) => {
    const { done, fail } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) done(value);
    else fail(new Error(error));
  });
  worker.addEventListener('error', (event) => failAll(new Error(event.message ?? 'worker')));
  let isReady = false;
  const begun = module().then((it) => {
    worker.postMessage({ module: it });
    isReady = true;
  });
  const ask = (name, ...args) =>
    new Promise((done, fail) => {
      last += 1;
      const id = last;
      waiting.set(id, { done, fail });
      const send = () => worker.postMessage({ id, name, args });
      // At once where it can be: what the page does next goes on beside the engine.
      if (isReady) send();
      else begun.then(send, fail);
    });
  const stop = () => {
    worker.terminate();
    failAll(new Stopped());
  };
  return { ask, stop };
}

/** One question about a pack: `{ told, stop }`; stopped, `told` fails with `Stopped`. */
export function aside(work, lang, name, ...args) {
  const { ask, stop } = engine();
  const files = [...work.files].map(([path, it]) => ask('set', path, encoded(it)));
  const told = Promise.all([...files, ask('check', work.pack, lang)]).then(() => ask(name, ...args));
  return { told: told.finally(stop), stop };
}
