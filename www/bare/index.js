// The engine for forms that draw for themselves and want values: no page, no
// sentences. An answer goes in as a number, what it changed comes back as numbers
// in the module's memory; names are put to them here.
//
//     await ready(new URL('tsunagu-bare.wasm', import.meta.url));
//     const form = begin(bookBytes, { at: '2026-11-20T12:30' });
//     form.answer('ventilator', true);   // or begin(bookBytes, { answers: {…} })
//     form.values;      // { decision: value }, `undefined` while it is open
//     form.set('score') // { min, max }, { any_of } or { settled }, for one that is open
//     form.asked;       // names of the questions to be put now
//
// Questions are yes-no, one of some options, or a whole number; the types are in
// tsunagu-bare.d.ts.

import { Bare, default as init, initSync } from 'tsunagu-bare-wasm';

let memory;

/** The engine, once a page: from bytes, a response, a module, or where they are. */
export async function ready(from) {
  memory ??= (await start(from)).memory;
}

async function start(from) {
  // Bytes and modules go past the generated start: it looks for `Response`, and Node
  // takes longer to make that up (16 ms) than to compile the engine.
  if (typeof from === 'string' || from instanceof URL || from.arrayBuffer) {
    return init({ module_or_path: from });
  }
  const module = from instanceof WebAssembly.Module ? from : await WebAssembly.compile(from);
  return initSync({ module });
}

/** Now, as a clock on a wall in Japan shows it. */
const now = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 16);

export function begin(book, { wizard = '', lang = 'ja', at = now(), answers = {} } = {}) {
  return new Form(Bare.begin(book, wizard, lang, at), answers);
}

class Form {
  /** By decision of the wizard; `undefined` where it is open. */
  values = {};
  /** What is asked now. */
  asked = new Set();
  /** What applies for certain and has no answer. */
  unanswered = new Set();
  /** What the last answers changed: names of decisions, names of questions. */
  changed = { decisions: [], questions: [] };
  #bare;
  #questions = [];
  #places = new Map();
  #decisions;
  #words;

  constructor(bare, answers) {
    this.#bare = bare;
    const [questions, decisions] = bare.names().split('\f').map((it) => it.split('\n').slice(0, -1));
    for (const line of questions) {
      const [name, kind, ...options] = line.split('\t');
      this.#places.set(name, { place: this.#questions.length, kind, options: new Map(options.map((it, at) => [it, at])) });
      this.#questions.push(name);
    }
    this.#decisions = decisions;
    this.answers(answers);
  }

  /** One answer; `undefined` for none, `null` for "I don't know". */
  answer(name, value) {
    this.#put(name, value);
    this.#read(this.#bare.work());
  }

  /** Several answers, worked out once. */
  answers(answers) {
    for (const name in answers) {
      this.#put(name, answers[name]);
    }
    this.#read(this.#bare.work());
  }

  /** A decision as a set: `settled`, `min` and `max`, or `any_of`; of the wizard or not. */
  set(name) {
    const decision = this.#decisions.indexOf(name);
    if (decision < 0) {
      throw new Error(`no such decision: ${name}`);
    }
    return JSON.parse(this.#bare.set(decision));
  }

  /** All answers taken back, with the next `answer` or `answers`. */
  clear() {
    for (const name of this.#questions) {
      this.#put(name, undefined);
    }
  }

  free() {
    this.#bare.free();
  }

  #put(name, value) {
    const question = this.#places.get(name);
    if (question === undefined) {
      throw new Error(`no such question: ${name}`);
    }
    const { place, kind, options } = question;
    if (value === undefined || value === null) {
      this.#bare.pick(place, value === null ? -2 : -1);
    } else if (kind === 'yes-no' && typeof value === 'boolean') {
      this.#bare.pick(place, value ? 1 : 0);
    } else if (kind === 'choice' && options.has(value)) {
      this.#bare.pick(place, options.get(value));
    } else if (kind === 'other' && (value | 0) === value) {
      this.#bare.whole(place, value);
    } else {
      throw new Error(`${name} cannot be ${value}`);
    }
  }

  #read(at) {
    // Memory that has grown is another buffer.
    if (this.#words?.buffer !== memory.buffer) {
      this.#words = new Int32Array(memory.buffer);
    }
    const words = this.#words;
    const { decisions, questions } = this.changed;
    decisions.length = 0;
    questions.length = 0;
    at /= 4;
    for (let left = words[at++]; left > 0; left--, at += 4) {
      const name = this.#decisions[words[at]];
      this.values[name] = this.#value(words[at], words[at + 1], words[at + 2], words[at + 3]);
      decisions.push(name);
    }
    for (let left = words[at++]; left > 0; left--, at += 2) {
      const name = this.#questions[words[at]];
      const state = words[at + 1];
      if (state & 1) { this.unanswered.add(name); } else { this.unanswered.delete(name); }
      if (state & 2) { this.asked.add(name); } else { this.asked.delete(name); }
      questions.push(name);
    }
  }

  #value(decision, state, low, high) {
    switch (state) {
      case 1: return null;
      case 2: return false;
      case 3: return true;
      case 4: return high * 0x1_0000_0000 + (low >>> 0);
      case 5: return JSON.parse(this.#bare.set(decision)).settled;
      default: return undefined;
    }
  }
}
