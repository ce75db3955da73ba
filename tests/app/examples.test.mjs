// The examples print what the notebook prints: the page's own record of the section (tests/notebook), or
// examples/NAME.txt, which examples/record.py writes by running the notebook's cells in PyTorch. What may
// differ stands there as a pattern in double braces.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertPrints, textsOf } from '../notebook/expected.mjs';

const rows = {
  ch2_1_data: '2.1.a, 2.1.b, 2.1.c, 2.1.d, 2.1.e, 2.1.f',
  ch2_2_preprocessing: '2.2.a, 2.2.b',
  ch2_3_linear_algebra: '2.3.a, 2.3.b, 2.3.c',
  ch2_5_autograd: '2.5.a, 2.5.b, 2.5.c, 2.5.d',
  ch3_2_design: '3.2.a',
  ch3_4_linear_regression: '3.4.a',
  ch4_4_softmax_regression: '4.2.a, 4.2.b, 4.4.a, 4.4.b',
  ch5_2_mlp: '5.2.a',
};

const folder = mkdtempSync(join(tmpdir(), 'weft-examples-'));
after(() => rmSync(folder, { recursive: true }));

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Runs the example without the user's data, or with those of a folder. */
function run(name, data) {
  const env = { ...process.env, WEFT_DATA: '', XDG_CACHE_HOME: join(folder, 'no-cache') };
  const args = data ? [folder, data] : [folder];
  const result = spawnSync(here(`../../build/native/examples/example_${name}`), args, { encoding: 'utf8', env, timeout: 120_000 });
  assert.equal(result.status, 0, result.stderr);
  return result.stdout;
}

/** Which section of the page an example is, and what it prints in other words in the place of a cell. */
const sections = {
  ch2_1_data: ['21_data_manipulation', { '2.1.1.k': '', '2.1.6.a': 'True\n', '2.1.7.a': '', '2.1.7.c': '' }],
  ch2_3_linear_algebra: ['23_linear_algebra', { '2.3.12.a': '' }],
  ch2_5_autograd: ['25_autograd', { '2.5.1.b': '', '2.5.5.a': '', '2.5.5.b': '' }],
};

function expected(name) {
  if (!sections[name]) return readFileSync(here(`examples/${name}.txt`), 'utf8');
  const [section, others] = sections[name];
  return [...textsOf(section)].map(([id, text]) => others[id] ?? text).join('');
}

for (const [name, ids] of Object.entries(rows)) {
  test(`${ids}: example ${name} prints what the notebook prints`, () => {
    assertPrints(name, run(name), expected(name));
  });
}

test('2.2.a: the table of the notebook is written into the folder that is given', () => {
  const into = mkdtempSync(join(folder, 'table-'));
  const program = here('../../build/native/examples/example_ch2_2_preprocessing');
  assert.equal(spawnSync(program, [into]).status, 0);
  const table = 'NumRooms,RoofType,Price\nNA,NA,127500\n2,NA,106000\n4,Slate,178100\nNA,NA,140000';
  assert.equal(readFileSync(join(into, 'house_tiny.csv'), 'utf8'), table);
  const { status, stderr } = spawnSync(program, [join(folder, 'nowhere')], { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stderr, /^.*nowhere\/house_tiny\.csv: cannot be written: No such file or directory\n$/);
});

const words = (picture) => [...readFileSync(join(folder, picture), 'utf8').matchAll(/<text[^>]*>([^<]+)<\/text>/g)].map((match) => match[1]);

test('3.2.a, 3.4.a, 4.4.b: the examples draw the curves of the book', () => {
  for (const word of ['sin', 'cos', 'x']) assert.ok(words('board.svg').includes(word), word);
  for (const word of ['train_loss', 'val_loss', 'epoch']) assert.ok(words('linear_regression.svg').includes(word), word);
  for (const picture of ['softmax_regression.svg', 'mlp.svg', 'mlp_scratch.svg'])
    for (const word of ['train_loss', 'val_loss', 'val_acc']) assert.ok(words(picture).includes(word), word);
});

const garments = ['t-shirt', 'trouser', 'pullover', 'dress', 'coat', 'sandal', 'shirt', 'sneaker', 'bag', 'ankle boot'];

const real = process.env.WEFT_DATA;
const skip = real ? false : 'WEFT_DATA names no data';

test('4.2.b, 4.4.b: softmax regression on Fashion-MNIST, and the images that it gets wrong', { skip }, () => {
  const printed = run('ch4_4_softmax_regression', real);
  assert.match(printed, /^\(60000, 10000\)\n\(Size\(\[64, 1, 32, 32\]\), float32, Size\(\[64\]\), int64\)\n/);
  const accuracy = Number(printed.match(/validation accuracy (.*)/)[1]);
  assert.ok(accuracy > 0.81 && accuracy < 0.86, `${accuracy}`);
  // The first eight test images, as the notebook shows them; the wrong ones have two labels that differ.
  const first = ['ankle boot', 'pullover', 'trouser', 'trouser', 'shirt', 'trouser', 'coat', 'shirt'];
  assert.deepEqual(words('fashion_mnist.svg'), first);
  const wrong = words('wrong.svg');
  assert.equal(wrong.length, 16);
  assert.ok(wrong.every((label) => garments.includes(label)));
  for (let i = 0; i < 16; i += 2) assert.notEqual(wrong[i], wrong[i + 1]);
});

test('5.2.a: both MLPs on Fashion-MNIST reach the accuracy of the book', { skip }, () => {
  const accuracies = [...run('ch5_2_mlp', real).matchAll(/accuracy (.*)/g)].map((match) => Number(match[1]));
  assert.equal(accuracies.length, 2);
  for (const accuracy of accuracies) assert.ok(accuracy > 0.82 && accuracy < 0.88, `${accuracy}`);
});
