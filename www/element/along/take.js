// In the results: what can be done with the sheet.

import { address } from './carry.js';
import { code } from './code.js';
import { copied, select } from './copy.js';
import { download } from './file.js';
import { bare, button, element } from './pen.js';
import { drawn, sheet, text } from './sheet.js';

/** Fills the place. `print(element)` prints that and nothing else. */
export function take(place, { view, carried: carry, page, say, print }) {
  const carried = carry();
  // Begun at once, since a browser may refuse to print long after the click.
  const link = address(page, carried);
  const content = sheet(view, carried, say);

  const status = element('p', { class: 'status', role: 'status' });
  const below = element('div', { class: 'below' });
  const tell = (sentence) => {
    status.textContent = bare(sentence);
  };

  const made = once(async () => {
    const article = drawn(content, say);
    article.hidden = true;
    const picture = code(await link, ...codeWords(say));
    if (picture) {
      article.querySelector('.sheet-code').append(picture);
      article.querySelector('.sheet-memo').append(element('p', {}, say('codeOnSheet')));
    }
    place.append(article);
    return article;
  });

  const printIt = button(say('print'), async () => print(await made()), { main: true });
  const see = button(say('see'), async () => {
    const article = await made();
    article.hidden = !article.hidden;
    see.setAttribute('aria-expanded', String(!article.hidden));
  });
  see.setAttribute('aria-expanded', 'false');

  const copy = button(say('copy'), async () => {
    below.replaceChildren();
    if (await copied(text(content))) {
      tell(say('copied'));
    } else {
      tell(say('copyByHand'));
      select(byHand(below, text(content), bare(say('copyField'))));
    }
  });

  const save = button(say('save'), () => {
    below.replaceChildren();
    const name = fileName(carried);
    download(name, carried);
    tell(say('saved', { name }));
  });

  const show = button(say('showCode'), async () => {
    const shown = show.getAttribute('aria-expanded') === 'true';
    tell('');
    below.replaceChildren();
    const picture = shown ? undefined : code(await link, ...codeWords(say));
    if (picture) {
      below.append(element('p', { class: 'warning' }, say('codeWarning')), picture);
    } else if (!shown) {
      tell(say('codeTooLong'));
    }
    show.setAttribute('aria-expanded', String(Boolean(picture)));
  });
  show.setAttribute('aria-expanded', 'false');

  place.append(
    element('h3', {}, say('sheet')),
    element('p', {}, say('sheetWhat')),
    element('div', { class: 'acts' }, printIt, copy, save, show, see),
    status,
    below,
  );
}

/** `相談シート-2026-11-25.json`, in every language: the desk looks for it. */
export function fileName({ at }) {
  return `相談シート-${at.slice(0, 10)}.json`;
}

function codeWords(say) {
  return [bare(say('codeTitle')), bare(say('codeDescription'))];
}

function byHand(place, value, label) {
  const field = element('textarea', { class: 'control by-hand', readonly: true, rows: 10, 'aria-label': label });
  field.value = value;
  place.append(field);
  return field;
}

function once(make) {
  let made;
  return () => (made ??= make());
}
