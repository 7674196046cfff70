// A file of the family's own: written to where the browser puts downloads,
// read from where the person points.

import { LIMIT, Unreadable, read } from './carry.js';

/** Offers `相談シート-2026-11-25.json`. */
export function download(name, payload) {
  const text = JSON.stringify(payload, null, 2);
  const url = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: some browsers begin to read after the click is over.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** The payload in a file. */
export async function opened(file) {
  if (file.size > LIMIT) {
    throw new Unreadable('tooLarge');
  }
  let text;
  try {
    text = await file.text();
  } catch {
    throw new Unreadable('damaged');
  }
  return read(text);
}
