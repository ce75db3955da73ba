// Data from four files: good ones in every shape in which bytes come, and bad ones, whose errors name
// the file and are those of the C++ side.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TIMEOUT, createSession, gzip, images, labels, mlp, smallFiles, withSession } from './support.mjs';

/** @param {any} data */
const opened = (data) => withSession({ data }, async ({ dataset }) => dataset);
/** @param {any} change @param {string | RegExp} message */
const fails = (change, message) =>
  assert.rejects(createSession({ model: mlp(), threads: 1, data: { ...smallFiles(), ...change } }), {
    message,
  });

test('plain and gzip, arrays, views, blobs and files', { timeout: TIMEOUT }, async () => {
  const files = smallFiles();
  const padded = new Uint8Array(files.testImages.length + 7);
  padded.set(files.testImages, 5);
  const dataset = await opened({
    trainImages: new Blob([gzip(files.trainImages)]),
    trainLabels: files.trainLabels.buffer,
    testImages: padded.subarray(5, 5 + files.testImages.length),
    testLabels: new File([files.testLabels], 'labels'),
  });
  const classes = Array.from('0123456789');
  assert.deepEqual(dataset, {
    name: 'custom',
    train: 40,
    test: 20,
    shape: [1, 4, 4],
    rows: 4,
    columns: 4,
    classes,
  });
  assert.equal(files.trainLabels.buffer.byteLength, 48, "the bytes stay their owner's");
});

test('the synthetic set says so, and is itself again in files', { timeout: TIMEOUT }, async () => {
  const data = { synthetic: { seed: 3, train: 60, test: 30 } };
  const [dataset, train, test_] = await withSession({ data }, async (session) => [
    session.dataset,
    await session.examples({ split: 'train' }),
    await session.examples({ split: 'test' }),
  ]);
  assert.equal(dataset.name, 'synthetic');
  assert.equal(dataset.classes[9], 'ankle boot');
  const write = (file, bytes) => (file.set(bytes, file.length - bytes.length), file);
  const again = await opened({
    trainImages: write(images(60, 28, 28), train.images),
    trainLabels: write(labels(60), train.labels),
    testImages: write(images(30, 28, 28), test_.images),
    testLabels: write(labels(30), test_.labels),
  });
  assert.equal(again.name, 'synthetic');
});

test('images come out as they went in', { timeout: TIMEOUT }, async () => {
  const data = smallFiles();
  await withSession({ data }, async (session) => {
    const all = await session.examples({ split: 'train' });
    assert.deepEqual(all.images, data.trainImages.slice(16));
    assert.deepEqual(all.labels, data.trainLabels.slice(8));
    const some = await session.examples({ split: 'test', start: 3, count: 2 });
    assert.deepEqual(some.images, data.testImages.slice(16 + 48, 16 + 80));
    assert.deepEqual([...some.labels], [3, 4]);
    assert.equal((await session.examples({ split: 'test', start: 20 })).labels.length, 0);
  });
});

test('swapped images and labels', { timeout: TIMEOUT }, () =>
  fails(
    { trainImages: labels(40), trainLabels: images(40) },
    'trainImages: an IDX file of images must begin with 00 00 08 03, got 00 00 08 01: this is a file of labels; are images and labels swapped?',
  ),
);

test('something else altogether, by the name of the file', { timeout: TIMEOUT }, () =>
  fails(
    { testImages: new File(['<!doctype html>'], 'saved.html') },
    'saved.html: an IDX file of images must begin with 00 00 08 03, got 3c 21 64 6f: this looks like a web page',
  ),
);

test('a file cut short, and one too long', { timeout: TIMEOUT }, async () => {
  await fails(
    { trainImages: images(40).subarray(0, 100) },
    'trainImages: cut short: 40 images of 4 x 4 need 656 bytes, got 100',
  );
  await fails(
    { trainLabels: new Uint8Array(2) },
    'trainLabels: cut short: an IDX file begins with 4 bytes that tell its kind, got 2',
  );
  await fails(
    { testLabels: new Uint8Array([...labels(20), 1, 2, 3]) },
    'testLabels: must end after 20 labels at offset 28, got 3 more bytes',
  );
});

test('gzip cut short or damaged', { timeout: TIMEOUT }, async () => {
  const whole = gzip(images(40));
  await fails({ trainImages: whole.subarray(0, 60) }, /^trainImages: gzip data is cut short or corrupt: /);
  const damaged = whole.slice();
  damaged[30] ^= 255;
  await fails({ trainImages: damaged }, /^trainImages: gzip data is cut short or corrupt: /);
});

test('a label over 9', { timeout: TIMEOUT }, () => {
  const bad = labels(40);
  bad[8 + 17] = 10;
  return fails({ trainLabels: bad }, 'trainLabels: labels must be in [0, 9], got 10 at index 17 (offset 25)');
});

test('counts and sizes that do not fit together', { timeout: TIMEOUT }, async () => {
  await fails(
    { trainLabels: labels(39) },
    'trainLabels: must have one label for each image of trainImages, got 39 labels for 40 images',
  );
  await fails(
    { testImages: images(20, 5, 4) },
    'testImages: images must have the size of those in trainImages, got 5 x 4 and 4 x 4',
  );
});

test('a header that promises more than there is gets no memory', { timeout: TIMEOUT }, () => {
  const huge = images(1);
  new DataView(huge.buffer).setUint32(4, 100_000_000);
  return fails(
    { trainImages: huge },
    /^trainImages: cut short: 100000000 images of 4 x 4 need 1600000016 bytes, got 32$/,
  );
});

test(
  'what does not fit into memory is an error that says how much was asked for',
  { timeout: TIMEOUT },
  async () => {
    for (const variant of /** @type {const} */ (['simd', 'simd-threads'])) {
      const opening = createSession({
        model: mlp(1 << 20),
        data: { synthetic: { train: 100, test: 10 } },
        variant,
      });
      await assert.rejects(opening, {
        message: /^allocate: out of memory, asked for 3288334336 bytes with \d+ in use$/,
      });
    }
  },
);
