// Families for what no case reaches: worked out aside, shown one by one, and
// written into the pack as the command line writes them, to be held against the
// sources line by line.

import { el } from './dom.js';
import { Stopped, aside } from './engine.js';

/** Where they go; from there they can be moved. */
const FILE = 'cases/suggested.yaml';

const DRAWN_AT = (day) => `${day}T12:00`;

export class Suggest {
  #state = { kind: 'idle' };

  /** `work()`, `round()` as they are now; `add(path, text)` writes a file; `drawn()` after each change. */
  constructor({ words, lang, jump, ...page }) {
    Object.assign(this, { words, lang, jump, page });
  }

  /** What stands on the panel of cases. */
  panel() {
    const { words } = this;
    const button = (name, act) => el('button', { type: 'button', onclick: act }, words[name]);
    const state = this.#state;
    if (state.kind === 'busy') return [el('p', { role: 'status' }, words.suggesting), button('stop', () => state.stop())];
    const begin = button('suggest', () => this.#begin());
    if (state.kind === 'idle') return [begin];
    if (state.kind === 'failed') return [begin, el('p', { role: 'status' }, words[state.why])];
    return [begin, ...this.#found(state, button)];
  }

  async #begin() {
    const { told, stop } = aside(this.page.work(), this.lang, 'suggest', DRAWN_AT(this.page.day()), this.lang);
    const round = this.page.round();
    this.#set({ kind: 'busy', stop });
    try {
      const found = await told;
      this.#set(found ? { kind: 'told', round, added: 0, ...found } : { kind: 'failed', why: 'haveErrors' });
    } catch (error) {
      if (!(error instanceof Stopped)) console.error(error);
      this.#set({ kind: 'failed', why: error instanceof Stopped ? 'suggestStopped' : 'workerGone' });
    }
  }

  #set(state) {
    this.#state = state;
    this.page.drawn();
  }

  #found(state, button) {
    const { words, jump } = this;
    const { families, unreachable, not_found: notFound, added } = state;
    const place = (it) => el('li', {}, el('button', { type: 'button', className: 'place', onclick: () => jump(it) }, it.message, el('small', {}, ` ${it.file}:${it.line}`)));
    const list = (title, parts) => (parts.length ? [el('h3', {}, title), el('ul', { className: 'found' }, parts.map(place))] : []);
    const one = (it, at) =>
      el(
        'section',
        { className: 'suggestion' },
        el('h3', {}, words.suggestedNo(at + 1, families.length)),
        el('p', {}, words.suggestReaches),
        el('ul', { className: 'found' }, it.reaches.map(place)),
        el('pre', { tabIndex: 0 }, it.text),
        button('suggestAdd', () => this.#add([it])),
      );
    // Asked before the last change of a rule: what comes out may be another by now.
    const isOld = this.page.rulesChangedSince(state.round);
    return [
      el('p', { role: 'status' }, families.length ? words.suggestedSum(families.length) : added ? words.suggestAdded(added, FILE) : words.suggestNothing),
      families.length ? el('p', {}, words.suggestConfirm) : null,
      isOld && families.length ? el('p', {}, words.suggestOld) : null,
      families.length > 1 ? button('suggestAddAll', () => this.#add(families)) : null,
      ...families.map(one),
      ...list(words.suggestUnreachable, unreachable),
      ...list(words.suggestNotFound, notFound),
    ].filter(Boolean);
  }

  #add(some) {
    const state = this.#state;
    const path = `${this.page.work().pack}/${FILE}`;
    const before = this.page.work().text(path);
    const start = /^cases:/m.test(before) ? before.replace(/\n*$/, '\n\n') : before + state.heading;
    this.page.add(path, start + some.map((it) => `${it.entry}\n`).join('').replace(/\n+$/, '\n'));
    this.#set({ ...state, added: state.added + some.length, families: state.families.filter((it) => !some.includes(it)) });
  }
}
