// 相談シート: what a desk can read in a minute, on one sheet of A4 as a rule.
//
// First put together as plain data, then written twice: as elements to print,
// as text for a form or a mail.

import { momentText } from './day.js';
import { bare, element } from './pen.js';

/** What the family is worried about and wants to ask: the same questions in
 * every pack. They come first; the other answers follow in their own order. */
const WANTS = ['困りごと', '相談内容'];

const MOST_DESKS = 4;
const MEMO_LINES = 3;

/** The sheet as data: `{ title, about, parts: [{ heading, wide, rows }] }`; a row
 * is a text, or `{ label, value }`. */
export function sheet({ title, lang, screen }, carried, say) {
  const wants = screen.answers.filter((it) => WANTS.includes(it.name));
  const others = screen.answers.filter((it) => !WANTS.includes(it.name));
  const { pack, version, book, at } = carried;
  const parts = [
    { heading: say('wants'), wide: true, rows: wants.map(answer) },
    { heading: screen.answers_heading, rows: others.map(answer) },
    { heading: screen.facts_heading, rows: screen.facts.map(({ label, value }) => ({ label, value })) },
    ...screen.groups.map((group) => programmes(group, say)),
    { heading: screen.desks_heading, wide: true, rows: desks(screen, say) },
  ];
  return {
    title: say('titled', { title }),
    about: [
      [say('made', { at: momentText(at, lang) }), say('book', { pack, version, hash: book.slice(0, 8) })].join('　'),
      screen.notices.join(' '),
      ...screen.contradictions,
    ],
    parts: parts.filter((it) => it.rows.length),
  };
}

function answer({ label, answer }) {
  return { label, value: answer };
}

/** One line each with what would settle it; what does not seem to fit, in one. */
function programmes({ status, heading, results }, say) {
  if (status === 'does-not-fit') {
    return { heading, wide: true, rows: [results.map((it) => it.label).join(say('comma'))] };
  }
  const line = ({ label, amount, missing }) => {
    const what = missing.map((it) => it.label).join(say('comma'));
    return [label, amount, what && say('missing', { what })].filter(Boolean).join('　');
  };
  return { heading, wide: true, rows: results.map(line) };
}

/** Whom to contact first, then others that can be rung up. */
function desks({ desks, first_desks }, say) {
  const phones = (desk) => desk.channels.filter((it) => it.link?.startsWith('tel:'));
  const chosen = desks.filter((desk, n) => n < first_desks || phones(desk).length);
  return chosen.slice(0, MOST_DESKS).map((desk) => {
    const ways = phones(desk).length ? phones(desk) : desk.channels.slice(0, 1);
    const value = ways.map((it) => [it.kind, it.value, it.hours].filter(Boolean).join(' '));
    return { label: desk.name, value: value.join(say('comma')) || desk.no_channels || '' };
  });
}

/** As elements, with lines to write on and a place for the code. */
export function drawn({ title, about, parts }, say) {
  const memo = Array.from({ length: MEMO_LINES }, () => element('p', { class: 'memo', 'aria-hidden': 'true' }));
  return element(
    'article',
    { class: 'sheet' },
    element('h4', { class: 'sheet-title' }, title),
    ...about.map((it) => element('p', { class: 'sheet-about' }, it)),
    ...parts.map(part),
    element(
      'div',
      { class: 'sheet-foot' },
      element('div', { class: 'sheet-memo' }, element('h5', {}, say('memo')), ...memo),
      element('div', { class: 'sheet-code' }),
    ),
  );
}

function part({ heading, wide, rows }) {
  const lines = rows.map((row) =>
    typeof row === 'string'
      ? element('li', {}, row)
      : element('li', {}, element('span', { class: 'sheet-label' }, row.label), ' ', element('b', {}, row.value)),
  );
  return element(
    'section',
    { class: wide ? 'sheet-part wide' : 'sheet-part' },
    element('h5', {}, heading),
    element('ul', {}, ...lines),
  );
}

/** As plain text, without readings. */
export function text({ title, about, parts }) {
  const lines = parts.flatMap(({ heading, rows }) => [
    '',
    `■ ${heading}`,
    ...rows.map((row) => (typeof row === 'string' ? `・${row}` : `・${row.label}：${row.value}`)),
  ]);
  return bare([title, ...about, ...lines].join('\n'));
}
