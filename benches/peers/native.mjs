// The workload as files for our native rows (`benches/peers.rs`): node native.mjs DIR
import fs from 'node:fs';
import path from 'node:path';
import { readSpec, replicate, answerSets, changeSequence } from '../workload.mjs';
import { relevant } from '../adapters/ref-interp.mjs';
import * as oracle from '../adapters/oracle.mjs';
import { encode } from './encode.mjs';

const [dir] = process.argv.slice(2);
fs.mkdirSync(dir, { recursive: true });
const base = readSpec();
const sets = answerSets(base, relevant);
const out = {};
for (const copies of [1, 10, 100]) {
  const spec = replicate(base, copies);
  const { book, outputs } = encode(spec);
  fs.writeFileSync(path.join(dir, `${copies}.book`), book, 'latin1');
  const places = new Map(spec.inputs.map((it, at) => [it.id, at]));
  const answer = ([id, value]) => {
    const at = places.get(id);
    const { type, values } = spec.inputs[at];
    return [at, value === undefined ? null : type === 'enum' ? values.indexOf(value) : type === 'integer' ? String(value) : value];
  };
  const all = (answers) => spec.inputs.map((it) => answer([it.id, answers[it.id]]));
  const { start, changes } = changeSequence(spec, sets, 1000);
  const said = copies === 1 ? await oracle.load(spec) : null;
  out[copies] = {
    outputs,
    start: all(start),
    changes: changes.map(answer),
    sets: said ? sets.map((it) => ({ answers: all(it), values: said.evaluate(it).values })) : [],
  };
}
fs.writeFileSync(path.join(dir, 'native.json'), JSON.stringify(out));
