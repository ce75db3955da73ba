// What is shipped: no code from strings, no names of Node's in what a browser loads, no size that has
// grown unnoticed.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { VARIANTS } from '../../wasm/src/assets.js';
import { VERSION } from '../../wasm/src/version.js';

const wasm = new URL('../../wasm/', import.meta.url);
const read = (path) => readFileSync(new URL(path, wasm), 'utf8');
const sources = readdirSync(new URL('src/', wasm), { recursive: true })
  .filter((name) => String(name).endsWith('.js'))
  .map((name) => `src/${name}`);
/** The function; a method of that name, as the book's modules have, is none. */
const EVAL =
  /(?<!\.)\beval\s*\((?!\s*\)\s*\{)|\b(globalThis|window|self)\.eval\b|\bnew\s+Function\b|\bFunction\s*\(\s*['"`]/;
const modules = ['', 'session-'].flatMap((door) => VARIANTS.map((variant) => `${door}${variant}`));
const dist = readdirSync(new URL('dist/', wasm)).filter((name) => name.endsWith('.js'));

for (const file of [...dist.map((name) => `dist/${name}`), ...sources]) {
  test(`${file}: no eval, no new Function`, () => {
    assert.deepEqual(read(file).match(EVAL), null);
  });
}

// d2l.js is one file for both: under Node it reads the folder that WEFT_DATA names.
for (const name of dist.filter((name) => !name.includes('node') && name !== 'd2l.js')) {
  test(`dist/${name}: names nothing of Node's`, () => {
    const code = read(`dist/${name}`);
    assert.deepEqual(code.match(/\b(from|import)\s*\(?\s*['"`](?!\.\/)|\brequire\s*\(|['"`]node:/), null);
  });
  test(`dist/${name}: addresses are those of .wasm files alone`, () => {
    const others = read(`dist/${name}`).replace(/new URL\("\.\/weft-[\w-]+\.wasm",import\.meta\.url\)/g, '');
    assert.ok(!others.includes('import.meta'));
  });
}

test('the version is that of package.json', () => {
  assert.equal(VERSION, JSON.parse(read('package.json')).version);
});

// kB of gzip that a browser downloads for a variant: glue or worker, and .wasm. 14 of those of tensors
// lay out and draw the computational graph.
const LIMITS = {
  simd: 202,
  'relaxed-simd': 203,
  'simd-threads': 268,
  'relaxed-simd-threads': 269,
  'session-simd': 131,
  'session-relaxed-simd': 132,
  'session-simd-threads': 187,
  'session-relaxed-simd-threads': 188,
};

/** @param {string} name */
const gzipped = (name) => gzipSync(readFileSync(new URL(`dist/${name}`, wasm)), { level: 9 }).length / 1000;

test("browser.js: the package's own code, before a bundler drops the door that is not used", (t) => {
  t.diagnostic(`browser.js ${gzipped('browser.js').toFixed(1)} kB`);
  assert.ok(gzipped('browser.js') <= 16.5);
});

/** What a browser downloads for one: files and their kB. @param {string} module */
function download(module) {
  const variant = module.replace('session-', '');
  const added =
    module === variant ? [`glue-${variant}.js`, `thread-${variant}.js`] : [`worker-${variant}.js`];
  const files = [...added.filter((name) => dist.includes(name)), `weft-${module}.wasm`];
  const sizes = files.map(gzipped);
  return { files, sizes, sum: sizes.reduce((a, b) => a + b) };
}

for (const module of modules) {
  const limit = LIMITS[module];
  test(`weft-${module}: a browser downloads at most ${limit} kB`, (t) => {
    const { files, sizes, sum } = download(module);
    t.diagnostic(
      `${files.map((name, i) => `${name} ${sizes[i].toFixed(1)}`).join(', ')}: ${sum.toFixed(1)} kB`,
    );
    assert.ok(sum <= limit, `${sum} kB`);
  });
}

test('the README names the least and the most that training in a browser downloads', () => {
  const [, ...named] = /is (\d+) to (\d+) kB, gzipped/.exec(read('../README.md')) ?? [];
  const sums = modules.filter((name) => name.startsWith('session-')).map((name) => download(name).sum);
  for (const [i, sum] of [Math.min(...sums), Math.max(...sums)].entries())
    // The room that the limits leave for another compiler.
    assert.ok(Math.abs(Number(named[i]) - sum) <= 3, `README: ${named[i]} kB, downloaded: ${sum} kB`);
});
