// Shows what the element tells the page, what the page has asked the network
// for, and what is kept on the device. It only looks: nothing here fetches,
// sends or stores.

const list = (id) => document.querySelector(`#${id}`);
const counted = { begun: 0, results: 0 };

for (const type of ['tsunagu-progress', 'tsunagu-results']) {
  document.addEventListener(type, ({ detail }) => {
    add('events', `${seconds(performance.now())} ${type} ${JSON.stringify(detail)}`);
    // What a portal may count: that somebody began, that somebody saw results.
    counted[type === 'tsunagu-results' ? 'results' : 'begun'] = 1;
    list('count').textContent = JSON.stringify(counted);
    showStorage();
  });
}

// `buffered`: also those from before this script ran.
new PerformanceObserver((entries) => {
  for (const it of entries.getEntries()) {
    add('requests', `${seconds(it.startTime)} ${it.initiatorType} ${it.name}`);
  }
  list('n-requests').textContent = String(list('requests').children.length);
}).observe({ type: 'resource', buffered: true });

document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
  add('requests', `${effectiveDirective} が止めました: ${blockedURI}`);
});

showStorage();

async function showStorage() {
  const databases = (await globalThis.indexedDB?.databases?.()) ?? [];
  const kept = {
    localStorage: localStorage.length,
    sessionStorage: sessionStorage.length,
    cookie: document.cookie ? document.cookie.split(';').length : 0,
    indexedDB: databases.length,
  };
  list('storage').textContent = Object.entries(kept).map(([name, n]) => `${name} ${n}`).join('、');
}

function add(id, text) {
  const line = document.createElement('li');
  line.textContent = text;
  list(id).append(line);
}

function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)}秒`;
}
