// <tsunagu-intake book="…" wizard="…" municipality="…" lang="…" at="…">
//
// Fetches, forwards, and knows no rules: loads engine, styles and book, hands
// attributes to an Intake (src/web/intake.rs) that draws into our shadow root,
// and tells the portal how far the person is.
//
// What stands between the tags is shown until the first screen is there, and
// again if it never comes.

import { Intake, RuleBook } from 'tsunagu-wasm';
import { bookBytes, ready, styles } from './load.js';
import { words } from './words.js';

/** The question that `municipality` answers: the same in every pack. */
const MUNICIPALITY = '市区町村';

/** Where there is no DOM, the module is still good for its headless half. */
const Base = globalThis.HTMLElement ?? class {};

export class TsunaguIntake extends Base {
  static observedAttributes = ['book', 'integrity', 'wizard', 'municipality', 'lang', 'at'];

  #root;
  /** One a mount: ends listeners, downloads, and whatever comes too late. */
  #mount;
  #intake;
  #shown = {};

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: 'open' });
    this.#fallBack();
  }

  connectedCallback() {
    this.#start();
  }

  disconnectedCallback() {
    this.#stop();
  }

  attributeChangedCallback(name, before, after) {
    if (!this.#mount || before === after) {
      return;
    }
    if (!this.#intake) {
      this.#start();
    } else if (name === 'lang') {
      this.#intake.language(this.#lang);
    } else if (name === 'at') {
      this.#intake.at(after ?? undefined);
    } else if (name === 'municipality' && after) {
      this.#intake.answer(MUNICIPALITY, after);
    } else {
      this.#start();
    }
  }

  #start() {
    this.#stop();
    const mount = new AbortController();
    this.#mount = mount;
    // Attributes set one after the other make one start, not five.
    queueMicrotask(() => {
      if (!mount.signal.aborted) {
        this.#load(mount.signal);
      }
    });
  }

  #stop() {
    this.#mount?.abort();
    this.#mount = undefined;
    this.#intake?.free();
    this.#intake = undefined;
    this.#shown = {};
    this.#fallBack();
  }

  async #load(signal) {
    const say = words(this.#lang);
    let bytes;
    let sheet;
    try {
      const book = this.getAttribute('book');
      if (!book) {
        throw new Error('<tsunagu-intake> has no `book`');
      }
      const integrity = this.getAttribute('integrity');
      [, sheet, bytes] = await Promise.all([ready(), styles(), bookBytes(book, { integrity, signal })]);
    } catch (error) {
      if (!signal.aborted) {
        this.#fail(say.load, error);
      }
      return;
    }
    if (!signal.aborted) {
      this.#draw(bytes, sheet, say, signal);
    }
  }

  #draw(bytes, sheet, say, signal) {
    let book;
    try {
      book = RuleBook.load(bytes, this.#lang);
    } catch (error) {
      // A book that cannot be read says so in the family's words.
      this.#fail(error.message, error);
      return;
    }
    try {
      this.#intake = new Intake(this.#root, book, this.#options(signal));
    } catch (error) {
      this.#fail(say.setup, error);
      return;
    } finally {
      book.free();
    }
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.querySelector('slot')?.remove();
    this.#unfoldInPrint(signal);
  }

  #options(signal) {
    const municipality = this.getAttribute('municipality');
    return {
      wizard: this.getAttribute('wizard'),
      lang: this.#lang,
      at: this.getAttribute('at'),
      answers: municipality ? { [MUNICIPALITY]: municipality } : {},
      // Later, when the engine is at rest: a portal may take us off the page.
      changed: (screen, progress) => queueMicrotask(() => signal.aborted || this.#tell(screen, progress)),
    };
  }

  /** Our own language, else that of the page around us. */
  get #lang() {
    return this.lang || this.parentElement?.closest('[lang]')?.lang || 'ja';
  }

  #tell(screen, { asked, at_least, at_most }) {
    const before = this.#shown;
    this.#shown = { screen, asked, at_least, at_most };
    if (before.asked !== asked || before.at_least !== at_least || before.at_most !== at_most) {
      this.#send('tsunagu-progress', { asked, at_least, at_most });
    }
    if (screen === 'results' && before.screen !== 'results') {
      this.#send('tsunagu-results', {});
    }
  }

  /** Counts only, never an answer: the start screen says that nothing is sent. */
  #send(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { bubbles: true, composed: true, detail }));
  }

  /** Paper cannot be unfolded. The style sheet asks for it too; not every
   * browser can. */
  #unfoldInPrint(signal) {
    let opened = [];
    addEventListener('beforeprint', () => {
      opened = [...this.#root.querySelectorAll('details:not([open])')];
      opened.forEach((it) => { it.open = true; });
    }, { signal });
    addEventListener('afterprint', () => opened.forEach((it) => { it.open = false; }), { signal });
  }

  /** The portal's own words, in the portal's own style: ours would reset it. */
  #fallBack() {
    this.#root.adoptedStyleSheets = [];
    this.#root.replaceChildren(document.createElement('slot'));
  }

  /** Says so in plain words, above what the portal put between the tags. */
  #fail(sentence, error) {
    console.error(error);
    const message = document.createElement('p');
    message.className = 'failure';
    message.setAttribute('role', 'alert');
    message.textContent = sentence;
    this.#fallBack();
    this.#root.prepend(message);
  }
}
