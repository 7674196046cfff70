// What is carried from one device to another: answers, and of which rule book.
//
// One payload for the file, the 2D code and this device. In an address it is
// deflated and written in base64url; the first letter tells how. An address has
// it behind `#`, which no browser sends to a server.
//
// Whatever comes in was perhaps cut off, or is of somebody else's making: it is
// read as text, by its shape, and never past a limit.

export const FORMAT = 1;
export const LIMIT = 256 * 1024;

const MARK = '#tsunagu=';
const DEFLATED = 'd';
const PLAIN = 'p';
/** Of a name, a version or a hash, since they are shown. */
const LONGEST = 100;
const MOMENT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

/** Why a payload could not be read: the name of a sentence in words.js. */
export class Unreadable extends Error {
  constructor(why) {
    super(why);
    this.why = why;
  }
}

/** `screen` is that of the results, or of any other view. */
export function payload(saved, screen, at) {
  const { book, pack, version, wizard, answers } = saved;
  return { tsunagu: FORMAT, pack, version, book, wizard, at, answers, digest: digest(screen) };
}

/**
 * Eight letters that differ where a result does (FNV-1a, 32 bits): enough to
 * see that two devices came to the same, not a seal. Of an amount only the
 * figures count, since its words are those of a language.
 */
export function digest(screen) {
  if (screen.kind !== 'results') {
    return null;
  }
  const results = screen.groups.flatMap((group) => group.results);
  const lines = results.map((it) => [it.name, it.status, (it.amount ?? '').replace(/[^0-9.]+/g, ' ').trim()].join());
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(lines.sort().join('\n'))) {
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  return (hash >>> 0).toString(16).padStart(8, '0');
}

/** A page's address that holds the payload. */
export async function address(page, payload) {
  const bytes = new TextEncoder().encode(JSON.stringify(payload));
  const deflated = await through('CompressionStream', bytes);
  return page + MARK + (deflated ? DEFLATED + base64url(deflated) : PLAIN + base64url(bytes));
}

/** The payload's text in an address, still packed; nothing where there is none. */
export function packedIn(hash) {
  return hash.startsWith(MARK) ? hash.slice(MARK.length) : undefined;
}

/** The payload packed by `address`. */
export async function unpack(packed) {
  if (packed.length > LIMIT) {
    throw new Unreadable('tooLarge');
  }
  const bytes = bytesOf(packed.slice(1));
  if (packed[0] === PLAIN) {
    return read(new TextDecoder().decode(bytes));
  }
  if (packed[0] !== DEFLATED) {
    throw new Unreadable('damaged');
  }
  let inflated;
  try {
    inflated = await through('DecompressionStream', bytes);
  } catch (error) {
    throw error instanceof Unreadable ? error : new Unreadable('damaged');
  }
  if (!inflated) {
    throw new Unreadable('oldBrowser');
  }
  return read(new TextDecoder().decode(inflated));
}

/** The payload in a text, by its shape; what the answers mean is for the engine. */
export function read(text) {
  let it;
  try {
    it = JSON.parse(text);
  } catch {
    throw new Unreadable('damaged');
  }
  return checked(it);
}

/** The same object, where it has a payload's shape. */
export function checked(it) {
  if (!Number.isInteger(it?.tsunagu)) {
    throw new Unreadable('foreign');
  }
  if (it.tsunagu > FORMAT) {
    throw new Unreadable('newer');
  }
  const texts = [it.book, it.pack, it.version, it.wizard, it.at];
  const told = texts.every((text) => typeof text === 'string' && text.length <= LONGEST);
  if (!told || !MOMENT.test(it.at) || !plainObject(it.answers)) {
    throw new Unreadable('damaged');
  }
  return it;
}

function plainObject(it) {
  return typeof it === 'object' && it !== null && !Array.isArray(it);
}

/** Through one of the browser's streams; nothing where the browser has none. */
async function through(stream, bytes) {
  if (!(stream in globalThis)) {
    return undefined;
  }
  const reader = new Blob([bytes]).stream().pipeThrough(new globalThis[stream]('deflate-raw')).getReader();
  const chunks = [];
  let length = 0;
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    length += value.length;
    // A short text can say of itself that it is endless.
    if (length > LIMIT) {
      await reader.cancel();
      throw new Unreadable('tooLarge');
    }
    chunks.push(value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function base64url(bytes) {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function bytesOf(text) {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (it) => it.charCodeAt(0));
  } catch {
    throw new Unreadable('damaged');
  }
}
