// Answers kept on this device: only once the person chose it, until the day
// the person chose.
//
// One entry a pack and wizard in the portal's localStorage. Another tab may
// write or erase it, so before each writing the entry is compared with what we
// wrote last; what is not ours is never overwritten without asking. A browser
// may forbid all of it, or be full: each access can throw.

import { checked } from './carry.js';
import { today } from './day.js';

/** Typing is not written letter by letter. */
const REST = 400;

/**
 * `content()` is what to keep (`{ screen, saved }`), `told()` is called when
 * `state` changed: `off`, `on`, `erased` (by another tab), `other` (another tab
 * wrote), `ended` (its day is over), `failed` (no room, or forbidden) or
 * `notErased` (forbidden by now).
 */
export class Keep {
  state = 'off';
  until;
  #key;
  #content;
  #told;
  #last;
  #timer;

  constructor({ pack, wizard }, content, told, signal) {
    this.#key = `tsunagu:${pack}:${wizard}`;
    this.#content = content;
    this.#told = told;
    addEventListener('storage', (event) => this.#heard(event), { signal });
    addEventListener('pagehide', () => this.flush(), { signal });
    signal.addEventListener('abort', () => clearTimeout(this.#timer));
  }

  /** What an earlier visit kept, `{ until, saved, screen }`. Past its day it is
   * erased unseen; what cannot be read is `{ damaged: true }`. */
  found() {
    const text = this.#stored();
    if (!text) {
      return undefined;
    }
    const entry = entryIn(text);
    if (entry.until < today()) {
      this.#remove();
      return undefined;
    }
    return entry;
  }

  /** From now on, every change. */
  start(until) {
    this.until = until;
    this.#last = this.#stored();
    this.#become('on');
    this.flush();
  }

  /** Takes up what was found: its end stays. */
  goOn(entry) {
    this.start(entry.until);
  }

  /** Gone from the device; whether it is. */
  erase() {
    clearTimeout(this.#timer);
    const gone = this.#remove();
    this.#become(gone ? 'off' : 'notErased');
    return gone;
  }

  /** No more from here; what is there stays. */
  stop() {
    this.#become('off');
  }

  /** After every change, cheap. */
  changed() {
    if (this.state === 'on') {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.flush(), REST);
    }
  }

  /** At once what waits to be written. */
  flush() {
    clearTimeout(this.#timer);
    if (this.state !== 'on' || !this.#stillOurs()) {
      return;
    }
    const text = JSON.stringify({ until: this.until, ...this.#content() });
    try {
      localStorage.setItem(this.#key, text);
      this.#last = text;
    } catch {
      // What an earlier writing left is old: rather none than the wrong one.
      this.#remove();
      this.#become('failed');
    }
  }

  #stillOurs() {
    if (this.until < today()) {
      this.#remove();
      this.#become('ended');
      return false;
    }
    const there = this.#stored();
    if (there === this.#last) {
      return true;
    }
    this.#become(there ? 'other' : 'erased');
    return false;
  }

  #heard({ key }) {
    // No key: the whole storage was cleared.
    if (key !== this.#key && key !== null) {
      return;
    }
    if (this.state === 'on') {
      this.#stillOurs();
    } else if (this.state === 'other' && !this.#stored()) {
      this.#become('erased');
    }
  }

  #become(state) {
    this.state = state;
    this.#told();
  }

  #stored() {
    try {
      return localStorage.getItem(this.#key);
    } catch {
      return null;
    }
  }

  #remove() {
    try {
      localStorage.removeItem(this.#key);
      return true;
    } catch {
      return false;
    }
  }
}

function entryIn(text) {
  try {
    const { until, screen, saved } = JSON.parse(text);
    return { until: String(until), screen, saved: checked(saved) };
  } catch {
    return { damaged: true };
  }
}
