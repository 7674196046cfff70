// What a book says of itself in its first bytes, read without the engine.
//
// The layout is src/book/bytes.rs and src/book/codec.rs: magic, the format's
// number, the book's hash, a checksum; then the texts by language, and before
// everything else of the book itself its pack, version, languages and period.

const MAGIC = 'TSUNAGU\n';
/** `book::FORMAT`: another one may be laid out otherwise. */
const FORMAT = 4;
const HASH_AT = 10;
export const SUM_AT = 42;
export const PAYLOAD_AT = 50;

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * `{ pack, version, hash, languages, from, until }`; a day that is no limit is
 * `null`. Throws where the bytes are no book of our format.
 */
export function about(bytes) {
  const book = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
  const format = book[8] | (book[9] << 8);
  if (String.fromCharCode(...book.subarray(0, MAGIC.length)) !== MAGIC || format !== FORMAT) {
    throw new Error('these bytes are no book of this version');
  }
  const from = new Reader(book, PAYLOAD_AT);
  from.list(() => from.skip());
  const pack = from.text();
  const version = from.text();
  const languages = from.list(() => from.text());
  const [begin, end] = [from.day(), from.day()];
  const hash = [...book.subarray(HASH_AT, SUM_AT)].map((it) => it.toString(16).padStart(2, '0')).join('');
  return { pack, version, hash, languages, from: begin, until: end };
}

class Reader {
  #bytes;
  #at;

  constructor(bytes, at) {
    [this.#bytes, this.#at] = [bytes, at];
  }

  /** Seven bits a byte, the lowest first. No length or day needs more than five. */
  integer() {
    let value = 0;
    for (let place = 1; place < 2 ** 35; place *= 128) {
      const byte = this.byte();
      value += (byte % 128) * place;
      if (byte < 128) {
        return value;
      }
    }
    throw new Error('a number in the book does not end');
  }

  byte() {
    if (this.#at >= this.#bytes.length) {
      throw new Error('the book is cut off');
    }
    return this.#bytes[this.#at++];
  }

  skip() {
    const length = this.integer();
    const start = this.#at;
    this.#at += length;
    if (this.#at > this.#bytes.length) {
      throw new Error('the book is cut off');
    }
    return this.#bytes.subarray(start, this.#at);
  }

  text() {
    return UTF8.decode(this.skip());
  }

  list(read) {
    const made = [];
    for (let left = this.integer(); left > 0; left--) {
      made.push(read());
    }
    return made;
  }

  /** Days since 1970, small negative ones small too; or none. */
  day() {
    if (this.byte() === 0) {
      return null;
    }
    const bits = this.integer();
    const days = bits % 2 ? -(bits + 1) / 2 : bits / 2;
    return new Date(days * 86_400_000).toISOString().slice(0, 10);
  }
}
