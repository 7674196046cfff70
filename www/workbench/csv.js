// Tables as rows of cells, each knowing its place, line and columns in the file,
// and back to text. Quotes are put where they are needed or were.

/** More rows or columns than this are not one cell. */
const MOST = 1000;
const QUOTED = /[",\n\r]/;

/** Rows of `{ text, at, to, line, column, end }`; lines from 1, the rest from 0. */
export function parsed(text, separator = ',') {
  return reparsed([], '', text, separator);
}

/**
 * The same, where `rows` were read from what stood there `before`: only those are read
 * that changed. Those behind it move, so that `rows` are of no more use.
 */
export function reparsed(rows, before, text, separator = ',') {
  const least = Math.min(before.length, text.length);
  let head = 0;
  while (head < least && before.charCodeAt(head) === text.charCodeAt(head)) head += 1;
  let tail = 0;
  while (tail < least - head && before.charCodeAt(before.length - 1 - tail) === text.charCodeAt(text.length - 1 - tail)) tail += 1;
  const next = rows.findIndex((it) => it[0].at > head);
  const first = Math.max(0, (next < 0 ? rows.length : next) - 1);
  const moved = text.length - before.length;
  let [at, line] = rows.length ? [rows[first][0].at, rows[first][0].line] : [0, 1];
  let kept = rows.findIndex((it, row) => row > first && it[0].at >= before.length - tail);
  if (kept < 0) kept = rows.length;
  const fresh = [];
  while (at < text.length) {
    // What follows the beginning of a row hangs on nothing before it.
    while (kept < rows.length && rows[kept][0].at + moved < at) kept += 1;
    if (kept < rows.length && rows[kept][0].at + moved === at) break;
    const read = readRow(text, at, line, separator);
    fresh.push(read.row);
    ({ at, line } = read);
  }
  const rest = at < text.length ? rows.slice(kept) : [];
  const lines = rest.length ? line - rest[0][0].line : 0;
  if (moved || lines) {
    for (const cell of rest.flat()) {
      cell.at += moved;
      cell.to += moved;
      cell.line += lines;
      cell.endLine += lines;
    }
  }
  return [...rows.slice(0, first), ...fresh, ...rest];
}

/** The row that begins at a place, and where the next one does. */
function readRow(text, start, first, separator) {
  const row = [];
  let [at, line, lineStart] = [start, first, start];
  for (;;) {
    const cell = { at, to: at, line, column: at - lineStart, endLine: line, end: 0, text: '' };
    if (text[at] === '"') {
      cell.quoted = true;
      at += 1;
      for (; at < text.length; at += 1) {
        if (text[at] === '"' && text[at + 1] === '"') at += 1;
        else if (text[at] === '"') break;
        if (text[at] === '\n') [line, lineStart] = [line + 1, at + 1];
        cell.text += text[at];
      }
      at += 1;
    }
    while (at < text.length && text[at] !== separator && text[at] !== '\n') {
      if (text[at] !== '\r') cell.text += text[at];
      at += 1;
    }
    [cell.to, cell.endLine, cell.end] = [at, line, at - lineStart];
    row.push(cell);
    const ends = at >= text.length || text[at] === '\n';
    at += 1;
    if (ends) return { row, at, line: line + 1 };
  }
}

export const texts = (rows) => rows.map((row) => row.map((it) => it.text));

/** Of rows of texts, or of cells as `parsed` gives them: those in quotes stay so. */
export function written(rows) {
  const cell = (it) => {
    const { text, quoted } = typeof it === 'string' ? { text: it } : it;
    return quoted || QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
}

/** The rows as they stand in the file: a line end in quotes is none. */
export function rawRows(text) {
  const rows = [];
  let open = '';
  for (const line of text.match(/[^\n]*\n|[^\n]+$/g) ?? []) {
    open += line;
    if ((open.match(/"/g)?.length ?? 0) % 2 === 0) {
      rows.push(open);
      open = '';
    }
  }
  return open ? [...rows, open] : rows;
}

/**
 * What a table puts on the clipboard: `{ rows, merged, odd }`. A merged cell holds
 * its value once; Excel leaves the rest of it empty, others leave the rest out, which
 * would shift what follows, so that it is put back. `merged` are those cells as
 * `[row, column]`; `odd` where text and layout do not fit each other at all.
 */
export function pasted(text, html = '') {
  const trimmed = text.endsWith('\n') ? text.slice(0, -1) : text;
  const rows = texts(parsed(trimmed.replaceAll('\r\n', '\n'), '\t'));
  const { merged, layout } = spans(html);
  if (!merged.length) return { rows, merged, odd: false };
  const odd = layout.length !== rows.length || layout.some((cells, row) => ![cells.length, cells.filter((it) => it).length].includes(rows[row].length));
  if (odd) return { rows, merged, odd };
  const whole = layout.map((cells, row) => {
    const values = [...rows[row]];
    return values.length === cells.length ? values : cells.map((isOwn) => (isOwn ? values.shift() : ''));
  });
  return { rows: whole, merged, odd: false };
}

/** Of a table in HTML, by its tags alone: which cells are merged, and by row whether each is its own. */
function spans(html) {
  const merged = [];
  const layout = [];
  // What cells that reach down have taken of the rows to come.
  const below = [];
  for (const [, tag, attributes] of html.matchAll(/<(tr|t[dh])\b([^>]*)>/gi)) {
    if (tag.toLowerCase() === 'tr') {
      layout.push(below.shift() ?? []);
      continue;
    }
    const cells = layout.at(-1);
    if (!cells) continue;
    const span = (name) => Math.min(MOST, Number(attributes.match(new RegExp(`\\b${name}\\s*=\\s*["']?([1-9]\\d*)`, 'i'))?.[1] ?? 1));
    const [wide, high] = [span('colspan'), span('rowspan')];
    const free = cells.findIndex((it) => it === undefined);
    const column = free < 0 ? cells.length : free;
    if (wide > 1 || high > 1) merged.push([layout.length - 1, column]);
    for (let down = 0; down < high; down += 1) {
      const row = down ? (below[down - 1] ??= []) : cells;
      for (let right = 0; right < wide; right += 1) row[column + right] = down === 0 && right === 0;
    }
  }
  return { merged, layout: layout.map((cells) => Array.from(cells, (it) => it ?? true)) };
}
