// The examples that draw: each writes its pictures into the folder it is given, and says which.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = mkdtempSync(join(tmpdir(), 'weft-pictures-'));
after(() => rmSync(folder, { recursive: true }));

const run = (name, into) =>
  spawnSync(fileURLToPath(new URL(`../../build/native/examples/example_${name}`, import.meta.url)), [into], {
    encoding: 'utf8',
    timeout: 120_000,
  });

/** What the example prints beside the names of its pictures, and these with their contents. */
function draw(name) {
  const into = mkdtempSync(join(folder, name));
  const result = run(name, into);
  assert.equal(result.status, 0, result.stderr);
  const lines = result.stdout.trimEnd().split('\n');
  const named = lines.filter((line) => line.startsWith(into)).map((line) => line.slice(into.length + 1));
  assert.deepEqual(named.toSorted(), readdirSync(into).toSorted());
  const pictures = new Map(named.map((file) => [file, readFileSync(join(into, file), 'utf8')]));
  return { lines: lines.filter((line) => !line.startsWith(into)), pictures };
}

const curves = (svg) => svg.match(/<polyline class="line/g)?.length;

test('3.1.a, 3.1.b: the loop against the vectorised sum, and three normal densities', () => {
  const { lines, pictures } = draw('ch3_1_normal');
  const [loop, vectorised] = lines.map((line) => Number(line.match(/ ([\d.]+) sec$/)[1]));
  assert.ok(loop > 10 * vectorised, lines.join(', '));
  assert.deepEqual([...pictures.keys()], ['normal.svg']);
  assert.equal(curves(pictures.get('normal.svg')), 3);
});

test('5.1.a: activations and their gradients', () => {
  const { pictures } = draw('ch5_1_activations');
  for (const name of ['relu', 'sigmoid', 'tanh', 'prelu']) {
    for (const [file, label] of [
      [`${name}.svg`, `${name}(x)`],
      [`${name}_grad.svg`, `grad of ${name}`],
    ]) {
      assert.equal(curves(pictures.get(file)), 1, file);
      assert.ok(pictures.get(file).includes(`>${label}</text>`), file);
    }
  }
});

test('5.3.a, 5.3.b: the graph of J = L + s, and its gradients by the formulas of 5.3.3', () => {
  const { lines, pictures } = draw('ch5_3_graph');
  assert.equal(lines.length, 2);
  for (const line of lines) assert.match(line, /^dJ\/dW[12] {2}differs from its formula by \d\.\de[-+]\d+ at most$/);
  const operators = pictures.get('graph.dot').match(/shape=circle/g);
  assert.equal(pictures.get('graph.svg').match(/<circle/g).length, operators.length);
});

test('a folder that is not there is an error that names the file', () => {
  const result = run('ch3_1_normal', join(folder, 'nowhere'));
  assert.equal(result.status, 1);
  assert.match(result.stderr, /^save: cannot write .*nowhere\/normal\.svg$/m);
});
