// Registers offline.js. Once a page; the portal decides whether it wants this.

if ('serviceWorker' in navigator) {
  // Not before the guide itself is here: its first screen does not wait for us, and
  // what comes after that screen is the sign.
  new PerformanceObserver((entries, observer) => {
    if (entries.getEntries().some((it) => it.name.endsWith('along.js'))) {
      observer.disconnect();
      register();
    }
  }).observe({ type: 'resource', buffered: true });
  showNewVersions();
}

function register() {
  // The address of a worker is a script's, so Trusted Types want it from a
  // policy. This one knows a single address, whatever it is asked.
  const policy = globalThis.trustedTypes?.createPolicy('offline-worker', { createScriptURL: () => '/offline.js' });
  const address = policy?.createScriptURL('') ?? '/offline.js';
  // Where it is refused (private windows, storage full) the page works as before.
  navigator.serviceWorker.register(address, { updateViaCache: 'none' }).catch(() => {});
}

/** A phone number may have changed since the last visit: a page that came from
 * an old version is shown anew, unless somebody has begun to answer. */
function showNewVersions() {
  let begun = false;
  document.addEventListener('tsunagu-progress', () => { begun = true; }, { once: true });
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (!begun) {
      location.reload();
    }
  });
}
