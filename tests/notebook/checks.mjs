// What cells show that train or draw, and which rows of the specification the parts of the notebook show.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { assertFollowsPyTorch } from '../reference.mjs';

/** Of each part. @type {Record<string, string>} */
export const rows = {
  '2.1.1': '2.1.a',
  '2.1.2': '2.1.b',
  '2.1.3': '2.1.c',
  '2.1.4': '2.1.d',
  '2.1.5': '2.1.e',
  '2.1.6': '2.1.f',
  '2.1.7': '2.1.e',
  '2.2.1': '2.2.a',
  '2.2.2': '2.2.b',
  '2.2.3': '2.2.b',
  '2.2.4': '2.2.b',
  ...Object.fromEntries(['2.3.1', '2.3.2', '2.3.3', '2.3.4', '2.3.12'].map((part) => [part, '2.3.a'])),
  ...Object.fromEntries(['2.3.5', '2.3.6', '2.3.7'].map((part) => [part, '2.3.b'])),
  ...Object.fromEntries(['2.3.8', '2.3.9', '2.3.10', '2.3.11'].map((part) => [part, '2.3.c'])),
  '2.5.1': '2.5.a',
  '2.5.2': '2.5.b',
  '2.5.3': '2.5.c',
  '2.5.4': '2.5.d',
  '2.5.5': '2.5.b, 2.5.e',
  '3.1.1': '3.4.a',
  '3.1.2': '3.1.a',
  '3.1.3': '3.1.b',
  '3.2.1': '3.2.a',
  ...Object.fromEntries(['3.2.2', '3.2.3', '3.2.4'].map((part) => [part, '3.2.b'])),
  ...Object.fromEntries(['3.4.1', '3.4.2', '3.4.3', '3.4.4', '3.4.5'].map((part) => [part, '3.4.a'])),
  ...Object.fromEntries(['4.1.1', '4.1.2', '4.1.3'].map((part) => [part, '4.1.a'])),
  '4.2.1': '4.2.a',
  '4.2.2': '4.2.a',
  '4.2.3': '4.2.b',
  '4.3.1': '4.3.a',
  '4.3.2': '4.3.a',
  ...Object.fromEntries(['4.4.1', '4.4.2', '4.4.3'].map((part) => [part, '4.4.a'])),
  '4.4.4': '4.4.b',
  '4.4.5': '4.4.b',
  '5.1.2': '5.1.a',
  '5.2.1': '5.2.a',
  '5.2.2': '5.2.a',
  '5.3.1': '5.3.a',
  '5.3.2': '5.3.b',
  '5.3.3': '5.3.a',
  '5.3.4': '5.3.c',
};

const real = Boolean(process.env.WEFT_DATA);
const training = JSON.parse(readFileSync(new URL('expected/training.json', import.meta.url), 'utf8'));
const LABELS = 't-shirt, trouser, pullover, dress, coat, sandal, shirt, sneaker, bag, ankle boot'.split(', ');

/** SPEC's tolerances: of the softmax in all epochs, of the MLP growing with the epochs. */
const tolerances = {
  softmax: { train_loss: () => 1e-4, val_loss: () => 1e-4, val_acc: () => 0.001 },
  mlp: {
    train_loss: () => 5e-4,
    val_loss: (want, epoch) => (epoch <= 3 ? 1e-3 : 0.03 * want),
    val_acc: () => 0.01,
  },
};

/**
 * A board of ten epochs: on the real data PyTorch's own curves, on the synthetic set a model that learns.
 * @param {string} id @param {'softmax' | 'mlp'} model
 */
const trains = (id, model) => (pictures) => {
  const [board] = pictures;
  assert.equal(pictures.length, 1);
  assert.deepEqual([board.xLabel, board.xRange], ['epoch', [0, 10]]);
  const curves = new Map(board.series.map(({ label, ...points }) => [label, points]));
  assert.deepEqual([...curves.keys()], ['train_loss', 'val_loss', 'val_acc']);
  assert.deepEqual(curves.get('val_acc').xs, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const [losses, accuracies] = [curves.get('train_loss').ys, curves.get('val_acc').ys];
  assert.ok(losses.at(-1) < 0.8 * losses[0] && accuracies.at(-1) > 0.6, `${losses} ${accuracies}`);
  if (!real || !training[id]) return;
  for (const [label, tolerance] of Object.entries(tolerances[model])) {
    const want = training[id][label];
    const { xs, ys } = curves.get(label);
    assert.equal(ys.length, want.length);
    want.forEach((value, i) => {
      const most = tolerance(value, Math.ceil(xs[i]));
      assert.ok(
        Math.abs(ys[i] - value) <= most,
        `${id}: ${label} at ${xs[i]} must be within ${most} of ${value}, got ${ys[i]}`,
      );
    });
  }
};

/** Eight pictures in a row, whose titles have so many lines of labels. @param {any[]} pictures @param {number} side @param {number} lines */
function assertEight(pictures, side, lines) {
  const [{ images, titles, gridColumns }] = pictures;
  assert.deepEqual([pictures.length, images.length, titles.length, gridColumns], [1, 8, 8, 8]);
  for (const { rows: height, columns, pixels } of images) {
    assert.deepEqual([height, columns, pixels.length], [side, side, side * side]);
    assert.ok(new Set(pixels).size > 10, 'shades of grey');
  }
  for (const title of titles) {
    const names = title.split('\n');
    assert.equal(names.length, lines);
    assert.ok(
      names.every((name) => LABELS.includes(name)),
      title,
    );
  }
}

/** Of a cell: its pictures, a board counting as one, and what it printed. @type {Record<string, (pictures: any[], printed: string) => void>} */
export const checks = {
  '4.2.1.b': (_, printed) => real && assert.equal(printed, '(60000, 10000)\n'),
  '4.2.3.a'(pictures) {
    assertEight(pictures, 32, 1);
    if (real)
      assert.deepEqual(
        pictures[0].titles,
        training.first.map((label) => LABELS[label]),
      );
  },
  '4.4.4.a': trains('4.4.4.a', 'softmax'),
  '4.4.4.b': (_, printed) => real && assert.match(printed, /accuracy 0\.83/),
  '4.4.5.b'(pictures) {
    assertEight(pictures, 28, 2);
    for (const title of pictures[0].titles) assert.notEqual(...title.split('\n'), title);
  },
  '5.2.1.d': trains('5.2.1.d', 'mlp'),
  '5.2.2.b': trains('5.2.2.b', 'mlp'),
  '5.2.2.c'(_, printed) {
    const epochs = printed
      .trim()
      .split('\n')
      .map((line) => line.split(' ').map(Number));
    assert.equal(epochs.length, 10);
    const results = epochs.map(([, train_loss, val_loss, val_acc]) => ({ train_loss, val_loss, val_acc }));
    if (real) assertFollowsPyTorch('mlp', results);
  },
  '5.3.2.a'(pictures) {
    assert.equal(pictures.length, 1);
    const [{ type, svg, alt }] = pictures;
    assert.equal(type, 'svg');
    assert.match(alt, /graph/);
    for (const name of ['x', 'W1', 'W2', 'z', 'h', 'o', 'L', 's', 'J'])
      assert.match(svg, new RegExp(`>${name}<`));
    assert.match(svg, /<rect/);
    assert.match(svg, /<(circle|ellipse)/);
  },
};
