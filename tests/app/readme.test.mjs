// The C++ of the README and of the guide, core/README.md: examples run and print what their comments say, and what the table
// of core/PYTORCH.md names compiles.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { blocks, guide, snippets } from '../readme.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

test("the README's C++ example prints what its comments say", () => {
  const [example] = blocks('cpp');
  const expected = [...example.matchAll(/std::cout.*\/\/ (.*)/g)].map(([, comment]) => comment);
  assert.equal(expected.length, 3);
  const run = spawnSync(`${root}build/native/tests/weft_readme`, { encoding: 'utf8', timeout: 120_000 });
  assert.equal(run.status, 0, run.stderr);
  assert.deepEqual(run.stdout.split('\n').slice(0, 3), expected);
});

test("each piece of C++ in core/PYTORCH.md's table compiles", () => {
  const codes = snippets(1);
  assert.ok(codes.length > 50, `${codes.length} pieces`);
  const lines = codes.map((code) => {
    if (/^[\w:]+$/.test(code)) return `{ using weft::${code}; }`;
    return /^(auto|const) /.test(code) ? `{ ${code}; }` : `{ (void)(${code}); }`;
  });
  const source = `
    #include <iostream>
    #include "core/d2l/d2l.h"
    #include "core/data/files_table.h"
    using namespace weft;
    void rows(Tensor x, Tensor y, Tensor X, Tensor Y, Tensor A, Tensor B, Tensor mask, Tensor g, Tensor p, Tensor w,
              Tensor b, std::vector<float> vector, float* pointer, std::string file, DataFrame data,
              std::function<Tensor(const Tensor&)> f, std::vector<Tensor> params, optim::SGD optimizer) {
      ${lines.join('\n      ')}
    }`;
  const cache = readFileSync(`${root}build/native/CMakeCache.txt`, 'utf8');
  const [, compiler] = /^CMAKE_CXX_COMPILER:\w+=(.*)$/m.exec(cache);
  const options = ['-std=c++20', '-fsyntax-only', '-I', root, '-x', 'c++', '-'];
  const run = spawnSync(compiler, options, { input: source, encoding: 'utf8', timeout: 120_000 });
  assert.equal(run.status, 0, run.stderr);
});

test('each piece of the C++ guide prints what its comments say', () => {
  const pieces = blocks('cpp', guide);
  assert.ok(pieces.length >= 7, `${pieces.length} pieces`);
  const cwd = mkdtempSync(join(tmpdir(), 'weft-guide-'));
  for (const [i, piece] of pieces.entries()) {
    // Behind `std::cout`, or on lines of their own after it.
    const expected = [...piece.matchAll(/std::cout.*?(?:\/\/ (.*))?\n((?:\/\/ .*\n)*)/g)].flatMap(([, same, next]) => [
      ...(same === undefined ? [] : [same]),
      ...next.split('\n').slice(0, -1).map((line) => line.slice(3)),
    ]);
    const run = spawnSync(`${root}build/native/tests/weft_guide`, [`${i}`], { cwd, encoding: 'utf8', timeout: 120_000 });
    assert.equal(run.status, 0, run.stderr);
    assert.deepEqual(run.stdout.trimEnd().split('\n'), expected, piece);
    assert.ok(expected.length > 0, piece);
  }
  rmSync(cwd, { recursive: true });
});

test('the ways to get weft that the guide names are those of the consumer projects', () => {
  const folder = `${root}tests/consumers/cpp/`;
  const projects = ['find_package', 'from_source'].map((name) => readFileSync(`${folder}${name}/CMakeLists.txt`, 'utf8'));
  const lines = projects.join('\n').split('\n').map((line) => line.trim());
  for (const block of blocks('cmake', guide))
    for (const line of block.trim().split('\n')) assert.ok(lines.includes(line), line);
});
