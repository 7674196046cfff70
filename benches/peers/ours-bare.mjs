// Tsunagu without its page: `dist/bare/`, for forms that draw for themselves. The same
// engine, the same book; answers and values cross as numbers.
import { bytesOf, encode, useModule } from '../tsunagu/encode.mjs';
import { begin, ready } from '../tsunagu/tsunagu-bare.js';

export const name = 'tsunagu (bare module)';
export const runtime = 'wasm';
export const offers = { unknown: 'native: sets of possible values', missing: 'exact: questions that apply and are open' };
export const wasmFile = './tsunagu/tsunagu-bare.wasm';

export { encode };

export async function open({ book, outputs, asked }) {
  await ready(globalThis.__wasm ? await globalThis.__wasm() : new URL('tsunagu-bare.wasm', import.meta.url));
  const bytes = bytesOf(book);
  const at = '2026-11-20T12:30';
  // Begun with the first answers, as a form does that has some.
  let form;

  const values = {};
  const missing = new Set();
  const result = { values, missing };
  // Known to us earlier than the workload has it: an output is told when nothing of
  // what it rests on is missing.
  const missed = new Map(outputs.map(([output]) => [output, 0]));
  const usedBy = new Map(asked.map(([id]) => [id, []]));
  for (const [output, rests] of outputs) {
    rests?.forEach((it) => usedBy.get(it).push(output));
  }
  // What relevance alone decides: asked while it can still matter.
  const byRelevance = new Set(asked.filter(([, , needs]) => needs === 'not false').map(([id]) => id));

  const tell = (output) => {
    values[output] = missed.get(output) > 0 ? null : form.values[output] ?? null;
  };
  const read = () => {
    const { decisions, questions } = form.changed;
    for (const id of questions) {
      const now = byRelevance.has(id) ? form.asked.has(id) : form.unanswered.has(id);
      if (now !== missing.has(id)) {
        now ? missing.add(id) : missing.delete(id);
        for (const output of usedBy.get(id)) {
          missed.set(output, missed.get(output) + (now ? 1 : -1));
          tell(output);
        }
      }
    }
    decisions.forEach(tell);
    return result;
  };
  const start = (answers) => {
    if (form) {
      form.clear();
      form.answers(answers);
      return read();
    }
    form = begin(bytes, { at, answers });
    outputs.forEach(([output]) => tell(output));
    return read();
  };
  return {
    evaluate: start,
    start,
    update(id, value) {
      form.answer(id, value);
      return read();
    },
    dispose() { form?.free(); },
  };
}

export async function load(spec) {
  useModule(wasmFile);
  return open(encode(spec));
}
