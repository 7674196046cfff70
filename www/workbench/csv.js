// Tables as rows of cells, each knowing its line and columns in the file, and
// back to text. Quotes are put where they are needed or were.

const QUOTED = /[",\n\r]/;

/** Rows of `{ text, line, column, end }`; lines from 1, columns from 0. */
export function parsed(text, separator = ',') {
  const rows = [];
  let row = [];
  let [at, line, lineStart] = [0, 1, 0];
  if (!text.length) return rows;
  for (;;) {
    const cell = { line, column: at - lineStart, text: '' };
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
    [cell.endLine, cell.end] = [line, at - lineStart];
    row.push(cell);
    const ends = at >= text.length || text[at] === '\n';
    at += 1;
    if (!ends) continue;
    rows.push(row);
    row = [];
    [line, lineStart] = [line + 1, at];
    if (at >= text.length) return rows;
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

/** What Excel puts on the clipboard. Merged cells come as one value and empty ones. */
export function pasted(text, html = '') {
  const trimmed = text.endsWith('\n') ? text.slice(0, -1) : text;
  const rows = texts(parsed(trimmed.replaceAll('\r\n', '\n'), '\t'));
  return { rows, merged: /\s(?:colspan|rowspan)=["']?(?:[2-9]|\d{2,})/i.test(html) };
}
