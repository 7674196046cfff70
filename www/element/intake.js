// <tsunagu-intake book="…" wizard="…" municipality="…" lang="…" theme="…" at="…">
//
// Fetches, listens, and knows no rules: loads engine, styles and book once the
// element comes near the view, hands what is heard to an Intake
// (src/web/intake.rs) that draws into our shadow root, and tells the portal how
// far the person is. What can be taken along comes after the first screen
// (along/).
//
// What stands between the tags is shown until that screen is there, and again
// if it never comes.

import { Intake } from 'tsunagu-wasm';
import { now } from './along/day.js';
import { RuleBook, takeUp } from './book.js';
import { along, bookBytes, ready, styles, trust } from './load.js';
import { words } from './words.js';

/** The question that `municipality` answers: the same in every pack. */
const MUNICIPALITY = '市区町村';

/** `kanagawa.{ja,easy,en}.book`: a book for each language. */
const BY_LANGUAGE = /{(.+)}/;

/** Near enough to begin loading, in screens below the one shown. */
const NEAR = '100%';

/** Where there is no DOM, the module is still good for its headless half. */
const Base = globalThis.HTMLElement ?? class {};

export class TsunaguIntake extends Base {
  static observedAttributes = ['book', 'integrity', 'key', 'pack', 'wizard', 'municipality', 'lang', 'at'];

  #root;
  /** One a mount: ends listeners, downloads, and whatever comes too late. */
  #mount;
  #intake;
  #along;
  /** By language: its book on the way. */
  #learning = {};
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
      this.#speak(this.#lang);
      return;
    } else if (name === 'at' && !this.#isPinned) {
      this.#intake.at(after || now());
    } else if (name === 'municipality' && after) {
      this.#place(after);
    } else {
      this.#start();
      return;
    }
    this.#moved();
  }

  #start() {
    this.#stop();
    const mount = new AbortController();
    this.#mount = mount;
    const { signal } = mount;
    // Attributes set one after the other make one start, not five.
    queueMicrotask(() => signal.aborted || this.#whenNear(() => this.#load(signal), signal));
  }

  #stop() {
    this.#mount?.abort();
    this.#mount = undefined;
    this.#along?.free();
    this.#intake?.free();
    this.#along = this.#intake = undefined;
    this.#shown = {};
    this.#learning = {};
    this.#fallBack();
  }

  #whenNear(load, signal) {
    // Answers that come with the address are for whoever reads them first.
    if (this.getAttribute('loading') === 'eager' || location.hash.startsWith('#tsunagu=')) {
      load();
      return;
    }
    const near = new IntersectionObserver(
      (entries) => {
        if (entries.some((it) => it.isIntersecting)) {
          near.disconnect();
          load();
        }
      },
      { rootMargin: NEAR },
    );
    near.observe(this);
    signal.addEventListener('abort', () => near.disconnect());
  }

  async #load(signal) {
    const say = words(this.#lang);
    let bytes;
    let sheet;
    try {
      [, sheet, bytes] = await Promise.all([ready(), styles(), this.#fetch(this.#lang, signal)]);
    } catch (error) {
      if (!signal.aborted) {
        this.#fail(error.told ?? say.load, error);
      }
      return;
    }
    if (!signal.aborted && !this.#intake) {
      this.#draw(bytes, sheet, say, signal);
    }
  }

  /** The book in a language, or as near to it as there is one. */
  async #fetch(lang, signal) {
    const address = this.getAttribute('book');
    if (!address) {
      throw new Error('<tsunagu-intake> has no `book`');
    }
    const [primary] = lang.split('-');
    const tags = this.#tags;
    const tag = [lang, primary].find((it) => tags.includes(it)) ?? tags[0];
    const integrity = this.getAttribute('integrity');
    const [bytes, guard] = await Promise.all([
      bookBytes(address.replace(BY_LANGUAGE, tag), { integrity, signal }),
      this.#isPinned && trust(),
    ]);
    return guard ? guard.vouched(bytes, this, lang) : bytes;
  }

  /** Only books signed with a certain key are opened, each on days of its period. */
  get #isPinned() {
    return this.hasAttribute('key');
  }

  /** Of the languages that come apart. */
  get #tags() {
    return this.getAttribute('book').match(BY_LANGUAGE)?.[1].split(',') ?? [];
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
      const [wizard, at] = ['wizard', 'at'].map((name) => this.getAttribute(name));
      this.#intake = new Intake(this.#root, book, wizard ?? '', this.#lang, at || now());
      const municipality = this.getAttribute('municipality');
      if (municipality) {
        this.#place(municipality);
      }
    } catch (error) {
      this.#fail(say.setup, error);
      return;
    } finally {
      book.free();
    }
    this.#root.adoptedStyleSheets = [sheet];
    this.#root.querySelector('slot')?.remove();
    this.#listen(signal);
    this.#bringAlong(signal);
    this.#learnAll(signal);
  }

  /** The languages not read yet, so that nothing need be asked for later. */
  #learnAll(signal) {
    const { lang } = this.#intake.view();
    for (const tag of this.#tags) {
      if (tag !== lang) {
        this.#learning[tag] = this.#learn(tag, signal).catch((error) => console.error(error));
      }
    }
  }

  async #learn(lang, signal) {
    const bytes = await this.#fetch(lang, signal);
    if (!signal.aborted) {
      const book = RuleBook.load(bytes, lang);
      this.#intake.learn(book);
      book.free();
    }
  }

  async #speak(lang, focus = false) {
    const { signal } = this.#mount;
    await this.#learning[lang];
    if (!signal.aborted) {
      this.#timed().language(lang, focus);
      this.#moved();
    }
  }

  #place(municipality) {
    const refused = this.#intake.give(MUNICIPALITY, municipality);
    if (refused) {
      console.warn(refused);
    }
    this.#timed().language(this.#lang);
  }

  #listen(signal) {
    for (const type of ['click', 'change', 'input', 'submit']) {
      this.#root.addEventListener(type, (event) => this.#hear(event), { signal });
    }
  }

  #hear(event) {
    const { target } = event;
    if (target.closest('[data-along]')) {
      return;
    }
    // The second half of a double click belongs to the screen that is gone.
    if (event.type === 'click' && event.detail > 1 && target.closest('button')) {
      event.preventDefault();
      return;
    }
    if (event.type === 'click' && target.closest('[data-act=print]')) {
      print();
      return;
    }
    const language = event.type === 'click' && target.closest('[data-act=language]');
    if (language) {
      this.#speak(language.dataset.for, true);
      return;
    }
    this.#timed().hear(event);
    this.#moved();
  }

  /** Later, when the engine is at rest: a portal may take us off the page. */
  #moved() {
    const progress = this.#intake?.progress();
    if (!progress) {
      return;
    }
    this.#along?.shown();
    const { signal } = this.#mount;
    queueMicrotask(() => signal.aborted || this.#tell(progress));
  }

  /** After the first screen, so that nothing is asked for once answers are there. */
  async #bringAlong(signal) {
    try {
      const [{ along: bring }, sheet] = await along();
      if (!signal.aborted) {
        this.#root.adoptedStyleSheets.push(sheet);
        const intake = this.#intake;
        this.#along = bring({
          root: this.#root,
          host: this,
          intake: {
            view: () => intake.view(),
            save: () => intake.save(),
            depth: () => intake.progress().depth,
            go: (depth) => this.#timed(intake).go(depth),
            restore: (saved, screen) => this.#restore(saved, screen),
          },
          refresh: () => this.#moved(),
        });
        this.#along.shown();
      }
    } catch (error) {
      // The way to the results needs none of it.
      console.error(error);
    }
  }

  /** Saved answers of this guide in place of these; in words what could not be
   * carried over. */
  #restore(saved, screen) {
    const lost = takeUp(this.#intake, saved);
    this.#timed().open(screen === 'results');
    return lost;
  }

  /** The engine, told what time it is unless the portal fixed one: it has no clock. */
  #timed(intake = this.#intake) {
    if (!this.getAttribute('at')) {
      intake.clock(now());
    }
    return intake;
  }

  /** Our own language, else that of the page around us. */
  get #lang() {
    return this.lang || this.parentElement?.closest('[lang]')?.lang || 'ja';
  }

  #tell({ screen, asked, at_least, at_most }) {
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
