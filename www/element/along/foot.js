// Under every screen: to keep the answers on this device, how long they are
// kept, and the button that erases them.

import { dayText, later, today } from './day.js';
import { bare, button, element } from './pen.js';

const SPANS = [
  ['oneDay', 1],
  ['oneWeek', 7],
  ['oneMonth', 30],
];

/** What to say of a state that nobody here chose. */
const NEWS = { erased: 'erasedElsewhere', ended: 'ended', failed: 'failed', notErased: 'notErased' };

export class Foot {
  #place;
  #keep;
  #acts;
  #status = element('p', { class: 'status', role: 'status' });
  #body = element('div');
  #drawn;

  /** `acts`: `save()` offers the file, `open(entry)` opens what another tab kept. */
  constructor(place, keep, acts) {
    this.#place = place;
    this.#keep = keep;
    this.#acts = acts;
    place.replaceChildren(this.#body, this.#status);
  }

  /** Anew, for a state, a language, or a screen; at the start there is nothing to keep yet. */
  draw({ lang, say, atStart }) {
    const { state } = this.#keep;
    this.#place.classList.toggle('keeping', state === 'on' || state === 'other');
    const body = { on: () => this.#kept(lang, say), other: () => this.#choice(say) }[state];
    this.#body.replaceChildren(...(body?.() ?? (atStart ? [] : this.#offer(lang, say))));
    // News once: with the next screen it is none any more.
    const isNew = state !== this.#drawn?.state || lang !== this.#drawn.lang;
    this.#tell(isNew && NEWS[state] ? bare(say(NEWS[state])) : '');
    this.#drawn = { state, lang };
    if (state === 'failed' && !atStart) {
      this.#body.append(button(say('save'), this.#acts.save));
    }
  }

  #kept(lang, say) {
    const erase = button(say('erase'), () => {
      if (this.#keep.erase()) {
        this.#tell(bare(say('erased')));
      }
      this.#place.querySelector('summary, button')?.focus();
    });
    const line = element('p', { tabindex: '-1' }, say('kept', { day: dayText(this.#keep.until, lang) }));
    return [element('div', { class: 'kept' }, line, erase)];
  }

  #choice(say) {
    const done = () => this.#place.querySelector('.kept p, summary')?.focus();
    const act = (name, act) =>
      button(say(name), () => {
        act();
        done();
      });
    const keep = this.#keep;
    return [
      element('p', { class: 'warning', role: 'alert' }, say('writtenElsewhere')),
      element(
        'div',
        { class: 'acts' },
        act('keepThis', () => keep.start(keep.until)),
        act('openThat', () => this.#acts.open(keep.found())),
        act('leaveThat', () => keep.stop()),
      ),
    ];
  }

  #offer(lang, say) {
    const from = today();
    const spans = SPANS.map(([name, days], n) => {
      const day = later(from, days);
      const radio = element('input', { type: 'radio', name: 'along-until', value: day, checked: n === 1 });
      return element('label', { class: 'choice' }, radio, element('span', {}, say(name, { day: dayText(day, lang) })));
    });
    const keep = button(say('keep'), () => {
      this.#tell('');
      this.#keep.start(this.#body.querySelector('input:checked').value);
      this.#place.querySelector('.kept p, summary')?.focus();
    });
    return [
      element(
        'details',
        { class: 'pause' },
        element('summary', {}, say('pause')),
        element(
          'div',
          { class: 'folded-body' },
          element('p', {}, say('pauseWhat')),
          element('p', { class: 'warning' }, say('shared')),
          this.#keep.found() ? element('p', {}, say('replaces')) : undefined,
          element('fieldset', {}, element('legend', {}, say('untilWhen')), ...spans),
          element('div', { class: 'acts' }, keep),
        ),
      ),
    ];
  }

  #tell(sentence) {
    this.#status.textContent = sentence;
  }
}
