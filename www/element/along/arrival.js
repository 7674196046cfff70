// Answers that came with the address, from a 2D code.
//
// Taken out of the address as soon as they are read, so that they are in no
// bookmark and no history. With several elements on a page, the one they belong
// to takes them; where none does, the last to look says so.

import { packedIn, unpack, Unreadable } from './carry.js';

const ELEMENT = 'tsunagu-intake';

/** One for each element: `{ fits, take, refuse }`. */
const takers = new Set();
/** What came and nobody has taken yet. */
let waiting;

/** Offers what comes with the address, now and later. */
export function arrivals(taker, signal) {
  takers.add(taker);
  signal.addEventListener('abort', () => takers.delete(taker));
  addEventListener('hashchange', look, { signal });
  look();
  if (waiting) {
    offer(waiting);
  }
}

async function look() {
  const packed = packedIn(location.hash);
  if (packed === undefined) {
    return;
  }
  history.replaceState(history.state, '', location.pathname + location.search);
  try {
    waiting = await unpack(packed);
    offer(waiting);
  } catch (error) {
    const [first] = takers;
    first?.refuse(error);
  }
}

function offer(payload) {
  const taker = [...takers].find((it) => it.fits(payload));
  if (taker) {
    waiting = undefined;
    taker.take(payload);
  } else if (takers.size >= document.querySelectorAll(ELEMENT).length) {
    waiting = undefined;
    [...takers].at(-1)?.refuse(new Unreadable('otherGuide'), payload);
  }
}
