// Ours beside the peers, as ratios in one run: node rows.mjs BUILD
// (the folder where the harness keeps its results, with `tsunagu/rows.json` of ours).
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';

const [build] = process.argv.slice(2);
const read = (file) => JSON.parse(fs.readFileSync(path.join(build, file), 'utf8'));
const { peers, memBaseline, openfisca, machine } = read('results.json');
const rows = read('tsunagu/rows.json');

const brotli = (file) => zlib.brotliCompressSync(fs.readFileSync(file), {
  params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_LGWIN]: 24 },
}).length;
const here = path.join(build, '..', 'tsunagu');
const page = ['tsunagu.js', 'tsunagu.wasm', 'tsunagu.css'].map((it) => brotli(path.join(here, it))).reduce((a, b) => a + b);
const book = brotli(path.join(build, 'tsunagu/1.book'));

const answer = (id, copies = 1) => {
  const it = peers[id]?.reeval?.[copies];
  return it && (it.mean_ms ?? it.median_ms);
};
const cpu = (id, copies = 1) => peers[id]?.reeval?.[copies]?.cpu_ms;
const OURS = ['ours', 'ours-bare'];
const FLOORS = ['oracle', 'floor-wasm', 'ref-incremental', 'ref-interp'];
const others = Object.keys(peers).filter((it) => !OURS.includes(it) && !FLOORS.includes(it));
const fastest = others.filter((it) => answer(it)).sort((a, b) => answer(a) - answer(b))[0];

const fine = (it) => (it === undefined || it === null || Number.isNaN(it) ? 'not measured' : Number(it.toPrecision(3)));
const line = (...cells) => console.log(`| ${cells.map((it) => (typeof it === 'number' || it === undefined ? fine(it) : it)).join(' | ')} |`);
const ratio = (a, b) => (a && b ? a / b : undefined);

console.log(`\nours beside the peers, ${machine.date}, ${machine.cores} cores, node ${machine.node}\n`);
line('aim', 'measured', 'aim is', 'reached');
line('---', '--:', '--:', '---');
const aim = (what, measured, limit) => line(what, measured, limit, measured === undefined ? '–' : measured <= limit ? 'yes' : 'no');
aim('engine, page, styles and the book, brotli KiB', (page + book) / 1024, 100);
for (const id of OURS) {
  aim(`${id}: cold start in node, of publicodes`, ratio(peers[id]?.cold?.total_ms, peers.publicodes?.cold?.total_ms), 1 / 3);
  aim(`${id}: one answer, of the fastest peer (${fastest ?? 'none'})`, ratio(answer(id), answer(fastest)), 0.5);
  aim(`${id}: one answer, processor time, of the same`, ratio(cpu(id), cpu(fastest)), 0.5);
  aim(`${id}: 100 copies, of one`, ratio(answer(id, 100), answer(id)), 1.5);
}
const native = rows.copies;
aim('native: 100 copies, of one', ratio(native[100].answer_us, native[1].answer_us), 1.5);
aim('native: book load a byte, 100 copies of one', ratio(native[100].load_us / native[100].book_bytes, native[1].load_us / native[1].book_bytes), 1.5);

console.log('\n| native | one answer µs | book load µs | book bytes |\n|---|--:|--:|--:|');
for (const [copies, it] of Object.entries(native)) {
  line(`x${copies}`, Number(it.answer_us), Number(it.load_us), String(it.book_bytes));
}
const batch = openfisca?.batch?.['100000']?.per_s;
console.log(`\nnative, a family after the other: ${rows.sets_per_s} a second${batch ? `; OpenFisca, 100,000 at once: ${Math.round(batch)}` : ''}`);
for (const id of OURS) {
  const mem = peers[id]?.mem;
  if (mem?.maxrss_mib) {
    console.log(`${id}: peak ${fine(mem.maxrss_mib)} MiB, ${fine(mem.maxrss_mib - memBaseline)} above the harness alone`);
  }
}
