// What stands beside the editor, drawn from what the engine tells: problems,
// cases and what they reach, changes, reasons.

import { el } from './dom.js';

/** A button that leads to a place in a file. */
const place = (it, text, jump) => el('button', { type: 'button', className: 'place', onclick: () => jump(it) }, text, el('small', {}, ` ${it.file}:${it.line}`));

export function problems(found, words, { jump, mend }) {
  if (!found.length) return [el('p', {}, words.noProblems)];
  const item = (it) =>
    el(
      'li',
      { className: it.severity },
      el('strong', {}, words[it.severity]),
      ' ',
      place(it, it.message, jump),
      it.help ? el('p', {}, `→ ${it.help}`) : null,
      it.notes.map((note) => el('p', {}, place(note, note.message, jump))),
      it.edits.length ? el('button', { type: 'button', onclick: () => mend(it) }, words.mend) : null,
    );
  // A file gone wrong can have thousands; the first lead to the rest.
  return [el('ul', { className: 'found' }, found.slice(0, 300).map(item))];
}

/** `more` stands above the places that no case reaches. */
export function cases(told, words, jump, more) {
  if (!told) return [el('p', {}, words.haveErrors)];
  const failed = told.cases.filter((it) => it.failed.length);
  const one = (it) => el('li', { className: 'error' }, el('strong', {}, words.failed), ' ', place(it, it.name, jump), el('ul', {}, it.failed.map((at) => el('li', {}, place(at, at.message, jump)))));
  const shares = Object.entries(words.shares).map(([key, name]) => el('tr', {}, el('th', { scope: 'row' }, name), el('td', {}, `${told[key].reached} / ${told[key].of}`)));
  return [
    el('p', { role: 'status' }, words.casesSum(told.cases.length, failed.length)),
    el('ul', { className: 'found' }, failed.map(one)),
    el('h2', {}, words.reaches),
    el('table', {}, shares),
    more,
    told.missed.length ? el('h2', {}, words.missed) : null,
    el('ul', { className: 'found' }, told.missed.slice(0, 300).map((it) => el('li', {}, '○ ', place(it, it.message, jump)))),
  ].filter(Boolean);
}

const lines = (text) => text.split('\n').flatMap((it, at) => (at ? [el('br'), it] : [it]));
const row = (head, ...cells) => el('tr', {}, el('th', { scope: 'row' }, head), el('td', {}, cells));

export function changes(told, words, isBook) {
  if (!told) return [el('p', {}, words.haveErrors)];
  if (told.nothing) return [el('p', { role: 'status' }, words.nothing)];
  const out = [el('p', {}, `${words.days}: ${told.days.join('、')}`)];
  if (told.more_days) out.push(el('p', {}, words.moreDays));
  if (told.same_for_all) out.push(el('p', { role: 'status' }, words.nobody));
  out.push(...told.regions.map((it, at) => region(it, at + 1, words)));
  const list = (title, items) => items.length && out.push(el('h2', {}, title), el('ul', {}, items.map((it) => el('li', {}, it))));
  list(words.unproven, told.unproven.map((it) => `${words.kinds[it.kind]} ${it.name} (${it.days.join('、')})`));
  list(words.listed, told.listed.map((it) => `${it.new ? words.after : words.before}: ${words.kinds[it.kind]} ${it.name}${it.of ? ` (${it.of})` : ''}`));
  out.push(el('h2', {}, words.texts));
  if (isBook) out.push(el('p', {}, words.bookOnly));
  out.push(...told.texts.map((it) => passage(it, words)));
  return out;
}

function region(it, at, words) {
  const everybody = it.exact && it.boxes.some((box) => !box.length);
  const box = (limits) => el('li', {}, limits.map((it) => `${it.label}: ${it.values}`).join(' / '));
  const who = everybody ? [words.everybody] : [it.exact ? null : el('p', {}, words.some), el('ul', {}, it.boxes.slice(0, 12).map(box))];
  const witness = it.witness.length ? [el('ul', {}, it.witness.map((it) => el('li', {}, `${it.label}: ${it.text}`)))] : [words.anybody];
  return el(
    'section',
    { className: 'region' },
    el('h2', {}, `${at}. ${words.ranks[it.rank]}：${words.kinds[it.kind]} ${it.label || it.name}`),
    el('table', {}, row(words.before, ...lines(it.before)), row(words.after, ...lines(it.after)), row(words.who, ...who), row(words.witness, ...witness, el('p', {}, `${it.told[0]} → ${it.told[1]}`))),
  );
}

function passage(it, words) {
  const side = (pieces) => el('td', {}, (pieces ?? []).map(([text, changed]) => (changed ? el('u', {}, text) : text)));
  const spot = (place) => (place ? ` ${place.file}:${place.line}` : '');
  return el(
    'section',
    { className: 'passage' },
    el('h3', {}, `${it.part} ${it.name}`),
    el(
      'table',
      { className: 'texts' },
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, words.before + spot(it.old)), el('th', { scope: 'col' }, words.after + spot(it.new)))),
      el('tbody', {}, it.heading ? el('tr', {}, el('td', { colSpan: 2 }, it.heading)) : null, it.lines.map((line) => (line ? el('tr', {}, side(line.old), side(line.new)) : el('tr', {}, el('td', { colSpan: 2 }, '（略）'))))),
    ),
  );
}

/** `｜相談《そうだん》` of easy Japanese with its reading above. */
function withReadings(text) {
  const parts = text.split(/(｜[^｜《》]+《[^《》]+》)/);
  const ruby = (it) => el('ruby', {}, it.slice(1, it.indexOf('《')), el('rt', {}, it.slice(it.indexOf('《') + 1, -1)));
  return parts.map((it, at) => (at % 2 ? ruby(it) : it));
}

export function reasons(told, words) {
  if (!told) return [el('p', {}, words.nothingToSay)];
  const source = (it) => el('small', {}, ` [${[it.doc, it.title, it.at ?? it.place].filter(Boolean).join(' ')}]`);
  const reason = (it) => {
    const rest = it.because ?? it.parts ?? [];
    const text = it.say ?? it.text ?? it.label ?? it.name ?? it.what ?? '';
    return el('li', {}, withReadings(text), (it.sources ?? []).map(source), rest.length ? el('ul', {}, rest.map(reason)) : null);
  };
  return [
    el('p', {}, `${words.value}: `, el('strong', {}, withReadings(told.said ?? '—'))),
    el('h2', {}, words.because),
    el('ul', { className: 'tree' }, (told.because ?? []).map(reason)),
    told.open?.length ? el('p', {}, `${words.open}: ${told.open.join('、')}`) : null,
    told.sources?.length ? el('h2', {}, words.sources) : null,
    el('ul', {}, (told.sources ?? []).map((it) => el('li', {}, source(it)))),
  ].filter(Boolean);
}
