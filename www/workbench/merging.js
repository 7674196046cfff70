// Somebody opens a pack while there is unsaved work: merge, discard or leave.
// Where both changed the same place, both texts are shown and one is chosen.

import { el } from './dom.js';
import { conflicts, decided, merged } from './merge.js';

/** `undefined`: leave it; `{}`: discard and open; `{ files, n }`: the merged files. */
export function mergeDialog(words, work, theirs) {
  return new Promise((done) => {
    const dialog = el('dialog', { 'aria-labelledby': 'merge-heading' });
    const end = (value) => {
      dialog.close();
      dialog.remove();
      done(value);
    };
    const button = (name, act, props = {}) => el('button', { type: 'button', onclick: act, ...props }, words[name]);
    // What was borrowed is nobody's edit; a zip of the pack alone does not delete it.
    const whole = new Map([...work.files].filter(([path]) => work.borrowed.has(path)));
    for (const [path, it] of theirs) whole.set(path, it);
    const all = merged(work.base, work.files, whole);
    const finish = (choices) => {
      const files = new Map();
      let n = 0;
      for (const path of all.keys()) {
        const text = decided(path, all, choices);
        if (text === work.files.get(path)?.text) {
          if (text !== undefined) files.set(path, work.files.get(path));
          continue;
        }
        n += 1;
        if (text !== undefined) files.set(path, { ...(work.files.get(path) ?? whole.get(path)), text });
      }
      end({ files, n });
    };
    const merge = () => {
      const found = conflicts(all);
      if (!found.length) return finish(new Map());
      const choices = new Map();
      const finishButton = button('finishMerge', () => finish(choices), { disabled: true });
      const one = ({ path, at, ours, theirs }, n) => {
        const key = `${path}\n${at}`;
        const choice = (value) =>
          el('label', {}, el('input', { type: 'radio', name: `conflict-${n}`, value, onchange: () => { choices.set(key, value); finishButton.disabled = choices.size < found.length; } }), ` ${words[value]}`);
        const text = (it) => el('pre', {}, it ?? words.gone);
        return el('fieldset', {}, el('legend', {}, path), choice('ours'), text(ours), choice('theirs'), text(theirs), ours !== undefined && theirs !== undefined ? choice('both') : null);
      };
      dialog.replaceChildren(el('h2', { id: 'merge-heading' }, words.conflicts(found.length)), ...found.map(one), el('div', { className: 'tools' }, finishButton, button('cancel', () => end())));
    };
    dialog.append(el('h2', { id: 'merge-heading' }, words.mergeAsk), el('div', { className: 'tools' }, button('mergeYes', merge), button('mergeNo', () => end({})), button('cancel', () => end())));
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      end();
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
