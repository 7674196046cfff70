// The files being worked on, as text, and as they were when they were opened.
//
// Bytes become text as the engine reads them (UTF-8, else CP932 as Excel
// writes it) and go out as UTF-8: with the mark Excel needs where a table had
// it or was CP932, with the line ends the file had.

export const MAX_FILE = 8 * 1024 * 1024;

/** `{ text, mark, crlf }`, or `undefined` where no encoding fits. */
export function decoded(bytes) {
  const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  for (const encoding of ['utf-8', 'shift_jis']) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      const crlf = text.includes('\r\n');
      return { text: text.replaceAll('\r\n', '\n'), mark: mark || encoding !== 'utf-8', crlf };
    } catch {
      // The next encoding.
    }
  }
  return undefined;
}

export function encoded({ text, mark, crlf }) {
  const lines = crlf ? text.replaceAll('\n', '\r\n') : text;
  return new TextEncoder().encode(mark ? `\ufeff${lines}` : lines);
}

export class Work {
  /** By path below the folder of packs. */
  files = new Map();
  /** As opened: the base of a merge, and what a diff compares with. */
  base = new Map();
  pack = '';
  /** Files that only came along because the pack imports them. */
  borrowed = new Set();

  get packs() {
    return [...this.files.keys()].filter((it) => /^[^/]+\/pack\.yaml$/.test(it)).map((it) => it.split('/')[0]);
  }

  get changed() {
    const paths = new Set([...this.files.keys(), ...this.base.keys()]);
    return [...paths].filter((it) => this.files.get(it)?.text !== this.base.get(it)?.text);
  }

  text(path) {
    return this.files.get(path)?.text ?? '';
  }

  write(path, text) {
    const before = this.files.get(path) ?? { mark: path.endsWith('.csv'), crlf: false };
    this.files.set(path, { ...before, text });
  }

  settle() {
    this.base = new Map(this.files);
  }
}
