// The family's own element with the book that was just made, in a frame of its
// own, so that it is as wide as a phone and nothing of the workbench reaches in.
//
// The book comes by message; the element asks for it as for any other.

import '../element/index.js';
import { along } from '../element/load.js';

const BOOK = 'current.book';
let bytes;
let saved;
let screen;

const fetched = globalThis.fetch;
globalThis.fetch = (url, options) =>
  String(url).endsWith(BOOK) ? Promise.resolve(new Response(bytes)) : fetched(url, options);

addEventListener('message', ({ data, origin, source }) => {
  if (origin !== location.origin || source !== parent) return;
  bytes = data.bytes;
  if (data.again) saved = screen = undefined;
  const it = document.createElement('tsunagu-intake');
  for (const name of ['wizard', 'lang']) it.setAttribute(name, data[name]);
  if (data.at) it.setAttribute('at', data.at);
  it.setAttribute('book', BOOK);
  it.setAttribute('loading', 'eager');
  document.documentElement.lang = data.lang;
  // Handed over once the first screen is there (along.js).
  it.begun = (intake) => {
    if (!saved || saved.wizard !== intake.save().wizard) return;
    if (!Object.keys(saved.answers).length) return;
    try {
      intake.restore(saved, screen);
    } catch (error) {
      // Another pack: its answers mean nothing here.
      console.info(error.message);
    }
  };
  it.moved = (intake) => {
    saved = intake.save();
    screen = intake.view().screen.kind;
    parent.postMessage({ kind: 'answers', saved, screen }, location.origin);
  };
  document.querySelector('main').replaceChildren(it);
});

// Here before the first book: an officer may type on before it would have come.
// Without it the element says so itself.
await along().catch(() => {});
parent.postMessage({ kind: 'ready' }, location.origin);
