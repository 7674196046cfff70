// The workbench: opens packs, lets them be edited, and shows beside them what
// the engine says. Nothing is sent; what is unfinished stays on this device.
//
// `state` is all there is; each `show…` draws one part of it.

import { el } from './dom.js';
import { Editor } from './editor.js';
import { Stopped, aside, engine } from './engine.js';
import { Grid } from './grid.js';
import * as store from './keep.js';
import { mergeDialog } from './merging.js';
import { Refused, folderPicker, fromDrop, fromFolder, fromInput, fromZip, rooted, shipped, zipped } from './open.js';
import { Work, encoded } from './pack.js';
import * as panels from './panels.js';
import { Suggest } from './suggest.js';
import { words as wordsOf } from './words.js';

const SHIPPED = ['kumamoto', 'kanagawa', 'saga', 'national'];
const GUIDE = 'kumamoto';
/** Proving and keeping wait until the fingers rest. */
const REST = 700;

const lang = new URLSearchParams(location.search).get('lang') === 'en' || (!location.search && !navigator.language.startsWith('ja')) ? 'en' : 'ja';
const words = wordsOf(lang);
const { ask } = engine();

const state = {
  work: new Work(),
  open: '',
  found: [],
  proven: [],
  books: [],
  told: { cases: null, changes: undefined, isBook: false },
  saved: null,
  panel: 'problems',
  done: new Set(),
  asText: false,
  round: 0,
  /** Changes of anything but cases. */
  ruleRound: 0,
};

/* The page. */

document.documentElement.lang = lang;
document.title = `${words.title} | つなぐ`;
const button = (name, act, props = {}) => el('button', { type: 'button', onclick: act, ...props }, words[name]);
const hidden = (props) => el('input', { type: 'file', className: 'hidden', tabIndex: -1, 'aria-hidden': 'true', ...props });

const folderInput = hidden({ webkitdirectory: true, onchange: () => folderInput.files.length && bring(() => fromInput(folderInput.files)) });
const zipInput = hidden({ accept: '.zip', onchange: () => zipInput.files.length && bring(() => fromZip(zipInput.files[0])) });
const bookInput = hidden({ accept: '.book', onchange: () => bookInput.files.length && compareBook(bookInput.files[0]) });
const examples = el('select', { 'aria-label': words.openExample, onchange: () => examples.value && bring(() => shipped([examples.value]), examples.value) }, el('option', { value: '' }, words.openExample), SHIPPED.map((it) => el('option', { value: it }, it)));
const packs = el('select', { 'aria-label': words.pack, onchange: () => { state.work.pack = packs.value; changedAll(); } });
const notice = el('div', { className: 'notice', role: 'status' });
const alarm = el('div', { className: 'notice', role: 'alert' });
const keptAt = el('p', { className: 'kept' });
const files = el('ul', { className: 'files' });
const fileName = el('p', { className: 'file-name' });
const switcher = button('asText', () => { state.asText = !state.asText; showFile(); });
const removeFile = button('removeFile', () => {
  if (!confirm(words.removeAsk(state.open))) return;
  state.work.files.delete(state.open);
  ask('remove', state.open);
  show([...state.work.files.keys()][0] ?? '');
  changedAll();
});
const editorHost = el('div', { className: 'editor' });
const editor = new Editor(editorHost, { lang, changed: edited });
const grid = new Grid({ words, changed: editor.put, undo: editor.undo, redo: editor.redo, warn: (text) => say(text, true) });
const PANELS = ['problems', 'preview', 'cases', 'changes', 'explain', 'guide'];
const tabs = PANELS.map((it) => el('button', { type: 'button', role: 'tab', id: `tab-${it}`, 'aria-controls': `panel-${it}`, onclick: () => showPanel(it), onkeydown: tabKey }, words[it]));
const bodies = Object.fromEntries(PANELS.map((it) => [it, el('div', { role: 'tabpanel', id: `panel-${it}`, className: 'panel', tabIndex: 0, 'aria-labelledby': `tab-${it}` })]));

document.body.append(
  el(
    'header',
    {},
    el('div', { className: 'masthead' }, el('h1', {}, words.title), el('a', { href: lang === 'ja' ? '?lang=en' : '?lang=ja', lang: lang === 'ja' ? 'en' : 'ja' }, words.other)),
    el('div', { className: 'tools', role: 'toolbar', 'aria-label': words.pack }, button('openFolder', openFolder), button('openZip', () => zipInput.click()), examples, button('download', download, { id: 'download' }), button('erase', erase), packs, folderInput, zipInput, bookInput),
    el('p', { className: 'promise' }, words.promise, ' ', words.openHint),
    keptAt,
    notice,
    alarm,
  ),
  el('main', {}, el('nav', { 'aria-label': words.files }, button('newFile', newFile), files), el('section', { className: 'work', 'aria-label': words.files }, el('div', { className: 'file-tools' }, fileName, switcher, removeFile), editorHost, grid.element), el('section', { className: 'side' }, el('div', { role: 'tablist', className: 'tabs' }, tabs), Object.values(bodies))),
);

addEventListener('dragover', (event) => event.preventDefault());
addEventListener('drop', (event) => {
  event.preventDefault();
  const { dataTransfer } = event;
  bring(() => fromDrop(dataTransfer));
});

function say(text, isBad = false) {
  const [on, off] = isBad ? [alarm, notice] : [notice, alarm];
  off.replaceChildren();
  on.replaceChildren(...[text].flat().map((it) => el('p', {}, it)));
}

/* Opening. */

function openFolder() {
  if (folderPicker) bring(fromFolder);
  else folderInput.click();
}

const reason = (error) => (error instanceof Refused ? (typeof words[error.code] === 'function' ? words[error.code](...error.args) : words[error.code]) : words.failedToOpen(error.message));

/** Whatever goes wrong on the way, the work stays as it is. */
async function bring(read, name) {
  try {
    const { files: found, refused } = rooted(await read());
    const told = refused.map(reason);
    if (state.work.changed.length) {
      const choice = await mergeDialog(words, state.work, found);
      if (!choice) return;
      if (choice.files) {
        state.work.files = choice.files;
        await placed([words.merged(choice.n), ...told], false);
        return;
      }
    }
    state.work = new Work();
    state.work.files = found;
    state.work.pack = name ?? state.work.packs[0];
    if (name === GUIDE) state.done = new Set([0]);
    await imports(told);
    state.work.settle();
    editor.forget();
    await placed(told, true);
  } catch (error) {
    if (error.name !== 'AbortError') say([reason(error), words.workKept], true);
  } finally {
    for (const it of [folderInput, zipInput]) it.value = '';
    examples.value = '';
  }
}

/** Packs that are imported and not there, from those that come with the page. */
async function imports(told) {
  const { work } = state;
  for (let round = 0; round < 4; round += 1) {
    const wanted = new Set();
    for (const [path, { text }] of work.files) {
      if (!path.endsWith('/pack.yaml')) continue;
      for (const it of text.match(/^imports:\s*\[(.*?)\]/m)?.[1].split(',') ?? []) wanted.add(it.trim());
    }
    const missing = [...wanted].filter((it) => SHIPPED.includes(it) && !work.packs.includes(it));
    if (!missing.length) return;
    for (const [path, it] of (await shipped(missing)).files) {
      work.files.set(path, it);
      work.borrowed.add(path);
    }
    told.push(...missing.map(words.brought));
  }
}

async function placed(told, isNew) {
  const { work } = state;
  state.told = { cases: null, changes: undefined, isBook: false };
  await putAll(isNew);
  const first = `${work.pack}/pack.yaml`;
  show(work.files.has(state.open) ? state.open : first);
  say(told, false);
  await changedAll();
  showPanel(state.panel);
}

/** All files to the worker; those of the base first, for what is compared. */
async function putAll() {
  const { work } = state;
  await ask('clear');
  for (const [path, it] of work.base) ask('set', path, encoded(it));
  await ask('keep');
  for (const path of work.base.keys()) if (!work.files.has(path)) ask('remove', path);
  for (const [path, it] of work.files) if (work.base.get(path) !== it) ask('set', path, encoded(it));
}

/* Editing. */

function show(path, at) {
  state.open = path;
  showFiles();
  showFile();
  if (at) editor.jump(at.line, at.column, at.end_line, at.end_column);
}

function showFile() {
  const { open, work } = state;
  const isTable = open.endsWith('.csv');
  document.querySelector('main').classList.toggle('empty', !work.files.size);
  fileName.textContent = open;
  switcher.hidden = !isTable;
  switcher.textContent = state.asText ? words.asTable : words.asText;
  removeFile.hidden = !open;
  editor.open(open, work.text(open));
  const asGrid = isTable && !state.asText;
  editorHost.hidden = asGrid;
  grid.element.hidden = !asGrid;
  if (asGrid) grid.show(work.text(open), open);
  showMarks();
}

function edited(path, text) {
  const { work } = state;
  if (path !== state.open || work.text(path) === text) return;
  work.write(path, text);
  state.done.add(1);
  typed ??= pressed;
  if (path.split('/')[1] !== 'cases') state.ruleRound += 1;
  ask('set', path, encoded(work.files.get(path)));
  check();
  // While the engine is at it.
  if (path.endsWith('.csv') && !state.asText) grid.show(text, path);
}

const changedAll = () => {
  showFiles();
  return check();
};

let busy = false;
let again = false;
let rest;
/** When the last key was pressed, and that which made the first change no check has answered yet. */
let pressed;
let typed;
for (const it of ['keydown', 'paste']) addEventListener(it, () => { pressed = performance.now(); }, true);

/** One check at a time; what was typed meanwhile is one more. */
async function check() {
  proving?.stop();
  if (busy) {
    again = true;
    return;
  }
  busy = true;
  do {
    again = false;
    const begun = typed ?? performance.now();
    typed = undefined;
    try {
      const told = await ask('check', state.work.pack, lang);
      state.round += 1;
      state.found = told.diagnostics;
      state.proven = [];
      if (told.books.length) state.books = told.books;
      state.isGood = told.books.length > 0;
      editor.names(told.names);
    } catch (error) {
      console.error(error);
      say(words.workerGone, true);
      await putAll();
      break;
    }
    showProblems();
    // For whoever measures: from the last key to findings on the screen.
    document.body.dataset.checked = (performance.now() - begun).toFixed(1);
    document.body.dataset.round = state.round;
  } while (again);
  busy = false;
  showFiles();
  clearTimeout(rest);
  rest = setTimeout(atRest, REST);
}

/** What is being proven of the pack as it is; stopped by the next change. */
let proving;

async function atRest() {
  const { round } = state;
  await keep();
  if (round !== state.round) return;
  proving?.stop();
  proving = state.isGood ? aside(state.work, lang, 'prove', today(), lang) : undefined;
  try {
    const proven = (await proving?.told) ?? [];
    if (round !== state.round) return;
    state.proven = proven;
  } catch (error) {
    if (error instanceof Stopped) return;
    console.error(error);
  }
  showProblems();
  if (state.panel === 'preview') await showPreview();
  document.body.dataset.rested = round;
}

const today = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10);

async function keep() {
  if (!state.work.files.size) return;
  try {
    await store.keep(state.work, state.open);
    keptAt.textContent = words.keptAt(new Date().toLocaleTimeString(lang));
  } catch (error) {
    console.info(error);
    say(words.notKept, true);
  }
}

/* Drawing. */

function showFiles() {
  const { work } = state;
  const changed = new Set(work.changed);
  const bad = new Set(state.found.filter((it) => it.severity === 'error').map((it) => it.file));
  packs.replaceChildren(...work.packs.map((it) => el('option', { value: it, selected: it === work.pack }, it)));
  packs.hidden = work.packs.length < 2;
  const own = [...work.files.keys()].filter((it) => it.startsWith(`${work.pack}/`));
  const others = [...work.files.keys()].filter((it) => !it.startsWith(`${work.pack}/`));
  const item = (path) =>
    el('li', {}, el('button', { type: 'button', className: 'file', 'aria-current': path === state.open ? 'true' : undefined, onclick: () => show(path) }, path.startsWith(`${work.pack}/`) ? path.slice(work.pack.length + 1) : path, changed.has(path) ? el('small', {}, ` ●${words.changedMark}`) : null, bad.has(path) ? el('small', { className: 'error' }, ` ✕${words.error}`) : null, work.borrowed.has(path) ? el('small', {}, ` ${words.borrowed}`) : null));
  files.replaceChildren(...[...own.sort(), ...others.sort()].map(item));
}

const all = () => [...state.found, ...state.proven];

function showMarks() {
  const mine = all().filter((it) => it.file === state.open);
  editor.diagnostics(mine, words.mend);
  editor.missed((state.told.cases?.missed ?? []).filter((it) => it.file === state.open));
  if (!grid.element.hidden) grid.marks(mine);
}

function showProblems() {
  const found = all();
  const errors = found.filter((it) => it.severity === 'error').length;
  tabs[0].textContent = found.length ? `${words.problems} (${found.length})` : words.problems;
  const first = state.work.files.size ? [el('p', { role: 'status', className: 'count' }, words.count(errors, found.length - errors)), ...panels.problems(found, words, { jump, mend })] : [];
  bodies.problems.replaceChildren(...first);
  showMarks();
}

function jump(it) {
  if (!state.work.files.has(it.file)) return;
  show(it.file, it);
  if (grid.element.hidden) editor.focus();
  else grid.jump(it.line, it.column);
}

function mend(it) {
  jump(it);
  editor.edit(it.edits);
}

function tabKey(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const at = (PANELS.indexOf(state.panel) + step + PANELS.length) % PANELS.length;
  showPanel(PANELS[at]);
  tabs[at].focus();
}

function showPanel(panel) {
  state.panel = panel;
  PANELS.forEach((it, at) => {
    tabs[at].setAttribute('aria-selected', it === panel);
    tabs[at].tabIndex = it === panel ? 0 : -1;
    bodies[it].hidden = it !== panel;
  });
  if (panel === 'problems' && state.done.has(1)) state.done.add(2);
  ({ preview: showPreview, cases: showCases, changes: showChanges, explain: showExplain, guide: showGuide })[panel]?.();
}

/* Trying it. */

const frame = el('iframe', { title: words.preview, className: 'phone' });
const bookChoice = el('select', { onchange: () => showPreview() });
const langChoice = el('select', { onchange: () => showPreview() }, [['ja', '日本語'], ['easy', 'やさしい日本語'], ['en', 'English']].map(([value, name]) => el('option', { value }, name)));
const previewNote = el('p', { role: 'status' });
let frameReady = false;
let previewed = {};

addEventListener('message', ({ data, origin, source }) => {
  if (origin !== location.origin || source !== frame.contentWindow) return;
  if (data.kind === 'ready') {
    frameReady = true;
    previewed = {};
    showPreview();
  } else if (data.kind === 'answers') {
    state.saved = data.saved;
  }
});

// On paper nothing scrolls: the frame is as high as what it shows.
const paper = matchMedia('print');
paper.addEventListener('change', () => {
  const shown = frame.contentDocument?.documentElement;
  frame.style.height = paper.matches && shown ? `${shown.scrollHeight + 2}px` : '';
});

function chosen() {
  const [name, wizard] = bookChoice.value.split('\n');
  return { name, wizard, book: state.books.find((it) => it.name === name) };
}

async function showPreview(again = false) {
  if (!frame.isConnected) {
    const label = (text, it) => el('label', {}, text, ' ', it);
    bodies.preview.replaceChildren(el('div', { className: 'tools' }, label(words.book, bookChoice), label(words.language, langChoice), button('again', () => showPreview(true)), button('print', () => frame.contentWindow.print())), previewNote, frame);
    frame.src = 'preview.html';
  }
  const before = bookChoice.value;
  const entries = state.books.flatMap((book) => book.wizards.map((wizard) => [`${book.name}\n${wizard}`, `${wizard}（${book.name}）`]));
  bookChoice.replaceChildren(...entries.map(([value, name]) => el('option', { value }, name)));
  if (entries.some(([it]) => it === before)) bookChoice.value = before;
  previewNote.textContent = state.isGood ? '' : words.lastGood;
  if (!frameReady || !state.isGood || !entries.length) return;
  const { name, wizard } = chosen();
  const bytes = await ask('book', name);
  // The same book again would only take away what is half typed there.
  const now = { bytes, wizard, lang: langChoice.value };
  const isSame = now.wizard === previewed.wizard && now.lang === previewed.lang && bytes?.length === previewed.bytes.length && bytes.every((it, at) => it === previewed.bytes[at]);
  if (!bytes || (isSame && again !== true)) return;
  previewed = now;
  frame.contentWindow.postMessage({ ...now, again: again === true }, location.origin);
}

/* Cases, changes, reasons. */

const suggestions = el('div', { className: 'suggestions' });
const suggest = new Suggest({
  words,
  lang,
  jump,
  work: () => state.work,
  day: today,
  round: () => state.ruleRound,
  rulesChangedSince: (round) => state.ruleRound !== round,
  drawn: showSuggestions,
  add(path, text) {
    if (!state.work.files.has(path)) state.work.write(path, '');
    state.asText = false;
    show(path);
    editor.replace(text);
  },
});

function showSuggestions() {
  suggestions.replaceChildren(...(state.told.cases ? suggest.panel() : []));
}

async function showCases() {
  bodies.cases.replaceChildren(button('runCases', showCases), el('p', { role: 'status' }, words.checking));
  const told = await ask('cases', lang);
  state.told.cases = told;
  if (told && state.done.has(1)) state.done.add(3);
  bodies.cases.replaceChildren(button('runCases', showCases), ...panels.cases(told, words, jump, suggestions));
  showSuggestions();
  showMarks();
}

const day = el('input', { type: 'date', value: today() });

async function showChanges() {
  const tools = el('div', { className: 'tools no-print' }, el('label', {}, words.day, ' ', day), button('compare', showChanges), button('compareBook', () => bookInput.click()), button('print', () => print()));
  bodies.changes.replaceChildren(tools, el('p', { role: 'status' }, words.checking));
  const told = await ask('diff', day.value || today(), lang);
  if (told && state.done.has(1)) state.done.add(4);
  bodies.changes.replaceChildren(tools, ...panels.changes(told, words, state.told.isBook));
}

async function compareBook(file) {
  const wrong = await ask('compare_with', new Uint8Array(await file.arrayBuffer()));
  bookInput.value = '';
  if (wrong) say(words.badBook, true);
  else {
    state.told.isBook = true;
    await showChanges();
  }
}

const what = el('select', { 'aria-label': words.explainWhat, onchange: showExplain });

async function showExplain() {
  const names = await ask('check', state.work.pack, lang).then((it) => it.names);
  const before = what.value;
  what.replaceChildren(...[...(names?.programs ?? []), ...(names?.decisions ?? [])].map((it) => el('option', { value: it }, it)));
  if (before) what.value = before;
  const { saved } = state;
  const head = [el('p', {}, words.explainHint), el('div', { className: 'tools' }, el('label', {}, words.explainWhat, ' ', what))];
  const family = saved && { wizard: saved.wizard, lang: langChoice.value, at: `${today()}T12:00`, answers: saved.answers, book: chosen().name };
  const told = family && what.value ? await ask('explain', JSON.stringify(family), what.value) : null;
  bodies.explain.replaceChildren(...head, ...panels.reasons(told, words));
}

function showGuide() {
  const step = (text, at) => el('li', { className: state.done.has(at) ? 'done' : '' }, state.done.has(at) ? el('strong', {}, `✓ ${words.done}: `) : null, text);
  const acts = [() => bring(() => shipped([GUIDE]), GUIDE).then(() => showPanel('guide')), null, () => showPanel('problems'), () => showPanel('cases'), () => showPanel('changes'), download];
  bodies.guide.replaceChildren(
    el('h2', {}, words.guide),
    el('p', {}, words.guideIntro),
    el('ol', { className: 'steps' }, words.guideSteps.map((text, at) => (acts[at] ? step(el('button', { type: 'button', onclick: acts[at] }, text), at) : step(text, at)))),
  );
}

/* Taking it home, and starting over. */

function download() {
  const own = [...state.work.files].filter(([path]) => !state.work.borrowed.has(path));
  const address = URL.createObjectURL(new Blob([zipped(own)], { type: 'application/zip' }));
  const link = el('a', { href: address, download: `${state.work.pack || 'pack'}.zip` });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
  if (state.done.has(1)) state.done.add(5);
  if (state.panel === 'guide') showGuide();
}

async function erase() {
  if (!confirm(words.eraseAsk)) return;
  clearTimeout(rest);
  await store.erase();
  location.replace(location.pathname + location.search);
}

function newFile() {
  const name = prompt(words.newFileAsk)?.trim();
  if (!name || !state.work.pack) return;
  const path = `${state.work.pack}/${name}`;
  if (name.split('/').includes('..') || !/\.(ya?ml|csv)$/.test(name)) {
    say(words.badPath(name), true);
    return;
  }
  if (!state.work.files.has(path)) state.work.write(path, '');
  ask('set', path, encoded(state.work.files.get(path)));
  show(path);
  changedAll();
}

showFiles();
showFile();
showPanel('guide');
for (const kind of ['pack', 'rules', 'cases']) editor.keys(kind, await ask('keys', kind, lang));
const before = await store.kept().catch(() => undefined);
if (before?.files?.size) {
  Object.assign(state.work, { files: before.files, base: before.base, pack: before.pack, borrowed: before.borrowed });
  state.open = before.open;
  await placed([words.restored, words.undoEnds], false);
}
document.body.dataset.ready = 'true';
