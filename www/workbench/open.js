// Opening: a folder, a zip, a drop, or the packs that come with the page.
//
// Whatever comes has limits, checked before and while it is read, so that a
// wrong folder or a zip made to burst ends in a sentence.

import { Unzip, UnzipInflate, zipSync } from 'fflate';
import { MAX_FILE, decoded, encoded } from './pack.js';

const MAX_FILES = 20_000;
const MAX_TOTAL = 64 * 1024 * 1024;

/** A reason in words of the table: `words(lang)[code]`. */
export class Refused extends Error {
  constructor(code, ...args) {
    super(code);
    this.code = code;
    this.args = args;
  }
}

const isOurs = (path) => /\.(ya?ml|csv)$/i.test(path) && !path.split('/').some((it) => it.startsWith('.') || it.startsWith('~$'));

/** Collects files under the limits. */
class Basket {
  files = new Map();
  refused = [];
  total = 0;
  count = 0;

  counted(path) {
    this.count += 1;
    if (this.count > MAX_FILES) throw new Refused('tooManyFiles', MAX_FILES);
    const parts = path.split('/');
    if (path.startsWith('/') || path.includes('\\') || /^[a-z]:/i.test(path) || parts.includes('..')) throw new Refused('badPath', path);
  }

  room(path, size) {
    if (size > MAX_FILE) throw new Refused('tooLarge', path, '8 MiB');
    if (this.total + size > MAX_TOTAL) throw new Refused('tooMuch', '64 MiB');
  }

  add(path, bytes) {
    this.room(path, bytes.length);
    this.total += bytes.length;
    const it = decoded(bytes);
    if (it) this.files.set(path.normalize('NFC'), it);
    else this.refused.push(new Refused('badEncoding', path));
  }
}

/** Files of a picker or a drop: `[path, File]`. One too large is left out, and told. */
async function fromFiles(entries) {
  const basket = new Basket();
  for (const [path, file] of entries) {
    if (!isOurs(path)) continue;
    basket.counted(path);
    if (file.size > MAX_FILE) {
      basket.refused.push(new Refused('tooLarge', path, '8 MiB'));
      continue;
    }
    basket.add(path, new Uint8Array(await file.arrayBuffer()));
  }
  return basket;
}

/** Inflated piece by piece: a bomb is noticed at its first megabyte too many. */
export async function fromZip(file) {
  if (file.size > MAX_TOTAL) throw new Refused('tooLarge', file.name, '64 MiB');
  const basket = new Basket();
  let wrong;
  const unzip = new Unzip((entry) => {
    if (wrong || entry.name.endsWith('/')) return;
    const chunks = [];
    let size = 0;
    try {
      basket.counted(entry.name);
      if (!isOurs(entry.name)) return;
    } catch (error) {
      wrong = error;
      return;
    }
    entry.ondata = (error, chunk, final) => {
      if (wrong) return;
      if (error) {
        wrong = new Refused('badZip');
        return;
      }
      size += chunk.length;
      try {
        basket.room(entry.name, size);
        chunks.push(chunk);
        if (final) {
          const bytes = new Uint8Array(size);
          let at = 0;
          for (const it of chunks) {
            bytes.set(it, at);
            at += it.length;
          }
          basket.add(entry.name, bytes);
        }
      } catch (error) {
        wrong = error;
        entry.terminate();
      }
    };
    entry.start();
  });
  unzip.register(UnzipInflate);
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new Refused('badZip');
  try {
    // In small pieces, so that what comes out is looked at in small pieces too.
    for (let at = 0; at < bytes.length && !wrong; at += 16_384) {
      unzip.push(bytes.subarray(at, at + 16_384), at + 16_384 >= bytes.length);
    }
  } catch {
    wrong ??= new Refused('badZip');
  }
  if (wrong) throw wrong;
  return basket;
}

/** Without folders around the packs; a zip of a pack's inside gets the pack's name. */
export function rooted(basket) {
  const manifests = [...basket.files.keys()].filter((it) => it === 'pack.yaml' || it.endsWith('/pack.yaml'));
  if (!manifests.length) throw new Refused('noPack');
  const shortest = manifests.sort((a, b) => a.split('/').length - b.split('/').length)[0];
  let files = basket.files;
  if (shortest === 'pack.yaml') {
    const name = files.get(shortest).text.match(/^pack:\s*["']?([^\s"'#]+)/m)?.[1] ?? 'pack';
    files = new Map([...files].map(([path, it]) => [`${name}/${path}`, it]));
  } else {
    const above = shortest.split('/').slice(0, -2).join('/');
    if (above) {
      files = new Map([...files].filter(([path]) => path.startsWith(`${above}/`)).map(([path, it]) => [path.slice(above.length + 1), it]));
    }
  }
  return { files, refused: basket.refused };
}

export const folderPicker = 'showDirectoryPicker' in globalThis;

export async function fromFolder() {
  const folder = await globalThis.showDirectoryPicker();
  return fromFiles(await walked(folder, folder.name));
}

async function walked(folder, path, out = []) {
  for await (const [name, it] of folder.entries()) {
    if (out.length > MAX_FILES) throw new Refused('tooManyFiles', MAX_FILES);
    if (it.kind === 'directory' && !name.startsWith('.')) await walked(it, `${path}/${name}`, out);
    else if (it.kind === 'file' && isOurs(name)) out.push([`${path}/${name}`, await it.getFile()]);
  }
  return out;
}

/** From `<input webkitdirectory>`. */
export const fromInput = (files) => fromFiles([...files].map((it) => [it.webkitRelativePath || it.name, it]));

export async function fromDrop(transfer) {
  const items = [...transfer.items].map((it) => it.webkitGetAsEntry?.()).filter(Boolean);
  const zip = [...transfer.files].find((it) => /\.zip$/i.test(it.name));
  if (zip) return fromZip(zip);
  const out = [];
  for (const it of items) await dropped(it, it.name, out);
  return fromFiles(out);
}

async function dropped(entry, path, out) {
  if (out.length > MAX_FILES) throw new Refused('tooManyFiles', MAX_FILES);
  if (entry.isFile) {
    if (isOurs(path)) out.push([path, await new Promise((done, fail) => entry.file(done, fail))]);
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const found = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!found.length) return;
    for (const it of found) await dropped(it, `${path}/${it.name}`, out);
  }
}

let shippedPaths;

/** The files of packs that come with the page. */
export async function shipped(packs) {
  const at = (path) => new URL(`packs/${path.split('/').map(encodeURIComponent).join('/')}`, import.meta.url);
  shippedPaths ??= await (await fetch(at('list.json'))).json();
  const basket = new Basket();
  const wanted = shippedPaths.filter((it) => packs.includes(it.split('/')[0]) && isOurs(it));
  await Promise.all(wanted.map(async (path) => basket.add(path, new Uint8Array(await (await fetch(at(path))).arrayBuffer()))));
  return basket;
}

export function zipped(files) {
  const entries = [...files].map(([path, it]) => [path, encoded(it)]);
  return zipSync(Object.fromEntries(entries), { level: 6 });
}
