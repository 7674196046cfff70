// A table as a grid, by the ARIA pattern: one cell is in the order of Tab, the
// arrows go about, Enter and F2 edit, Escape leaves.
//
// Our own: kept grid libraries write style attributes or style elements, which
// our policy refuses, and all we need is text in cells. Only the rows in sight
// are there, so that five thousand are as quick as five.

import { pasted, reparsed, texts, written } from './csv.js';
import { el } from './dom.js';

const ROW = 36;
const MORE = 6;
const MAX_COLUMNS = 64;

export class Grid {
  #rows = [];
  /** What they were read from. */
  #text = '';
  #at = [0, 0];
  #marks = new Map();
  #head = 1;
  /** Rows on the page, with what they were drawn from. */
  #drawn = new Map();

  /** `changed(from, to, text)`: what now stands there; `undo`, `redo` belong to the file's history. */
  constructor({ words, changed, undo, redo, warn }) {
    Object.assign(this, { words, changed, undo, redo, warn });
    this.body = el('div', { className: 'rows', role: 'presentation' });
    this.grid = el('div', { className: 'grid', role: 'grid', tabIndex: -1, onscroll: () => this.#draw(), onkeydown: (it) => this.#key(it), onpaste: (it) => this.#paste(it), oncopy: (it) => this.#copy(it) }, this.body);
    this.note = el('p', { className: 'cell-note', role: 'status' });
    const button = (name, act) => el('button', { type: 'button', onclick: act }, words[name]);
    this.tools = el(
      'div',
      { className: 'tools', role: 'toolbar', 'aria-label': words.tableTools },
      button('rowAbove', () => this.#insert(0)),
      button('rowBelow', () => this.#insert(1)),
      button('rowDelete', () => this.#delete()),
      button('rowUp', () => this.#move(-1)),
      button('rowDown', () => this.#move(1)),
      button('undo', undo),
      button('redo', redo),
    );
    this.element = el('div', { className: 'table' }, this.tools, this.grid, this.note);
  }

  show(text, name) {
    this.#rows = reparsed(this.#rows, this.#text, text);
    this.#text = text;
    this.grid.setAttribute('aria-label', name);
    this.grid.setAttribute('aria-rowcount', this.#rows.length);
    this.#at = [Math.min(this.#at[0], Math.max(0, this.#rows.length - 1)), this.#at[1]];
    const filled = this.#rows[0]?.filter((it) => it.text).length ?? 0;
    // A first row of one word names the hit policy; the headings follow it.
    this.#head = filled === 1 && (this.#rows[1]?.length ?? 0) > 1 ? 2 : 1;
    this.columns = Math.max(1, ...this.#rows.map((it) => it.length));
    this.grid.setAttribute('aria-colcount', this.columns);
    this.body.style.height = `${this.#rows.length * ROW}px`;
    this.body.style.width = `${this.columns * 10 + 4}rem`;
    this.#draw();
  }

  /** Findings, each on the cells of its place. */
  marks(found) {
    this.#marks = new Map();
    for (const it of found) {
      const row = this.#rows.findIndex((cells) => cells.length && cells[0].line <= it.line && it.line <= cells.at(-1).endLine);
      if (row < 0) continue;
      this.#rows[row].forEach((cell, column) => {
        const inside = it.end_line > it.line || (cell.column <= it.end_column && it.column <= cell.end);
        const touches = it.column === it.end_column ? inside : inside && (cell.column < it.end_column || it.end_line > it.line) && it.column < Math.max(cell.end, cell.column + 1);
        if (touches) this.#marks.set(`${row},${column}`, [...(this.#marks.get(`${row},${column}`) ?? []), it]);
      });
    }
    this.#draw();
  }

  jump(line, column) {
    const row = this.#rows.findIndex((cells) => cells.length && cells[0].line <= line && line <= cells.at(-1).endLine);
    if (row < 0) return;
    const at = this.#rows[row].findIndex((cell) => column <= cell.end);
    this.#go(row, Math.max(0, at));
  }

  #draw() {
    // What comes in while a cell is being typed in waits until it is done.
    if (this.#isTyping) return;
    const held = this.body.contains(document.activeElement) && document.activeElement.role === 'gridcell';
    const first = Math.max(0, Math.floor(this.grid.scrollTop / ROW) - MORE);
    const last = Math.min(this.#rows.length, Math.ceil((this.grid.scrollTop + (this.grid.clientHeight || 600)) / ROW) + MORE);
    const shown = [];
    if (this.#at[0] < first && this.#rows.length) shown.push(this.#at[0]);
    for (let row = first; row < last; row += 1) shown.push(row);
    if (this.#at[0] >= last && this.#rows.length) shown.push(this.#at[0]);
    this.#place(shown);
    if (held) this.#cell()?.focus({ preventScroll: true });
    this.#tell();
  }

  /** Rows that look as they did stay where they are: laying all out anew takes longer than the rest. */
  #place(rows) {
    const before = this.#drawn;
    this.#drawn = new Map();
    const shown = rows.map((row) => {
      const look = JSON.stringify([row < this.#head, this.#at[0] === row && this.#at[1], this.#rows[row].map((cell, column) => [cell.text, this.#found(row, column)?.map((it) => [it.severity, it.message])])]);
      const known = before.get(row);
      const drawn = known?.look === look ? known : { look, element: this.#row(row) };
      this.#drawn.set(row, drawn);
      return drawn.element;
    });
    const stays = new Set(shown);
    for (const it of [...this.body.children]) if (!stays.has(it)) it.remove();
    shown.forEach((it, at) => {
      if (this.body.children[at] !== it) this.body.insertBefore(it, this.body.children[at] ?? null);
    });
  }

  #found = (row, column) => this.#marks.get(`${row},${column}`);

  #row(row) {
    const head = row < this.#head;
    const number = el('div', { role: 'rowheader', className: 'number', textContent: String(row + 1) });
    const cells = this.#rows[row].map((cell, column) => {
      const found = this.#found(row, column);
      const is = this.#at[0] === row && this.#at[1] === column;
      const it = el('div', { role: head ? 'columnheader' : 'gridcell', tabIndex: is ? 0 : -1, textContent: cell.text, 'aria-colindex': column + 1 });
      it.className = `cell${head ? ' head' : ''}${found ? ` ${found[0].severity}` : ''}`;
      if (found) {
        it.setAttribute('aria-invalid', 'true');
        it.title = found.map((it) => it.message).join('\n');
      }
      it.addEventListener('mousedown', () => this.#go(row, column));
      it.addEventListener('dblclick', () => this.#edit(cell.text));
      return it;
    });
    const it = el('div', { role: 'row', className: 'row', 'aria-rowindex': row + 1 }, number, cells);
    it.style.transform = `translateY(${row * ROW}px)`;
    it.dataset.row = row;
    return it;
  }

  #isTyping = false;

  #cell = () => this.body.querySelector(`[data-row="${this.#at[0]}"] [aria-colindex="${this.#at[1] + 1}"]`);

  #go(row, column) {
    this.#at = [Math.max(0, Math.min(row, this.#rows.length - 1)), 0];
    this.#at[1] = Math.max(0, Math.min(column, (this.#rows[this.#at[0]]?.length ?? 1) - 1));
    const [top, height] = [this.#at[0] * ROW, this.grid.clientHeight];
    if (top < this.grid.scrollTop) this.grid.scrollTop = top;
    else if (top + ROW > this.grid.scrollTop + height) this.grid.scrollTop = top + ROW - height;
    this.#draw();
    this.#cell()?.focus();
    this.#cell()?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  #tell() {
    const found = this.#found(...this.#at) ?? [];
    this.note.textContent = found.map((it) => (it.help ? `${it.message} → ${it.help}` : it.message)).join('\n');
  }

  #key(event) {
    if (event.target.tagName === 'INPUT') return;
    const [row, column] = this.#at;
    const page = Math.max(1, Math.floor(this.grid.clientHeight / ROW) - 1);
    const ends = event.ctrlKey || event.metaKey;
    const width = (this.#rows[row]?.length ?? 1) - 1;
    const steps = {
      ArrowUp: [row - 1, column],
      ArrowDown: [row + 1, column],
      ArrowLeft: [row, column - 1],
      ArrowRight: [row, column + 1],
      PageUp: [row - page, column],
      PageDown: [row + page, column],
      Home: [ends ? 0 : row, 0],
      End: [ends ? this.#rows.length - 1 : row, width],
    };
    const key = event.key.toLowerCase();
    if (event.altKey && ['ArrowUp', 'ArrowDown'].includes(event.key)) this.#move(event.key === 'ArrowUp' ? -1 : 1);
    else if (steps[event.key]) this.#go(...steps[event.key]);
    else if (event.key === 'Enter' || event.key === 'F2') this.#edit(this.#rows[row]?.[column]?.text ?? '');
    else if (event.key === 'Delete' || event.key === 'Backspace') this.#put([['']]);
    else if (ends && key === 'z' && !event.shiftKey) this.undo();
    else if (ends && (key === 'y' || (key === 'z' && event.shiftKey))) this.redo();
    else if (event.key.length === 1 && !ends && !event.altKey) this.#edit('');
    else return;
    // What is typed goes into the field that has just opened.
    if (event.key.length > 1 || ends) event.preventDefault();
  }

  #edit(text) {
    const cell = this.#cell();
    if (!cell) return;
    const label = this.#rows[this.#head - 1]?.[this.#at[1]]?.text ?? '';
    const field = el('input', { className: 'field', value: text, 'aria-label': label || this.words.cell });
    let over = false;
    const end = (keep) => {
      if (over) return;
      over = true;
      this.#isTyping = false;
      const { value } = field;
      if (keep && value !== this.#rows[this.#at[0]][this.#at[1]].text) this.#put([[value]]);
      else this.#draw();
    };
    field.addEventListener('keydown', (event) => {
      if (event.isComposing) return;
      if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'Tab') {
        event.preventDefault();
        event.stopPropagation();
        end(event.key !== 'Escape');
        const [row, column] = this.#at;
        if (event.key === 'Enter') this.#go(row + 1, column);
        else this.#go(row, column + (event.key === 'Tab' ? (event.shiftKey ? -1 : 1) : 0));
      }
    });
    field.addEventListener('blur', () => end(true));
    cell.replaceChildren(field);
    this.#drawn.delete(this.#at[0]);
    this.#isTyping = true;
    field.focus();
  }

  /** Other rows for `n` from `row` on: the file is written anew only there. */
  #write(row, n, rows) {
    const start = (at) => this.#rows[at]?.[0].at ?? this.#text.length;
    // Where the last line of the file has no end, more would go on in it.
    const isOpen = row === this.#rows.length && this.#rows.at(-1)?.at(-1).to === this.#text.length;
    this.changed(start(row), start(row + n), (isOpen ? '\n' : '') + written(rows));
  }

  #blank = () => Array.from({ length: this.#rows[this.#head - 1]?.length ?? 1 }, () => ({ text: '' }));

  /** Puts texts in from the current cell on; rows are added where they end. */
  #put(block) {
    const [row, column] = this.#at;
    const rows = block.map((cells, down) => {
      const changed = [...(this.#rows[row + down] ?? this.#blank())];
      cells.forEach((text, right) => {
        // A table that is too wide already is mended cell by cell.
        if (column + right < Math.max(MAX_COLUMNS, this.columns)) changed[column + right] = { ...changed[column + right], text };
      });
      return Array.from(changed, (it) => it ?? { text: '' });
    });
    this.#write(row, rows.length, rows);
  }

  #insert(after) {
    // An empty line is no row to a reader of CSV: a first cell of `-` means any.
    this.#write(this.#at[0] + after, 0, [[{ text: '-' }, ...this.#blank().slice(1)]]);
    this.#go(this.#at[0] + after, 0);
  }

  #delete() {
    this.#write(this.#at[0], 1, []);
    this.#go(...this.#at);
  }

  #move(by) {
    const [row, column] = this.#at;
    const to = row + by;
    if (row < this.#head || to < this.#head || to >= this.#rows.length) return;
    const first = Math.min(row, to);
    this.#write(first, 2, [this.#rows[first + 1], this.#rows[first]]);
    this.#go(to, column);
  }

  #paste(event) {
    if (event.target.tagName === 'INPUT') return;
    event.preventDefault();
    const { rows, merged, odd } = pasted(event.clipboardData.getData('text/plain'), event.clipboardData.getData('text/html'));
    const [top, left] = this.#at;
    const width = Math.max(0, ...rows.map((it) => it.length));
    if (left + width > Math.max(MAX_COLUMNS, this.columns)) {
      this.warn(this.words.tooManyColumns(left + width, MAX_COLUMNS));
      return;
    }
    if (odd) {
      this.warn(this.words.oddCells);
      return;
    }
    if (rows.length) this.#put(rows);
    const heading = (column) => this.#rows[this.#head - 1]?.[column]?.text || String(column + 1);
    if (merged.length) this.warn(this.words.mergedCells(merged.slice(0, 8).map(([row, column]) => [top + row + 1, heading(left + column)]), merged.length));
  }

  #copy(event) {
    if (event.target.tagName === 'INPUT') return;
    event.clipboardData.setData('text/plain', texts([this.#rows[this.#at[0]]])[0][this.#at[1]]);
    event.preventDefault();
  }
}
