// The architecture as a test: who may include whom, and which names stay in which folder.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' })
  .split('\n')
  .filter((path) => /\.(cpp|h|def|js|mjs|ts)$/.test(path));
const sources = new Map(files.map((path) => [path, readFileSync(root + path, 'utf8')]));

// A layer may include itself and everything before it.
const layers = [
  ['core/base'],
  ['core/random'],
  ['core/tensor'],
  ['core/autograd'],
  ['core/ops'],
  ['core/nn', 'core/optim', 'core/data', 'core/plot', 'core/registry'],
  ['core/d2l'],
  ['core/app', 'core/examples', 'wasm'],
];
const rank = (path) => layers.findIndex((layer) => layer.some((folder) => path.startsWith(`${folder}/`)));

function* includes() {
  for (const [path, text] of sources)
    for (const [, target] of text.matchAll(/^#include "([^"]+)"/gm)) yield { path, target };
}

test('no layer includes a later one, nor one beside it', () => {
  for (const { path, target } of includes()) {
    if (rank(path) < 0 || rank(target) < 0) continue;
    const folder = (p) => p.split('/').slice(0, p.startsWith('wasm') ? 1 : 2).join('/');
    const allowed = rank(target) < rank(path) || folder(target) === folder(path);
    assert.ok(allowed, `${path} must not include ${target}`);
  }
});

test('simd includes nothing but itself, and shows only its table', () => {
  const shown = ['simd/kernels.h', 'simd/pointwise.def'];
  for (const { path, target } of includes()) {
    if (path.startsWith('simd/')) assert.ok(target.startsWith('simd/'), `${path} must not include ${target}`);
    else if (target.startsWith('simd/')) {
      const open = shown.includes(target) || /^(tests|bench)\//.test(path);
      assert.ok(open, `${path} must not include ${target}`);
    }
  }
});

test('xsimd, OpenMP, zlib and Emscripten are each named where they belong', () => {
  const homes = [
    [/xsimd/, /^simd\//],
    [/\bomp_|#pragma omp|<omp\.h>/, /^core\/base\/parallel\.cpp$/],
    [/<zlib\.h>/, /^core\/(data\/gzip|plot\/png)/],
    [/emscripten/i, /^wasm\//],
  ];
  for (const [path, text] of sources) {
    if (!/^(core|simd|wasm)\//.test(path)) continue;
    for (const [name, home] of homes)
      assert.ok(home.test(path) || !name.test(text), `${path} must not name ${name}`);
  }
});

test('the page reaches the library through its package alone', () => {
  for (const [path, text] of sources) {
    if (!path.startsWith('web/')) continue;
    assert.doesNotMatch(text, /from '[^']*(\.\.\/)+(wasm|core|simd)\//, path);
  }
});

test('the library neither prints nor ends the program', () => {
  for (const [path, text] of sources) {
    if (!/^(core|simd)\//.test(path) || /^core\/(app|examples)\//.test(path)) continue;
    const found = text.match(/\b(printf|puts|abort|exit)\s*\(|std::c(out|err)\b|<iostream>/);
    assert.equal(found, null, `${path} uses ${found?.[0]}`);
  }
});
