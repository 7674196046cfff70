// The headless half, as a portal calls it: one object of options, and saved
// answers taken up again.

import { RuleBook, Session } from 'tsunagu-wasm';
import { now } from './along/day.js';
import { words } from './words.js';

/** In words what of the saved answers could not be carried over. */
export function takeUp(session, { answers }) {
  return Object.entries(answers ?? {}).flatMap(([name, value]) => session.give(name, value) ?? []);
}

/** The code of what is wrong with the bytes is the error's `cause`. */
RuleBook.load = (bytes, lang) => {
  try {
    return RuleBook.read(bytes);
  } catch (error) {
    throw new Error(words(lang).setup, { cause: error });
  }
};

Object.assign(RuleBook.prototype, {
  start({ wizard = '', lang = 'ja', at } = {}) {
    return this.begin(wizard ?? '', lang ?? 'ja', at || now());
  },

  restore(options, saved) {
    const session = this.start(options);
    const { pack } = session.save();
    if (saved.pack !== pack) {
      throw new Error(`saved answers of ${saved.pack}, and the book is ${pack}`);
    }
    session.lost = takeUp(session, saved);
    return session;
  },
});

Object.assign(Session.prototype, {
  lost: [],

  /** Who asks for the page has no use for the start screen. */
  page() {
    if (this.view().screen.kind === 'start') {
      this.open(false);
    }
    const { screen } = this.view();
    return screen.kind === 'page' ? screen : null;
  },
});

export { RuleBook };
