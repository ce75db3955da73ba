// What the book's classes show: curves, images, the summary of layers, Fashion-MNIST's synthetic substitute.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { d2l, golden, messages, weft } from './d2l_support.mjs';

test('4.3.a: the summary of layers goes to the host', () => {
  messages.length = 0;
  new d2l.MLP({ numOutputs: 10, numHiddens: 256, lr: 0.1 }).layerSummary([1, 1, 28, 28]);
  const lines = ['Flatten 784', 'Linear 256', 'ReLU 256', 'Linear 10'].map((line) => {
    const [name, size] = line.split(' ');
    return `${name} output shape:\t [1, ${size}]`;
  });
  assert.deepEqual(messages, [{ type: 'text', text: lines.join('\n') }]);
});

test('3.1.b: plot takes curves as tensors, arrays and rows', () => {
  messages.length = 0;
  d2l.plot(weft.arange(3), [weft.tensor([1, 2, 3]), [4, 5, 6]], { xLabel: 'x', legend: ['a', 'b'] });
  d2l.plot(
    weft.tensor([
      [1, 2],
      [3, 4],
    ]),
  );
  const series = messages.map((message) => message.type === 'plot' && message.series);
  assert.deepEqual(series[0], [
    { label: 'a', xs: [0, 1, 2], ys: [1, 2, 3] },
    { label: 'b', xs: [0, 1, 2], ys: [4, 5, 6] },
  ]);
  assert.deepEqual(series[1], [
    { label: '', xs: [0, 1], ys: [1, 2] },
    { label: '', xs: [0, 1], ys: [3, 4] },
  ]);
  assert.throws(
    () =>
      d2l.plot(
        [1, 2],
        [
          [1, 2],
          [3, 4],
        ],
        { legend: ['a'] },
      ),
    {
      message: 'plot: legend must have a name for each curve, got 1 names and 2 curves',
    },
  );
  assert.throws(() => d2l.plot([1], [1, 2]), {
    message: 'plot: a curve must have as many x as y, got 1 and 2',
  });
});

test('4.2.b: a grid of images leaves out what finds no place', () => {
  messages.length = 0;
  d2l.showImages(weft.tensor([[[0, 0.5]], [[1, 2]], [[3, 4]]]), 1, 2, { titles: ['a', 'b', 'c'] });
  assert.deepEqual(messages, [
    {
      type: 'images',
      images: [
        { rows: 1, columns: 2, pixels: Uint8Array.of(0, 128) },
        { rows: 1, columns: 2, pixels: Uint8Array.of(255, 255) },
      ],
      titles: ['a', 'b'],
      gridColumns: 2,
    },
  ]);
  assert.throws(() => d2l.showImages(weft.zeros(2, 3, 4, 5), 1, 2), {
    message: 'showImages: images must be (N, h, w) or (N, 1, h, w), got shape [2,3,4,5]',
  });
});

test('4.2.a: images are resized as Pillow does it', () => {
  weft.manualSeed(0);
  const pixels = Uint8Array.from(weft.randint(0, 256, [28, 28]).reshape(-1).tolist());
  const set = { count: 1, rows: 28, columns: 28, pixels, labels: Uint8Array.of(0) };
  for (const { size, pixels: want } of golden.resize)
    assert.deepEqual([...d2l.resizeImages(set, size[0], size[1]).pixels], want);
  assert.equal(d2l.resizeImages(set, 28, 28), set);
});

test('4.2.a, 4.2.b: Fashion-MNIST, the synthetic set where there is no data, which is said', async () => {
  messages.length = 0;
  const before = process.env.WEFT_DATA;
  delete process.env.WEFT_DATA;
  const data = await d2l.FashionMNIST.load({ resize: [32, 32] }).finally(() => {
    if (before !== undefined) process.env.WEFT_DATA = before;
  });
  assert.deepEqual(messages, [
    { type: 'text', text: 'no data found: everything below is computed from the synthetic set' },
  ]);
  assert.equal(data.name, 'synthetic');
  assert.deepEqual([data.train.count, data.val.count], [6000, 1000]);
  const [[X, y]] = data.trainDataloader();
  assert.deepEqual(
    [[...X.shape], X.dtype, [...y.shape], y.dtype],
    [[64, 1, 32, 32], 'float32', [64], 'int64'],
  );
  assert.ok(X.min().item() >= 0 && X.max().item() <= 1 && X.max().item() > 0.5);
  assert.deepEqual(data.textLabels(weft.tensor([0, 9])), ['t-shirt', 'ankle boot']);
  assert.throws(() => data.textLabels([10]), { message: 'textLabels: labels must be in [0, 10), got 10' });
  messages.length = 0;
  const [batch] = data.valDataloader();
  data.visualize(batch);
  const [shown] = messages;
  assert.ok(shown.type === 'images' && shown.images.length === 8 && shown.images[0].rows === 32);
  assert.deepEqual(shown.titles, data.textLabels(batch[1]).slice(0, 8));
  let seen = 0;
  for (const [images] of data.trainDataloader()) seen += images.length;
  assert.equal(seen, 6000);
  assert.throws(() => new d2l.FashionMNIST({ images: {} }), {
    message: 'FashionMNIST: needs images, as loadImages() gives them',
  });
});
