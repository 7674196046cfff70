// Tsunagu as a portal has it: the module and the package that pages load, through
// `RuleBook` and `Session`. `results()` tells all there is to tell: every decision as
// a set of possible values, programmes, desks, what is asked next.
//
// `TSUNAGU` is the command that makes books (`cargo xtask bench --peers` sets it).
import { bytesOf, encode, useModule } from '../tsunagu/encode.mjs';
import { ready, RuleBook } from '../tsunagu/tsunagu.js';

export const name = 'tsunagu (page, headless API)';
export const runtime = 'wasm';
export const offers = { unknown: 'native: sets of possible values', missing: 'exact, from the gates of questions in glue code' };
export const wasmFile = './tsunagu/tsunagu.wasm';

const START = { lang: 'ja', at: '2026-11-20T12:30' };

export { encode };

export async function open({ book, outputs, asked }) {
  await ready(globalThis.__wasm ? await globalThis.__wasm() : undefined);
  const rules = RuleBook.load(bytesOf(book));
  const session = rules.start(START);
  const answered = new Set();

  const read = () => {
    const { decisions } = session.results();
    const missing = new Set();
    for (const [id, gate, needs] of asked) {
      const it = gate && decisions[gate].settled;
      if (!answered.has(id) && (gate === null || (needs === 'true' ? it === true : it !== false))) {
        missing.add(id);
      }
    }
    const values = {};
    for (const [output, rests] of outputs) {
      // Known to us earlier than the workload has it: told when all it rests on is.
      const unknown = rests?.some((it) => missing.has(it));
      values[output] = unknown ? null : plain(decisions[output]);
    }
    return { values, missing };
  };
  const set = (id, value) => {
    if (value === undefined) {
      answered.delete(id);
      session.clear(id);
    } else {
      answered.add(id);
      session.answer(id, value);
    }
  };
  // The same session all along: each answer is worked out as it comes, and the fewer
  // are open the less there is to it. So first what is given, then what is not.
  const start = (answers) => {
    for (const id in answers) {
      set(id, answers[id]);
    }
    for (const id of answered) {
      if (!(id in answers)) {
        set(id, undefined);
      }
    }
    return read();
  };
  return {
    evaluate: start,
    start,
    update(id, value) {
      set(id, value);
      return read();
    },
    dispose() { session.free(); },
  };
}

/** Numbers are decimal texts, which no reader rounds; the workload's are small. */
function plain({ settled }) {
  return typeof settled === 'string' ? Number(settled) : settled ?? null;
}

export async function load(spec) {
  useModule(wasmFile);
  return open(encode(spec));
}
