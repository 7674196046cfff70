// The worker as functions that answer later.

// The address of a worker is a script's: Trusted Types want to hear it from a
// policy, which lets through this one address only.
const address = new URL('worker.js', import.meta.url).href;
const policy = globalThis.trustedTypes?.createPolicy('workbench-worker', {
  createScriptURL(url) {
    if (url !== address) throw new TypeError(`not ours: ${url}`);
    return url;
  },
});

export function engine() {
  const worker = new Worker(policy?.createScriptURL(address) ?? address, { type: 'module' });
  const waiting = new Map();
  let last = 0;
  worker.addEventListener('message', ({ data: { id, value, error } }) => {
    const { done, fail } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) done(value);
    else fail(new Error(error));
  });
  worker.addEventListener('error', (event) => {
    for (const { fail } of waiting.values()) fail(new Error(event.message ?? 'worker'));
    waiting.clear();
  });
  return (name, ...args) =>
    new Promise((done, fail) => {
      last += 1;
      waiting.set(last, { done, fail });
      worker.postMessage({ id: last, name, args });
    });
}
