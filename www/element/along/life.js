// What changes with time, as a picture: years along a line from today, an event
// a lane. Its numbers stand in the table below, which says the same and more.
//
// Drawn in the pixels of the place it stands in, so that letters keep their
// size on a phone and on a desk, and drawn again when that width changes.

import { year } from './day.js';
import { bare, element, svg } from './pen.js';

/** Rather years further apart than labels that touch. */
const STEPS = [1, 2, 5, 10, 20, 50];

/** From here on, in em, titles stand beside the lanes; so wide at most. */
const WIDE = 40;
const TITLE = 20;

/** Fills the place; what it returns stops following the width. */
export function life(place, { view, at, say }) {
  const events = view.screen.life;
  const from = at.slice(0, 10);
  const figure = element('figure', { class: 'life-figure' }, key(say));
  place.append(element('div', { class: 'life-room' }, figure), table(events, say));
  // The engine's own list says the same.
  place.nextElementSibling?.classList.add('said');

  let drawn;
  const draw = () => {
    const width = Math.round(figure.clientWidth);
    if (!width || width === drawn?.width) {
      return;
    }
    const em = Number.parseFloat(getComputedStyle(figure).fontSize);
    const it = picture(events, from, width, em, say);
    drawn?.it.remove();
    drawn = { it, width };
    figure.prepend(it);
  };
  draw();
  const sizes = new ResizeObserver(draw);
  sizes.observe(figure);
  return () => sizes.disconnect();
}

/** ① to ⑳; a lane further down has its plain number. */
export function number(n) {
  return n < 20 ? String.fromCodePoint(0x2460 + n) : `(${n + 1})`;
}

function picture(events, from, width, em, say) {
  const line = 2 * em;
  const wide = width >= WIDE * em;
  const titles = (wide ? Math.max(...events.map((it) => fitting(it.title).length)) + 2.5 : 2) * em;
  const height = line * (events.length + 1) + em / 2;
  const start = year(from);
  const end = Math.max(start + 1, ...events.map((it) => year(it.until)));
  const right = width - em;
  const x = (when) => titles + ((Math.max(when, start) - start) / (end - start)) * (right - titles);

  const description = say('lifeDescription', { end: Math.ceil(end) - 1, n: events.length });
  return svg(
    'svg',
    {
      class: 'life-picture',
      role: 'img',
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
    },
    svg('title', {}, bare(say('life'))),
    svg('desc', {}, bare(description)),
    ...axis({ start, end, x, height, em, line, label: bare(say('today')) }),
    ...events.flatMap((event, n) => lane(event, n, { x, y: line * (n + 1), em, line, wide })),
  );
}

/** A title as far as there is room for it, and how many em that takes. */
function fitting(title) {
  let [text, length] = ['', 0];
  for (const letter of bare(title)) {
    // Letters are smaller than the text around; Latin ones about half as wide.
    length += letter > '\u2000' ? 0.9 : 0.5;
    if (length > TITLE) {
      return { text: `${text}…`, length: TITLE + 1 };
    }
    text += letter;
  }
  return { text, length };
}

function axis({ start, end, x, height, em, line, label }) {
  const room = 3.2 * em;
  const step = STEPS.find((it) => x(start + it) - x(start) >= room) ?? STEPS.at(-1);
  const years = [];
  for (let it = Math.ceil(start / step) * step; it <= end; it += step) {
    // "Today" stands at the very left.
    if (x(it) - x(start) >= room && x(it) <= x(end) - em) {
      years.push(it);
    }
  }
  return [
    svg('line', { class: 'life-axis', x1: x(start), y1: line * 0.8, x2: x(end), y2: line * 0.8 }),
    mark(x(start), label, 'life-today'),
    ...years.map((it) => mark(x(it), String(it), 'life-year')),
  ];

  function mark(at, words, name) {
    return svg(
      'g',
      { class: name },
      svg('line', { class: 'life-axis', x1: at, y1: line * 0.8, x2: at, y2: height }),
      svg('text', { class: 'life-text', x: at, y: line * 0.55, 'text-anchor': name === 'life-today' ? 'start' : 'middle' }, words),
    );
  }
}

function lane(event, n, { x, y, em, line, wide }) {
  const middle = y + line / 2;
  const bar = (from, until, name) => {
    // A single day is a dot.
    const length = Math.max(x(until) - x(from), em * 0.6);
    return svg('rect', { class: name, x: x(from), y: middle - em * 0.45, width: length, height: em * 0.9, rx: em * 0.2 });
  };
  const [from, until] = [year(event.from), year(event.until)];
  return [
    svg('text', { class: 'life-text', x: 0, y: middle + em * 0.35 }, wide ? `${number(n)} ${fitting(event.title).text}` : number(n)),
    ...(event.begin && year(event.begin) < from ? [bar(year(event.begin), from, 'life-prepare')] : []),
    bar(from, until, 'life-bar'),
  ];
}

function key(say) {
  const swatch = (name) =>
    svg(
      'svg',
      { class: 'life-swatch', viewBox: '0 0 24 12', 'aria-hidden': 'true' },
      svg('rect', { class: name, x: 1, y: 1, width: 22, height: 10, rx: 2 }),
    );
  return element(
    'figcaption',
    { class: 'life-key' },
    element('span', {}, swatch('life-bar'), say('barKey')),
    element('span', {}, swatch('life-prepare'), say('prepareKey')),
  );
}

/** Roles are said outright: a table that is laid out as blocks, as on a narrow
 * screen, is none to some browsers. */
function table(events, say) {
  const cell = (tag, role, ...children) => element(tag, { role, scope: SCOPES[role] }, ...children);
  const head = ['event', 'when', 'change'].map((it) => cell('th', 'columnheader', say(it)));
  const rows = events.map((it, n) =>
    element(
      'tr',
      { role: 'row' },
      cell('th', 'rowheader', `${number(n)} `, it.title),
      cell('td', 'cell', it.when),
      cell('td', 'cell', changes(it, say('change'))),
    ),
  );
  return element(
    'table',
    { class: 'life-table', role: 'table' },
    element('thead', { role: 'rowgroup' }, element('tr', { role: 'row' }, ...head)),
    element('tbody', { role: 'rowgroup' }, ...rows),
  );
}

/** Much can change at once: folded, so that the events can be seen together. */
function changes({ lines, sources }, heading) {
  const list = (name, lines) => element('ul', { class: name }, ...lines.map((it) => element('li', {}, it)));
  return element(
    'details',
    {},
    element('summary', {}, `${heading}（${lines.length}）`),
    element('div', { class: 'folded-body' }, list('', lines), sources.length ? list('sources', sources) : undefined),
  );
}

const SCOPES = { columnheader: 'col', rowheader: 'row' };
