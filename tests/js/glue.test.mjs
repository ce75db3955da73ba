// What is shipped: no code from strings, no names of Node's in what a browser loads, no size that has
// grown unnoticed.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { VARIANTS } from '../../wasm/src/assets.js';

const wasm = new URL('../../wasm/', import.meta.url);
const read = (path) => readFileSync(new URL(path, wasm), 'utf8');
const sources = readdirSync(new URL('src/', wasm)).map((name) => `src/${name}`);
const modules = ['weft', 'weft-session'].flatMap((door) => VARIANTS.map((variant) => `${door}-${variant}`));
const glue = modules.map((module) => `dist/${module}.js`);

for (const file of [...glue, ...sources]) {
  test(`${file}: no eval, no new Function`, () => {
    assert.deepEqual(read(file).match(/\beval\s*\(|\bnew\s+Function\b|\bFunction\s*\(\s*['"`]/), null);
  });
}

// What browser.js and worker_browser.js import, and what that imports.
function reached(entries) {
  const found = new Set(entries);
  for (const file of found) {
    for (const [, name] of read(`src/${file}`).matchAll(/(?:from|import) '\.\/([^']+)'/g)) found.add(name);
  }
  return [...found].map((name) => `src/${name}`);
}

for (const file of [...glue, ...reached(['browser.js', 'worker_browser.js'])]) {
  test(`${file}: names nothing of Node's`, () => {
    const code = read(file).replace(/\/\*[\s\S]*?\*\//g, '');
    assert.deepEqual(code.match(/\b(from|import)\s*\(?\s*['"`](?!\.\/)|\brequire\s*\(|['"`]node:/), null);
  });
}

// kB of gzip. The package's own code comes on top: about 10 kB once a bundler has made it small.
const LIMITS = {
  'weft-simd': 190,
  'weft-relaxed-simd': 190,
  'weft-simd-threads': 262,
  'weft-relaxed-simd-threads': 262,
  'weft-session-simd': 135,
  'weft-session-relaxed-simd': 135,
  'weft-session-simd-threads': 202,
  'weft-session-relaxed-simd-threads': 202,
};

for (const module of modules) {
  const limit = LIMITS[module];
  test(`${module}: glue and .wasm are at most ${limit} kB`, (t) => {
    const sizes = ['js', 'wasm'].map((type) => {
      const bytes = readFileSync(new URL(`dist/${module}.${type}`, wasm));
      return gzipSync(bytes, { level: 9 }).length / 1000;
    });
    t.diagnostic(`glue ${sizes[0].toFixed(1)} kB, wasm ${sizes[1].toFixed(1)} kB`);
    assert.ok(sizes[0] + sizes[1] <= limit, `${sizes} kB`);
  });
}
