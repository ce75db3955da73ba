// The native benchmarks, beside their rivals: `make bench ARGS=...`.
//
//   node bench/run.mjs [--quick] [--rows REGEX] [--rivals a,b] [--data DIR]
//
// Group by group, all contenders measure the same rows for a short time each, in turns, several rounds; figures are
// medians. Everything has been built; what could not be is a row that says why. Writes build/bench/report.json and
// report.md.
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import * as contenders from './contenders.mjs';
import { called, goals, headlines, sections } from './goals.mjs';
import * as programs from './process.mjs';
import { judge, misses } from './report/judge.mjs';
import { markdown, sectionOf } from './report/markdown.mjs';
import { Samples } from './report/samples.mjs';
import { chooseRivals, chooseRows } from './report/select.mjs';
import { digits, median } from './report/values.mjs';
import { writeReport } from './report/write.mjs';
import * as units from './units.mjs';

process.on('uncaughtException', (error) => {
  console.error(error.message.startsWith('bench: ') ? error.message : error);
  process.exit(1);
});

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rows: { type: 'string' },
    rivals: { type: 'string' },
    data: { type: 'string', default: process.env.WEFT_DATA },
  },
});
const effort = options.quick
  ? { rounds: 2, seconds: 0.02, trainings: 1, epochs: 2 }
  : { rounds: 5, seconds: 0.1, trainings: 3, epochs: 3 };

const known = [...new Set([...contenders.benchmarkNames.slice(1), ...programs.names])];
const rivals = chooseRivals(options.rivals, known);
const taking = ['weft', ...rivals];

const absent = new Map();
const rowsOf = new Map();
for (const name of contenders.benchmarkNames.filter((name) => taking.includes(name))) {
  const reason = contenders.missing(name);
  if (reason) absent.set(name, reason);
  else rowsOf.set(name, contenders.list(name));
}
if (absent.has('weft')) throw new Error(`bench: ${absent.get('weft')}; make bench builds it`);

// A row of ours is in the report where it has a goal, or a rival. A quick run leaves out what has no goal, and what takes
// longest.
const hasGoal = (row) => judge({ row, unit: '', ours: null, rivals: {} }, goals).goal !== null;
const isQuickEnough = (row) => !options.quick || (hasGoal(row) && !row.startsWith('gemm/60000'));
const theirs = new Set([...rowsOf].filter(([name]) => name !== 'weft').flatMap(([, rows]) => rows));
const single = rowsOf
  .get('weft')
  .filter((row) => hasGoal(row) || theirs.has(row))
  .filter(isQuickEnough);
const machineRows = rowsOf.get('weft').filter((row) => row.startsWith('machine/'));
const whole = programs.groups(options.data);
const chosen = new Set(chooseRows(options.rows, [...whole.flatMap((group) => group.rows), ...single]));
// What a small product costs is told beside the kernel alone.
for (const row of [...chosen]) if (row.startsWith('matmul/')) chosen.add(row.replace('matmul', 'gemm'));

const samples = new Samples();
const libraries = {};
let simd = '';

/** One section of the report on one number of threads. */
function groupsOf(rows) {
  const groups = new Map();
  for (const row of rows) {
    const title = `${sectionOf(row, sections).title}, threads: ${units.threads(row)}`;
    if (!groups.has(title)) groups.set(title, { title, rows: [], threads: units.threads(row) });
    groups.get(title).rows.push(row);
  }
  return [...groups.values()];
}

function measureSingle({ rows, threads }) {
  const taking = [...rowsOf].map(([name, all]) => [name, rows.filter((row) => all.includes(row))]);
  for (let round = 0; round < effort.rounds; ++round)
    for (const [name, members] of round % 2 ? taking.toReversed() : taking) {
      if (members.length === 0) continue;
      try {
        const { context, rows: entries } = contenders.measure(name, members, threads, effort.seconds);
        if (name === 'weft') simd = context.simd;
        else libraries[name] = context.library;
        for (const entry of entries) {
          if (entry.error_occurred) samples.miss(entry.name, name, `${name}, ${entry.error_message}`);
          else samples.add(entry.name, name, units.figure(entry.name, entry));
        }
      } catch (error) {
        for (const row of members) samples.miss(row, name, error.message);
      }
    }
}

function measureWhole(group) {
  const taking = group.contenders.filter((name) => name === 'weft' || rivals.includes(name));
  const here = taking.filter((name) => {
    const reason = group.missing(name);
    for (const row of reason ? group.rows : []) samples.miss(row, name, reason);
    return !reason;
  });
  for (let round = 0; round < effort.trainings; ++round)
    for (const name of round % 2 ? here.toReversed() : here)
      try {
        for (const [row, figures] of Object.entries(group.measure(name, effort)))
          for (const value of figures) samples.add(row, name, value);
      } catch (error) {
        for (const row of group.rows) samples.miss(row, name, error.message);
      }
}

/** Rows as they will be in the report, judged. */
function judged(wanted) {
  const all = new Map(samples.medians().map((row) => [row.row, row]));
  const ours = (row) => all.get(row)?.ours;
  return wanted
    .filter((row) => all.has(row))
    .map((name) => {
      const { missing, ...row } = all.get(name);
      const machine = (what) => ours(`machine/${what}/threads:${row.threads}`);
      const triad = Math.max(machine('triad') ?? 0, machine('triad_streaming') ?? 0);
      const kernel = name.startsWith('matmul/') ? all.get(name.replace('matmul', 'gemm')) : undefined;
      const [m, n, k] = (/(\d+)x(\d+)x(\d+)/.exec(name) ?? []).slice(1).map(Number);
      const references = {
        ...(triad && row.unit === 'GB/s' ? { triad } : {}),
        ...(kernel?.ours ? { 'the kernel and 100 ns': (2 * m * n * k) / kernel.ours + 100 } : {}),
      };
      const peak = machine('peak');
      const share =
        name.startsWith('gemm/') && peak && row.ours !== null ? { peakShare: row.ours / peak } : {};
      return judge({ ...row, simd, ...share, references, missing }, goals);
    });
}

function tell(row) {
  const others = Object.entries(row.rivals).map(([name, value]) => `${name} ${digits(value)}`);
  const absences = Object.keys(row.missing).map((name) => `${name} missing`);
  const mark = { true: 'met', false: 'MISSED', null: '' }[row.met];
  const ours = row.ours === null ? 'missing' : `${digits(row.ours)} ${row.unit}`;
  console.log(`  ${row.row}: ${ours}; ${[...others, ...absences].join(', ')}  ${mark}`);
  for (const miss of misses(row)) console.log(`    ${miss}`);
}

const start = Date.now();
const declare = (row, about) => samples.declare(row, about);
for (const row of machineRows) declare(row, { unit: units.unit(row), threads: units.threads(row) });
for (const row of single.filter((row) => chosen.has(row))) {
  declare(row, { unit: units.unit(row), threads: units.threads(row) });
  for (const [name, reason] of absent) if (contenders.covers(name, row)) samples.miss(row, name, reason);
}
const wanted = [];
const run = (title, rows, measure) => {
  console.log(`${title} (${Math.round((Date.now() - start) / 1000)} s)`);
  measure();
  wanted.push(...rows);
  judged(rows).forEach(tell);
};
for (const group of groupsOf(machineRows)) run(group.title, group.rows, () => measureSingle(group));
for (const group of whole.filter(({ rows }) => rows.some((row) => chosen.has(row)))) {
  for (const row of group.rows) declare(row, { unit: group.unit, threads: group.threads });
  run(group.rows.join(', '), group.rows, () => measureWhole(group));
}
for (const group of groupsOf(single.filter((row) => chosen.has(row))))
  run(group.title, group.rows, () => measureSingle(group));

const bandwidth = {};
const peak = {};
for (const { row, ours, threads } of samples.medians().filter(({ row }) => row.startsWith('machine/'))) {
  if (row.includes('peak')) peak[threads] = ours;
  else
    bandwidth[`${row.includes('streaming') ? 'triad, streaming stores' : 'triad'}, threads: ${threads}`] =
      ours;
}
const report = {
  title: 'Native benchmarks',
  machine: `${cpus()[0].model}, ${cpus().length} cores`,
  date: new Date().toISOString().slice(0, 10),
  simd,
  quick: options.quick,
  peak,
  bandwidth,
  libraries,
  headlines,
  called,
  rows: judged(wanted.filter((row) => !row.startsWith('machine/'))),
};
writeReport(`${contenders.root}build/bench`, report, markdown(report, sections));
const hits = report.rows.filter(({ met }) => met).length;
const tried = report.rows.filter(({ met }) => met !== null).length;
console.log(
  `${hits} of ${tried} rows with a goal reach it; ${Math.round((Date.now() - start) / 1000)} s; build/bench/report.md`,
);
