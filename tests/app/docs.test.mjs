// The reference of the C++ API: no comment is malformed, and what the pointwise table declares is in it, too.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const skip = spawnSync('doxygen', ['--version']).status !== 0 && 'doxygen is not installed';

test('Doxygen reads the public headers without a warning, and finds what they declare', { skip }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'weft-docs-'));
  const input = `${readFileSync(join(root, 'core/Doxyfile'), 'utf8')}\nOUTPUT_DIRECTORY = ${folder}\n`;
  const run = spawnSync('doxygen', ['-'], { cwd: root, input, encoding: 'utf8', timeout: 300_000 });
  assert.equal(run.status, 0, run.stderr);
  assert.equal(run.stderr, '');
  const pages = readdirSync(join(folder, 'cpp'));
  for (const page of ['classweft_1_1Tensor.html', 'classweft_1_1nn_1_1Linear.html', 'classweft_1_1d2l_1_1Trainer.html'])
    assert.ok(pages.includes(page), page);
  const names = readFileSync(join(folder, 'cpp/namespaceweft.html'), 'utf8');
  for (const name of ['matmul', 'cross_entropy', 'relu', 'read_csv']) assert.match(names, new RegExp(`>${name}<`));
  assert.match(readFileSync(join(folder, 'cpp/index.html'), 'utf8'), /Getting it/);
  rmSync(folder, { recursive: true });
});
