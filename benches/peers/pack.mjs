// The shared workload (`spec.json` of the peers' harness) as a pack of ours, the way
// its maintainer would write it: questions with `when:`, decisions in FEEL, the table
// as CSV. Nothing of the workload is kept here; it is read where the harness lies.
//
// The workload knows "unknown" in one way: what rests on a missing answer is unknown,
// even where every answer would give the same. We would tell it. So that all engines
// are held to the same thing, an adapter tells an output when all that apply of the
// questions it rests on are answered, and `asked` says which apply: the gates are
// decisions of the pack too.

/** The decision that says whether a question with a gate is asked. */
export const gate = (question) => `${question}_asked`;

/** Per output the questions it rests on; `null` where ours is the workload's "unknown". */
export function outputsOf(spec) {
  const of = new Map(spec.rules.map((it) => [it.id, it.expr]));
  const outputs = spec.rules.filter((it) => it.output);
  // `and` is three-valued there as in FEEL: one answer can settle it.
  return outputs.map((it) => [it.id, it.expr[0] === 'and' ? null : inputsOf(it.id, of, spec)]);
}

/**
 * Per question, in order: `null` where it is always asked, the decision that must be
 * true, or (with `not_false`) must not be false.
 */
export function asked(spec) {
  return spec.inputs.map(({ id, ask }) => {
    const needs = ask === undefined ? null : ask[0] === 'not_false' ? 'not false' : 'true';
    return [id, needs && gate(id), needs];
  });
}

/** The files of the pack, by path. */
export function pack(spec, name = 'intake') {
  spec = { ...spec, rules: spec.rules.flatMap((it) => byCare(it, spec)) };
  const files = {
    'pack.yaml': `pack: ${name}\nversion: 1\nname: ${name}\nlanguages: [ja]\n` +
      `sources: { spec: { title: spec.json, date: 2026-11-01 } }\n`,
    'questions/questions.yaml': block('questions', spec.inputs.map((it) => [it.id, question(it)])),
    'decisions/decisions.yaml': block('decisions', [
      ...spec.rules.map((it) => [it.id, decision(it)]),
      ...spec.inputs.filter((it) => it.ask !== undefined).map((it) => [gate(it.id), decision({ expr: it.ask })]),
    ]),
    'wizards/wizard.yaml': wizard(spec),
  };
  for (const rule of spec.rules) {
    if (rule.expr[0] === 'table') {
      files[`tables/${rule.id}.csv`] = table(rule, spec.tables);
    }
  }
  return files;
}

/** The questions an output is worked out from, in the workload's order. */
function inputsOf(output, of, spec) {
  const found = new Set();
  const walk = (expr) => {
    if (typeof expr === 'string') {
      if (found.has(expr)) {
        return;
      }
      found.add(expr);
      walk(of.get(expr));
    } else if (Array.isArray(expr)) {
      const [op, ...parts] = expr;
      // Constants of these are texts too; so is a table's name.
      const names = { is: [parts[0]], map: [parts[0]], table: parts.slice(1) }[op] ?? parts;
      names.forEach(walk);
    }
  };
  walk(output);
  return spec.inputs.map((it) => it.id).filter((it) => found.has(it));
}

/**
 * A sum of sums as a maintainer adds it up: first all points of what goes together (a
 * device, watching over it, what it excludes), then over everything. Terms go together
 * that rest on a common question.
 */
function byCare(rule, spec) {
  const of = new Map(spec.rules.map((it) => [it.id, it.expr]));
  const isSum = (id) => of.get(id)?.[0] === '+' && of.get(id).slice(1).every((it) => of.has(it));
  if (!isSum(rule.id) || !rule.expr.slice(1).every(isSum)) {
    return [rule];
  }
  let groups = [];
  for (const term of rule.expr.slice(1).flatMap((it) => of.get(it).slice(1))) {
    const inputs = inputsOf(term, of, spec);
    const together = (it) => it.inputs.some((input) => inputs.includes(input));
    const joined = groups.filter(together);
    groups = groups.filter((it) => !together(it));
    groups.push({
      inputs: [...joined.flatMap((it) => it.inputs), ...inputs],
      terms: [...joined.flatMap((it) => it.terms), term],
    });
  }
  const name = (at) => `${rule.id}_of_${at + 1}`;
  const parts = groups.map((it, at) => ({ id: name(at), expr: ['+', ...it.terms] }));
  return [...parts, { ...rule, expr: ['+', ...parts.map((it) => it.id)] }];
}

function block(key, entries) {
  return `${key}:\n${entries.map(([name, text]) => `  ${name}: ${text}\n`).join('')}`;
}

function question(input) {
  const parts = [`ask: ${input.id}`, `why: ${input.id}`];
  if (input.type === 'boolean') {
    parts.push('kind: yes-no');
  } else if (input.type === 'enum') {
    parts.push('kind: choice', `options: { ${input.values.map((it) => `${it}: ${it}`).join(', ')} }`);
  } else {
    parts.push('kind: number', `min: ${input.min}`, `max: ${input.max}`, `step: ${input.step}`);
  }
  // What is said with `not_false` is what relevance finds by itself.
  if (input.ask !== undefined && input.ask[0] !== 'not_false') {
    parts.push(`when: '${feel(input.ask)}'`);
  }
  return `{ ${parts.join(', ')} }`;
}

function decision(rule) {
  const logic = rule.expr[0] === 'table' ? `table: tables/${rule.id}.csv` : `value: '${feel(rule.expr)}'`;
  return `{ ${logic}, source: { doc: spec } }`;
}

/** FEEL; the workload's operators have their namesakes there. */
function feel(expr) {
  if (!Array.isArray(expr)) {
    return String(expr);
  }
  const [op, ...parts] = expr;
  // A question's gate may be written so that what is not known yet lets it be asked.
  if (op === 'not_false') {
    return feel(parts[0]);
  }
  const inner = (it) => (Array.isArray(it) && !['min', 'floor', 'not'].includes(it[0]) ? `(${feel(it)})` : feel(it));
  switch (op) {
    case 'is':
      return `${parts[0]} = "${parts[1]}"`;
    case 'if':
      return `if ${feel(parts[0])} then ${feel(parts[1])} else ${feel(parts[2])}`;
    case 'map': {
      const cases = Object.entries(parts[1]);
      const [, last] = cases.pop();
      return `${cases.map(([text, value]) => `if ${parts[0]} = "${text}" then ${value} else `).join('')}${last}`;
    }
    case 'and': case '+': case '*': case '<': case '>=':
      return parts.map(inner).join(` ${op} `);
    case 'not': case 'min': case 'floor':
      return `${op}(${parts.map(feel).join(', ')})`;
  }
  throw new Error(`the workload has a new operator: ${op}`);
}

function table(rule, tables) {
  const [, name, row, column] = rule.expr;
  const lines = ['U', `${row},${column},→,出典,出典箇所,確認日`];
  for (const [of, cells] of Object.entries(tables[name])) {
    for (const [at, value] of Object.entries(cells)) {
      lines.push(`${of},${at},${value},spec,${name},2026-11-01`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function wizard(spec) {
  const shown = spec.rules.filter((it) => it.output).map((it) => it.id);
  return [
    'wizards:',
    '  intake:',
    '    title: intake',
    '    pages:',
    `      - { title: intake, questions: [${spec.inputs.map((it) => it.id).join(', ')}] }`,
    `    show: [${shown.join(', ')}]`,
    '',
  ].join('\n');
}
