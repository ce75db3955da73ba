// The native benchmarks, beside their rivals: `make bench ARGS=...`.
//
//   node bench/run.mjs [--quick] [--rows REGEX] [--rivals a,b] [--data DIR]
//
// Everything has been built; what could not be is missing in its rows, with the reason. Writes build/bench/report.json
// and report.md.
import { assemble, judged } from './assemble.mjs';
import * as contenders from './contenders.mjs';
import { processors } from './cores.mjs';
import { findData } from './data.mjs';
import { goals, sections } from './goals.mjs';
import { Measurement } from './measure.mjs';
import * as programs from './process.mjs';
import { judge, misses } from './report/judge.mjs';
import { markdown, sectionOf } from './report/markdown.mjs';
import { chooseRivals, chooseRows, readOptions } from './report/select.mjs';
import { digits } from './report/values.mjs';
import { writeReport } from './report/write.mjs';
import * as units from './units.mjs';

process.on('uncaughtException', (error) => {
  console.error(error.message.startsWith('bench: ') ? error.message : error);
  process.exit(1);
});

const { data: given, ...options } = readOptions(process.argv.slice(2));
const effort = options.quick
  ? { rounds: 2, seconds: 0.02, trainings: 1, epochs: 2 }
  : { rounds: 5, seconds: 0.1, trainings: 3, epochs: 3 };

const known = [...new Set([...contenders.benchmarkNames.slice(1), ...programs.names])];
const rivals = chooseRivals(options.rivals, known);

const absent = new Map();
const rowsOf = new Map();
for (const name of contenders.benchmarkNames.filter((name) => name === 'weft' || rivals.includes(name))) {
  const reason = contenders.missing(name);
  if (reason) absent.set(name, reason);
  else
    try {
      const here = (row) => units.threads(row) <= processors.length;
      rowsOf.set(name, contenders.list(name).filter(here));
    } catch (error) {
      absent.set(name, `does not start: ${error.message}`);
    }
}
if (absent.has('weft')) throw new Error(`bench: ${absent.get('weft')}; make bench builds it`);
const ours = rowsOf.get('weft');

// What shares, and the model of more cores, are made of; a few tenths of a second each.
const machine = ours.filter((row) => row.startsWith('machine/') || row === 'step/mlp/threads:2');

// A row of ours is in the report where it has a goal, or a rival. A quick run leaves out what has no goal, and what
// takes longest.
const hasGoal = (row) => judge({ row, unit: '', ours: null, rivals: {} }, goals).goal !== null;
const hasRival = (row) =>
  contenders.benchmarkNames.some((name) => name !== 'weft' && contenders.covers(name, row));
const isQuick = (row) => hasGoal(row) && !row.startsWith('gemm/60000');
const single = ours.filter(options.quick ? isQuick : (row) => hasGoal(row) || hasRival(row));
const whole = programs.groups(findData(given));
const chosen = new Set(chooseRows(options.rows, [...whole.flatMap((group) => group.rows), ...single]));
// What a small product costs is told beside the kernel alone.
for (const row of [...chosen]) if (row.startsWith('matmul/')) chosen.add(row.replace('matmul', 'gemm'));

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

function tell(row) {
  const figure = row.ours === null ? 'missing' : `${digits(row.ours)} ${row.unit}`;
  const others = Object.entries(row.rivals).map(([name, value]) => `${name} ${digits(value)}`);
  const mark = { true: '  met', false: '  MISSED', null: '' }[row.met];
  console.log(`  ${row.row}: ${[figure, others.join(', ')].filter(Boolean).join('; ')}${mark}`);
  for (const miss of misses(row)) console.log(`    ${miss}`);
  for (const [name, reason] of Object.entries(row.missing)) console.log(`    no ${name}: ${reason}`);
}

const start = Date.now();
const passed = () => `${Math.round((Date.now() - start) / 1000)} s`;
const measurement = new Measurement(effort);
const wanted = [];
function run(title, rows, measure) {
  console.log(`${title} (${passed()})`);
  measure();
  wanted.push(...rows);
  judged(measurement, rows).forEach(tell);
}
/** @param {number} [rounds] */
function runSingle(group, rounds) {
  for (const row of group.rows) {
    measurement.samples.declare(row, { unit: units.unit(row), threads: units.threads(row) });
    for (const [name, reason] of absent)
      if (contenders.covers(name, row)) measurement.samples.miss(row, name, reason);
  }
  run(group.title, group.rows, () => measurement.single(group, rowsOf, rounds));
}

for (const group of groupsOf(machine)) runSingle(group, 7);
for (const group of whole.filter(({ rows }) => rows.some((row) => chosen.has(row)))) {
  for (const row of group.rows)
    measurement.samples.declare(row, { unit: group.unit, threads: group.threads });
  run(group.rows.join(', '), group.rows, () => measurement.whole(group, rivals));
}
for (const group of groupsOf(single.filter((row) => chosen.has(row)))) runSingle(group);

// The machine's own figures stand above the rows, but where they are missing that is a row.
const failed = (row) => measurement.samples.medians().some((one) => one.row === row && one.ours === null);
const report = assemble(
  measurement,
  wanted.filter((row) => !machine.includes(row) || failed(row)),
  options,
);
writeReport(`${contenders.root}build/bench/report`, report, markdown(report, sections));
const withGoal = report.rows.filter(({ met }) => met !== null);
console.log(
  `${withGoal.filter(({ met }) => met).length} of ${withGoal.length} rows with a goal reach it; ${passed()}; build/bench/report.md`,
);
// A rival may fail, weft may not.
if (report.rows.some(({ ours }) => ours === null)) process.exitCode = 1;
