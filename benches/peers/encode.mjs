// From the workload to a book: the pack is written to a folder for a moment, and the
// command that maintainers use makes the book of it. Never part of what is measured.
//
// `process.getBuiltinModule` and no imports: what a browser loads is bundled from the
// adapter, and must not find Node's modules in it.

import { asked, outputsOf, pack } from './pack.mjs';

const builtin = (name) => globalThis.process.getBuiltinModule(`node:${name}`);

/** The book, a character a byte; what outputs rest on and which questions are asked. */
export function encode(spec) {
  const fs = builtin('fs');
  const path = builtin('path');
  const folder = fs.mkdtempSync(path.join(builtin('os').tmpdir(), 'tsunagu-peers-'));
  try {
    for (const [file, text] of Object.entries(pack(spec))) {
      const to = path.join(folder, 'intake', file);
      fs.mkdirSync(path.dirname(to), { recursive: true });
      fs.writeFileSync(to, text);
    }
    const tsunagu = process.env.TSUNAGU ?? 'tsunagu';
    builtin('child_process').execFileSync(tsunagu, ['build', path.join(folder, 'intake'), '-o', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
    return {
      book: fs.readFileSync(path.join(folder, 'intake.book'), 'latin1'),
      outputs: outputsOf(spec),
      asked: asked(spec),
    };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The bytes of a book out of such a text. */
export function bytesOf(book) {
  if (globalThis.Buffer) {
    return globalThis.Buffer.from(book, 'latin1');
  }
  const bytes = new Uint8Array(book.length);
  for (let at = 0; at < bytes.length; at++) {
    bytes[at] = book.charCodeAt(at);
  }
  return bytes;
}

/** The module as the harness hands it out: `file` is named from the harness. */
export function useModule(file) {
  globalThis.__wasm = () => builtin('fs').readFileSync(new URL(`../${file}`, import.meta.url));
}
