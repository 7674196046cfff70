// The demo portal's service worker: after the first visit the family's page
// works without a network, for instance on a phone during a power cut.
//
// All files of one version are taken together and given from there first, so
// that engine and book always fit each other. A new version is a new file: the
// browser looks for it at each visit, takes it in the background, and the page
// shows it (register-offline.js). What is kept are the portal's public files;
// answers never come near here.

// `cargo xtask serve` puts the hash of the site here; a portal may count up.
const VERSION = 'VERSION';
const CACHE = `guide-${VERSION}`;

// Where the element has a `key`, `/tsunagu/trust.js` belongs to them too.
const FILES = [
  '/',
  '/easy.html',
  '/en.html',
  '/portal.css',
  '/icon.svg',
  '/register-offline.js',
  '/tsunagu/tsunagu.js',
  '/tsunagu/tsunagu.css',
  '/tsunagu/tsunagu.wasm',
  '/tsunagu/books/kanagawa.ja.book',
  '/tsunagu/books/kanagawa.easy.book',
  '/tsunagu/books/kanagawa.en.book',
];
// What the guide does without where it is missing.
const EXTRAS = ['/tsunagu/along.js', '/tsunagu/along.css'];

self.addEventListener('install', (event) => event.waitUntil(take()));
self.addEventListener('activate', (event) => event.waitUntil(forgetOthers()));
self.addEventListener('fetch', (event) => {
  const { pathname, origin } = new URL(event.request.url);
  const ours = origin === location.origin && [...FILES, ...EXTRAS].includes(pathname);
  if (ours && event.request.method === 'GET') {
    event.respondWith(give(event.request));
  }
});

async function take() {
  const cache = await caches.open(CACHE);
  // Past the browser's own cache: a version is what the server has now.
  const fresh = (path) => new Request(path, { cache: 'no-cache' });
  await cache.addAll(FILES.map(fresh));
  await Promise.allSettled(EXTRAS.map((it) => cache.add(fresh(it))));
  await self.skipWaiting();
}

async function forgetOthers() {
  const names = await caches.keys();
  const old = names.filter((it) => it.startsWith('guide-') && it !== CACHE);
  await Promise.all(old.map((it) => caches.delete(it)));
}

async function give(request) {
  const cache = await caches.open(CACHE);
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request);
}
