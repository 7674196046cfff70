/** Whose book this is, and whether its time is now. Needs no engine. */

/** What a book says of itself. */
export interface About {
  pack: string;
  version: string;
  /** SHA-256 of the whole book with all its languages, in hex. */
  hash: string;
  languages: string[];
  /** The pack's period, `2026-04-01`, both days included; `null` is no limit. */
  from: string | null;
  until: string | null;
}

/** Reads what the book says of itself. Throws when the bytes are no book of this version. */
export function about(bytes: Uint8Array | ArrayBuffer): About;

export interface Pinned {
  /** `ed25519:…` as `tsunagu build --sign` prints it; several with blanks between. */
  key: string;
  /** The pack the book must be of; any if absent. */
  pack?: string | null;
  /** Date and time in Japan that the answers are for; now if absent. */
  at?: string | null;
  /** Of the sentence in the error: `ja` (if absent), `easy`, `en`. */
  lang?: string | null;
}

/**
 * Resolves when the book is signed with one of the keys and its period holds the
 * day. Else rejects with an `Error` whose message is a sentence for the family
 * and whose `cause` says what is wrong.
 */
export function check(bytes: Uint8Array | ArrayBuffer, pinned: Pinned): Promise<About>;
