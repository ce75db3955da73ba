// Which tests show which row of the specification, and how they ended: spec.mjs REPORTS [JUNIT-FILE].
// REPORTS is the folder of the last `make test`. spec.json has the rows; a test shows those that its name
// begins with, as in '2.1.a, 2.1.c: ...'. Every row wants a test in C++ natively and under Node, and those
// with "js" one through the JavaScript module. The exit status is 1 if a row lacks one or one failed; a
// column whose suites were not run says so and does not count. With JUNIT-FILE each row is a test case there.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { cases, escape } from './junit.mjs';

const [dir, junit] = process.argv.slice(2);
const rows = JSON.parse(readFileSync(new URL('spec.json', import.meta.url), 'utf8'));

/** The column that a suite belongs to. */
const columns = { native: /^(native-.*|app)$/, wasm: /^wasm-/, js: /^js$/ };

// ran: the columns with a report. shown: row -> title of the test -> column -> states.
const ran = new Set();
const shown = new Map(rows.map(({ row }) => [row, new Map()]));
const unknown = [];

for (const file of existsSync(dir) ? readdirSync(dir) : []) {
  const suite = basename(file, '.xml');
  const column = Object.keys(columns).find((name) => columns[name].test(suite));
  if (!file.endsWith('.xml') || !column) continue;
  ran.add(column);
  for (const { name, state } of cases(readFileSync(join(dir, file), 'utf8'))) {
    const [, ids, title] = /^((?:\d\.\d|seed)\.[a-z](?:, (?:\d\.\d|seed)\.[a-z])*): ([\s\S]*)/.exec(name) ?? [];
    for (const id of ids?.split(', ') ?? []) {
      if (!shown.has(id)) unknown.push(`${suite}: ${name}`);
      const test = getOrAdd(shown.get(id) ?? new Map(), title.split('/')[0], () => ({}));
      (test[column] ??= []).push(state);
    }
  }
}

function getOrAdd(map, key, make) {
  if (!map.has(key)) map.set(key, make());
  return map.get(key);
}

/** What a column says of a row: 'N ok', 'failed', 'skipped', 'no test', 'not run' or '-'. */
function verdict({ row, js }, column) {
  const states = [...shown.get(row).values()].flatMap((test) => test[column] ?? []);
  if (states.includes('failed')) return 'failed';
  const tests = [...shown.get(row).values()].filter((test) => test[column]?.includes('passed')).length;
  if (tests) return `${tests} ok`;
  if (states.length) return 'skipped';
  if (column === 'js' && !js) return '-';
  return ran.has(column) ? 'no test' : 'not run';
}

if (ran.size === 0) {
  console.error(`spec: no reports in ${dir}; run 'make test' first`);
  process.exit(1);
}

const names = Object.keys(columns);
const line = (row, texts, what) => console.log(row.padEnd(7) + texts.map((t) => t.padEnd(9)).join('') + what);
line('row', names, 'shows');
const results = rows.map((row) => {
  const verdicts = names.map((column) => verdict(row, column));
  line(row.row, verdicts, row.shows);
  for (const [title, test] of shown.get(row.row)) {
    const failed = names.filter((column) => test[column]?.includes('failed'));
    console.log(`         ${title}${failed.length ? ` (FAILED: ${failed.join(', ')})` : ''}`);
  }
  const wrong = names.filter((_, i) => verdicts[i] === 'failed' || verdicts[i] === 'no test');
  return { row, problem: wrong.map((column) => `${column}: ${verdict(row, column)}`).join(', ') };
});

const wrong = results.filter(({ problem }) => problem);
console.log(`\n${rows.length - wrong.length} of ${rows.length} rows are shown`);
for (const { row, problem } of wrong) console.log(`  ${row.row}  ${problem}`);
for (const name of unknown) console.log(`  no such row: ${name}`);

if (junit) {
  const testcases = results.map(({ row, problem }) => ({ name: `${row.row}: ${row.shows}`, problem }));
  testcases.push(...unknown.map((name) => ({ name, problem: 'no such row' })));
  const xml = testcases.map(({ name, problem }) => {
    const failure = problem && `<failure message="${escape(problem)}"/>`;
    return `<testcase name="${escape(problem ? `${name} (${problem})` : name)}">${failure}</testcase>\n`;
  });
  writeFileSync(junit, `<testsuites>\n${xml.join('')}</testsuites>\n`);
}
process.exitCode = wrong.length || unknown.length ? 1 : 0;
