// A notice above the screen: what came of opening saved answers.
//
// It stands in the frame, which stays, so that it is read out; a region that is
// itself new is not. It goes with the next step.

import { button, element } from './pen.js';

export class Note {
  #place = element('div', { class: 'note-place', 'data-along': 'note', role: 'status' });
  #words;

  constructor(root) {
    root.querySelector('.progress')?.before(this.#place);
  }

  /** `words(say)` gives lines, or `{ act, text }` for a button. */
  show(words, say) {
    this.#words = words;
    this.language(say);
  }

  /** The same in another language. */
  language(say) {
    const items = this.#words?.(say) ?? [];
    const drawn = items.map((it) => (it.act ? button(it.text, it.act) : element('p', {}, it)));
    this.#place.replaceChildren(...(drawn.length ? [element('div', { class: 'along-note' }, ...drawn)] : []));
  }

  clear() {
    if (this.#words) {
      this.#words = undefined;
      this.#place.replaceChildren();
    }
  }

  remove() {
    this.#place.remove();
  }
}
