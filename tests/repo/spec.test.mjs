// tests/spec.mjs: what it says of reports that lack something.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const rows = JSON.parse(readFileSync(`${root}tests/spec.json`, 'utf8'));
const folders = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

/** Runs spec.mjs on reports: suite -> names, '!' in front of those that failed, '?' of those skipped. */
function spec(suites) {
  const dir = mkdtempSync(join(tmpdir(), 'spec-'));
  folders.push(dir);
  const body = { '!': '<failure message="no"/>', '?': '<skipped/>' };
  for (const [suite, names] of Object.entries(suites)) {
    const testcases = names.map((name) => {
      const [, mark, title] = /^([!?]?)(.*)/.exec(name);
      return `<testcase name="${title.replace('<', '&lt;')}">${body[mark] ?? ''}</testcase>`;
    });
    writeFileSync(join(dir, `${suite}.xml`), `<testsuites>${testcases.join('\n')}</testsuites>`);
  }
  const result = spawnSync(process.execPath, [`${root}tests/spec.mjs`, dir, join(dir, 'spec.xml')], {
    encoding: 'utf8',
  });
  const row = (id) => new RegExp(`^${id} +(.*)`, 'm').exec(result.stdout)?.[1];
  return { ...result, row, xml: () => readFileSync(join(dir, 'spec.xml'), 'utf8') };
}

const all = rows.map(({ row }) => `${row}: shown`);
const js = rows.filter((row) => row.js).map(({ row }) => `${row}: shown`);

test('every row shown: status 0', () => {
  const { status, stdout, row, xml } = spec({ 'native-avx2': all, 'wasm-simd': all, js });
  assert.equal(status, 0, stdout);
  assert.match(row('2.1.a'), /^1 ok +1 ok +1 ok +arrays/);
  assert.match(row('2.2.a'), /^1 ok +1 ok +- /);
  assert.equal(xml().match(/<testcase/g).length, rows.length);
  assert.doesNotMatch(xml(), /<failure/);
});

test('a row without a test, and suites that were not run', () => {
  const { status, row, stdout, xml } = spec({
    'native-avx2': all.slice(1),
    'native-sse42': all.slice(1),
    js,
  });
  assert.equal(status, 1);
  assert.match(row('2.1.a'), /^no test +not run +1 ok/);
  assert.match(row('2.1.b'), /^1 ok +not run +1 ok/);
  assert.ok(stdout.includes(`${all.length - 1} of ${all.length} rows are shown\n  2.1.a  native: no test\n`), stdout);
  assert.equal(xml().match(/<failure/g).length, 1);
  assert.equal(spec({ 'native-avx2': all }).status, 0);
});

test('a row that needs JavaScript and has no test there', () => {
  const { status, row } = spec({ 'native-avx2': all, 'wasm-simd': all, js: js.slice(1) });
  assert.equal(status, 1);
  assert.match(row('2.1.a'), /^1 ok +1 ok +no test/);
});

test('a failed test, by its suite; skipped ones show nothing', () => {
  const failing = [...all, '!2.1.b, 2.1.c: a < b'];
  const { status, row, stdout } = spec({
    'native-avx2': all,
    'native-sse42': failing,
    app: ['?2.1.a: later'],
  });
  assert.equal(status, 1);
  assert.match(row('2.1.b'), /^failed/);
  assert.match(row('2.1.c'), /^failed/);
  assert.match(stdout, /a < b \(FAILED: native\)/);
  const skipped = spec({ app: ['?2.1.a: later', ...all.slice(1)] });
  assert.match(skipped.row('2.1.a'), /^skipped/);
});

test('one test of several rows and with sections counts once for each', () => {
  const { row } = spec({
    'native-avx2': ['2.1.a, 2.1.b: both/one', '2.1.a, 2.1.b: both/two', 'x 2.1.c: no'],
  });
  assert.match(row('2.1.a'), /^1 ok/);
  assert.match(row('2.1.b'), /^1 ok/);
  assert.match(row('2.1.c'), /^no test/);
});

test('a row that does not exist', () => {
  const { status, stdout } = spec({ app: [...all, '7.1.a: trees'] });
  assert.equal(status, 1);
  assert.match(stdout, /no such row: app: 7\.1\.a: trees/);
});

test('without reports it says what to run', () => {
  const { status, stderr } = spec({});
  assert.equal(status, 1);
  assert.match(stderr, /^spec: no reports in .*; run 'make test' first\n$/);
});
