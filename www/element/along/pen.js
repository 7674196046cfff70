// Writes elements: text and attributes go in, there is no way to write HTML.
//
// Texts may say how words are read: `｜相談《そうだん》`. What is written becomes
// ruby; where there is room for text alone, see `bare`. The engine's own pen is
// src/web/pen.rs.

const READING = /｜([^《]*)《([^》]*)》/g;
const SVG = 'http://www.w3.org/2000/svg';
/** The word is heard already. */
const HIDDEN = { 'aria-hidden': 'true' };

/** An element; of its attributes, those that are `true` stand alone and those
 * without a value are left out. */
export function element(tag, attributes = {}, ...children) {
  return filled(document.createElement(tag), attributes, children.flatMap(written));
}

/** The same of a picture, in which there is no ruby. */
export function svg(tag, attributes = {}, ...children) {
  return filled(document.createElementNS(SVG, tag), attributes, children);
}

/** A button of ours. The engine listens for `data-act` only, so it lets us be. */
export function button(text, act, { main = false } = {}) {
  const it = element('button', { type: 'button', class: main ? 'button main' : 'button', part: 'button' }, text);
  it.addEventListener('click', act);
  return it;
}

/** A text without its readings. */
export function bare(text) {
  return text.replace(READING, '$1');
}

function filled(it, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === true) {
      it.setAttribute(name, '');
    } else if (value !== undefined && value !== null && value !== false) {
      it.setAttribute(name, value);
    }
  }
  it.append(...children.filter((child) => child !== undefined && child !== null));
  return it;
}

/** A text as nodes: its words, and ruby where they have a reading. */
function written(child) {
  if (typeof child !== 'string') {
    return [child];
  }
  const nodes = [];
  let from = 0;
  for (const found of child.matchAll(READING)) {
    nodes.push(child.slice(from, found.index), ruby(found[1], found[2]));
    from = found.index + found[0].length;
  }
  return [...nodes, child.slice(from)];
}

function ruby(base, reading) {
  // In brackets where a browser draws no ruby.
  const brackets = (text) => filled(document.createElement('rp'), HIDDEN, [text]);
  const read = filled(document.createElement('rt'), HIDDEN, [reading]);
  return filled(document.createElement('ruby'), {}, [base, brackets('（'), read, brackets('）')]);
}
