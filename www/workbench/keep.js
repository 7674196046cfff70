// The work on this device, so that a crash or a closed window loses nothing:
// one record in IndexedDB, erased by 「消去」.

const NAME = 'tsunagu-workbench';

function store(mode) {
  return new Promise((done, fail) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore('work');
    asked.onerror = () => fail(asked.error);
    asked.onsuccess = () => {
      const base = asked.result;
      const change = base.transaction('work', mode);
      change.oncomplete = change.onabort = () => base.close();
      done(change.objectStore('work'));
    };
  });
}

const answer = (asked) =>
  new Promise((done, fail) => {
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });

export async function keep(work, open) {
  const { files, base, pack, borrowed } = work;
  const record = { files, base, pack, borrowed, open, at: Date.now() };
  await answer((await store('readwrite')).put(record, 'now'));
}

export async function kept() {
  return answer((await store('readonly')).get('now'));
}

export async function erase() {
  await answer((await store('readwrite')).clear());
}
