// tsunagu docs: finds pages of the site by words. Nothing is fetched: the index
// stands in the page.

const MOST = 100;

// Widths, kinds of kana and capitals make no difference.
const fold = (text) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (it) => String.fromCharCode(it.charCodeAt(0) - 0x60));

const index = JSON.parse(document.getElementById('index').textContent).map(
  ([href, kind, name, title, text]) => ({
    href,
    kind,
    name,
    title,
    text,
    folded: [name, title, text].map(fold),
  }),
);

// All words have to be there; what has the first in its name comes first.
function find(query) {
  const words = fold(query).split(/\s+/).filter(Boolean);
  const has = (it) => words.every((word) => it.folded.some((text) => text.includes(word)));
  const rank = (it) => it.folded.findIndex((text) => text.includes(words[0]));
  return index.filter(has).sort((a, b) => rank(a) - rank(b));
}

function entry({ href, kind, name, title }) {
  const link = document.createElement('a');
  link.href = href;
  link.textContent = name;
  const item = document.createElement('li');
  item.append(`${kind}：`, link, title && ` ― ${title}`);
  return item;
}

function show(query) {
  const found = query.trim() ? find(query) : [];
  const shown = found.slice(0, MOST);
  const rest = found.length > MOST ? `（はじめの${MOST}件を出しています）` : '';
  document.getElementById('found').hidden = !query.trim();
  document.getElementById('count').textContent = `${found.length}件${rest}`;
  document.getElementById('results').replaceChildren(...shown.map(entry));
}

const field = document.getElementById('q');
field.value = new URLSearchParams(location.search).get('q') ?? '';
show(field.value);
field.addEventListener('input', () => show(field.value));
field.form.addEventListener('submit', (event) => {
  event.preventDefault();
  show(field.value);
});
