// On the first screen: to go on from last time, or from a file.

import { dayText, momentText } from './day.js';
import { opened } from './file.js';
import { button, element } from './pen.js';

/** Fills the place. `open(payload, screen)` opens answers, `refuse(error)` says
 * why they cannot be; `keep` is nothing where the portal forbids keeping. */
export function start(place, { view: { lang }, say, keep, open, refuse }) {
  // What is being kept right now is no last time.
  const found = keep?.state === 'on' ? undefined : keep?.found();
  if (found) {
    place.append(lastTime(found, { lang, say, keep, open }));
  }
  place.append(fromFile(say, open, refuse));
}

function lastTime(found, { lang, say, keep, open }) {
  const erase = button(say('erase'), () => {
    const gone = keep.erase();
    box.replaceChildren(element('p', { role: 'status', tabindex: '-1' }, say(gone ? 'erased' : 'notErased')));
    box.firstChild.focus();
  });
  const box = element('div', { class: 'along-box' });
  if (found.damaged) {
    box.append(element('p', {}, say('keptDamaged')), element('div', { class: 'acts' }, erase));
    return box;
  }
  const { at } = found.saved;
  const goOn = button(
    say('goOn'),
    () => {
      if (open(found.saved, found.screen)) {
        keep.goOn(found);
      }
    },
    { main: true },
  );
  box.append(
    element('p', {}, say('goOnWhat', { at: momentText(at, lang), day: dayText(found.until, lang) })),
    element('div', { class: 'acts' }, goOn, erase),
  );
  return box;
}

function fromFile(say, open, refuse) {
  const input = element('input', { type: 'file', id: 'along-file', class: 'along-file', accept: '.json,application/json' });
  input.setAttribute('aria-describedby', 'along-file-hint');
  input.addEventListener('change', async () => {
    const [file] = input.files;
    if (!file) {
      return;
    }
    try {
      open(await opened(file), 'results');
    } catch (error) {
      refuse(error);
    }
    // The same file again is a change again.
    input.value = '';
  });
  return element(
    'div',
    { class: 'along-box' },
    element('label', { for: 'along-file' }, say('openFile')),
    element('p', { class: 'hint', id: 'along-file-hint' }, say('openFileHint')),
    input,
  );
}
