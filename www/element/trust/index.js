// Whose book this is, and whether its time is now.
//
// Loaded only where an element has a `key`, or by a portal that draws for
// itself. The signature stands at the end of the book, so that no cache can give
// one without the other; the browser's own cryptography looks at it, before
// anything else reads the book.
//
// Pinned is pinned: where it cannot be looked at, the book is not opened.

import { now } from '../along/day.js';
import { about, PAYLOAD_AT, SUM_AT } from './head.js';
import { sentence } from './words.js';

export { about };

/** `book::SIGNATURE_BYTES`. */
const SIGNATURE = 64;
const ED25519 = { name: 'Ed25519' };
const KEY_BYTES = 32;

/** The message is for the family; `cause` says for the portal what is wrong. */
class Refused extends Error {
  constructor(why, lang, { cause = why, day } = {}) {
    super(sentence(why, lang, day), { cause });
  }

  /** What the element shows. */
  get told() {
    return this.message;
  }
}

/**
 * What the book says of itself, once it is shown to be signed with one of the
 * keys, to be of the pack (where one is named), and of its time at the moment
 * the answers are for. Else throws a sentence for the family.
 */
export async function check(bytes, { key, pack, at, lang }) {
  const book = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
  await signed(book, key, lang);
  // Signed, so it is one of ours; but perhaps for another engine.
  const it = await caught('unvouched', lang, () => about(book));
  if (pack && pack !== it.pack) {
    throw new Refused('unvouched', lang, { cause: `the book is of the pack ${it.pack}, not ${pack}` });
  }
  const day = (at || now()).slice(0, 10);
  if (it.from && day < it.from) {
    throw new Refused('early', lang, { day: it.from });
  }
  if (it.until && day > it.until) {
    throw new Refused('over', lang, { day: it.until });
  }
  return it;
}

/** For the element: the bytes, if its attributes let them pass. */
export async function vouched(bytes, host, lang) {
  const [key, pack, at] = ['key', 'pack', 'at'].map((name) => host.getAttribute(name));
  await check(bytes, { key, pack, at, lang });
  return bytes;
}

/** With one of the keys: while an office changes to a new key, both are named. */
async function signed(book, keys, lang) {
  const raw = await caught('unvouched', lang, () => keys.trim().split(/\s+/).map(publicKey));
  const end = book.length - SIGNATURE;
  if (end < PAYLOAD_AT) {
    throw new Refused('unvouched', lang, { cause: 'there is no whole book, or no signature' });
  }
  // All but the checksum, which covers the signature too.
  const message = new Uint8Array(end - PAYLOAD_AT + SUM_AT);
  message.set(book.subarray(0, SUM_AT));
  message.set(book.subarray(PAYLOAD_AT, end), SUM_AT);
  const fits = await caught('unable', lang, () => Promise.all(raw.map((it) => verify(it, book.subarray(end), message))));
  if (!fits.includes(true)) {
    throw new Refused('unvouched', lang, { cause: 'the book is not signed with this key, or was changed' });
  }
}

/** `crypto.subtle` is missing on pages that came without TLS, Ed25519 in old browsers. */
async function verify(raw, signature, message) {
  const key = await crypto.subtle.importKey('raw', raw, ED25519, false, ['verify']);
  return crypto.subtle.verify(ED25519, key, signature, message);
}

/** `ed25519:` and the 32 bytes in base64, as `tsunagu build --sign` prints it. */
function publicKey(text) {
  const [kind, base64] = text.split(':');
  const raw = kind === 'ed25519' && Uint8Array.from(atob(base64), (it) => it.charCodeAt(0));
  if (raw.length !== KEY_BYTES) {
    throw new Error(`\`${text}\` is no key: write ed25519: and 32 bytes in base64`);
  }
  return raw;
}

async function caught(why, lang, look) {
  try {
    return await look();
  } catch (cause) {
    throw new Refused(why, lang, { cause });
  }
}
