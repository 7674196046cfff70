// Two officers' edits of one pack: theirs put into ours, with what both were
// opened from as the base. Tables by row, texts by line. Where both changed the
// same place, neither is taken: the person chooses.

import { diff3Merge } from 'node-diff3';
import { rawRows } from './csv.js';

const linesOf = (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/**
 * Of the two sets of files, `{ files, conflicts }`. A conflict is
 * `{ path, at, ours, theirs }`: which part of the path's parts, and both texts.
 */
export function merged(base, ours, theirs) {
  const paths = [...new Set([...base.keys(), ...ours.keys(), ...theirs.keys()])].sort();
  const out = new Map();
  for (const path of paths) {
    const [was, mine, his] = [base, ours, theirs].map((it) => it.get(path)?.text);
    out.set(path, parts(path, was, mine, his));
  }
  return out;
}

/** Parts in order: a text, or `{ ours, theirs }` (`undefined`: the file was removed). */
function parts(path, was, ours, theirs) {
  if (ours === theirs || was === theirs) return [ours];
  if (was === ours) return [theirs];
  if (ours === undefined || theirs === undefined) return [{ ours, theirs }];
  const split = path.endsWith('.csv') ? rawRows : linesOf;
  const found = diff3Merge(split(ours), split(was ?? ''), split(theirs), { excludeFalseConflicts: true });
  return found.map((it) => (it.ok ? it.ok.join('') : { ours: it.conflict.a.join(''), theirs: it.conflict.b.join('') }));
}

export const conflicts = (all) =>
  [...all].flatMap(([path, it]) => it.flatMap((part, at) => (part !== null && typeof part === 'object' ? [{ path, at, ...part }] : [])));

/** The text with each conflict decided; `choices` by `path` and `at`: `ours`, `theirs` or `both`. */
export function decided(path, all, choices) {
  const chosen = all.get(path).map((part, at) => {
    if (part === null || typeof part !== 'object') return part;
    const choice = choices.get(`${path}\n${at}`);
    return choice === 'both' ? `${part.ours ?? ''}${part.theirs ?? ''}` : part[choice];
  });
  return chosen.every((it) => it === undefined) ? undefined : chosen.join('');
}
