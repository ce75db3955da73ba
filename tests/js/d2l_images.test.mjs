// Where FashionMNIST of weft/d2l finds its images, what it says of files that are not as they should be, and a
// run on the real ones against PyTorch's.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, test } from 'node:test';
import { d2l as bind } from '../../wasm/src/d2l/index.js';
import { assertFollowsPyTorch } from '../reference.mjs';
import { gzip, images, init, labels } from './support.mjs';

const weft = await init({ threads: 1 });
const folder = mkdtempSync(join(tmpdir(), 'weft-d2l-'));
after(() => {
  weft.terminate();
  rmSync(folder, { recursive: true });
});
const NAMES = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
};
const files = {
  trainImages: gzip(images(40)),
  trainLabels: labels(40),
  testImages: images(20),
  testLabels: labels(20),
};

/** A folder with these files, gzip or plain. @param {Partial<Record<keyof typeof NAMES, Uint8Array>>} given */
function write(given) {
  const path = mkdtempSync(join(folder, 'data-'));
  for (const [role, bytes] of Object.entries(given))
    writeFileSync(join(path, NAMES[role] + (bytes[0] === 0x1f ? '.gz' : '')), bytes);
  return path;
}

/** @param {string | URL} data @returns {any} */
const d2lOf = (data) => bind(weft, { data, display: () => assert.fail('nothing is to be said') });

test('4.2.a: files of a folder, gzip or plain', async () => {
  const path = write(files);
  const data = await d2lOf(path).FashionMNIST.load({ batchSize: 16 });
  assert.deepEqual([data.name, data.train.count, data.val.count], ['custom', 40, 20]);
  const sizes = [];
  for (const [X, y] of data.valDataloader()) {
    if (sizes.length === 0) {
      assert.deepEqual([...X.shape], [16, 1, 4, 4]);
      const want = images(1).slice(16, 20);
      X.index(0, 0, 0)
        .tolist()
        .forEach((value, i) => assert.equal(value, Math.fround(want[i] / 255)));
      assert.deepEqual(y.tolist(), [...labels(16).slice(8)]);
    }
    sizes.push(y.length);
  }
  assert.deepEqual(sizes, [16, 4]);
  assert.equal((await d2lOf(pathToFileURL(path)).loadImages()).train.count, 40);
});

test('4.2.a: files that are not as they should be are named', async () => {
  const { trainLabels, ...rest } = files;
  const fails = (given, message) => assert.rejects(async () => d2lOf(write(given)).loadImages(), { message });
  await fails(rest, /^FashionMNIST: \S+ lacks train-labels-idx1-ubyte$/);
  await fails(
    { ...files, testImages: images(20).slice(0, 100) },
    /^\S+t10k-images-idx3-ubyte: sizes \[20,4,4\] need 336 bytes, got 100$/,
  );
  await fails(
    { ...files, testImages: labels(20) },
    /^\S+t10k-images-idx3-ubyte: must be an IDX file that begins with 0x803, got 28 bytes that do not$/,
  );
  await fails(
    { ...files, testLabels: labels(19) },
    /^\S+t10k-labels-idx1-ubyte: must have a label for each of 20 images, got 19$/,
  );
  await fails(
    { ...files, trainImages: gzip(images(40)).slice(0, 60) },
    /^\S+train-images-idx3-ubyte\.gz: gzip data is cut short or corrupt: /,
  );
});

test('4.2.a: files of a server, by its index.json; a server without them is none', async (t) => {
  const index = { name: 'fashion-mnist', files: Object.fromEntries(Object.entries(NAMES)) };
  const bodies = new Map(Object.entries(NAMES).map(([role, name]) => [`/data/${name}`, files[role]]));
  const server = createServer(({ url = '' }, response) => {
    const body = url === '/data/index.json' ? JSON.stringify(index) : bodies.get(url);
    response.writeHead(body ? 200 : 404, { 'Content-Type': 'application/octet-stream' });
    response.end(body);
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', () => done(undefined)));
  t.after(() => server.close());
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const loaded = await d2lOf(`http://127.0.0.1:${port}/data/`).loadImages();
  assert.deepEqual([loaded.name, loaded.train.count, loaded.val.count], ['fashion-mnist', 40, 20]);
  assert.deepEqual([...loaded.train.pixels], [...images(40).slice(16)]);
  const same = await d2lOf(`http://127.0.0.1:${port}/data`).loadImages();
  assert.equal(same.train.count, 40, 'without the slash at its end');
  /** @type {any[]} */
  const said = [];
  const none = bind(weft, {
    data: `http://127.0.0.1:${port}/other/`,
    display: (message) => said.push(message),
  });
  assert.equal((await none.loadImages()).name, 'synthetic');
  assert.match(said[0].text, /synthetic/);
});

const skip = !process.env.WEFT_DATA && 'WEFT_DATA names no folder';

test('4.4.b: softmax regression follows PyTorch on the real data', { skip, timeout: 600_000 }, async () => {
  /** @type {any} */
  const d2l = bind(weft, { display: () => {} });
  const data = await d2l.FashionMNIST.load({ batchSize: 256 });
  weft.manualSeed(0);
  const model = new d2l.SoftmaxRegression({ numOutputs: 10, lr: 0.1 });
  model.applyInit([weft.zeros(1, 784)]);
  weft.manualSeed(0);
  const trainer = new d2l.Trainer({ maxEpochs: 10 });
  trainer.fit(model, data);
  assertFollowsPyTorch(
    'softmax',
    trainer.results.map(({ trainLoss, valLoss, valAcc }) => ({
      train_loss: trainLoss,
      val_loss: valLoss,
      val_acc: valAcc,
    })),
  );
  assert.ok(weft.memory().peak < 30e6, `${weft.memory().peak} bytes at most: the pixels stay bytes outside`);
});
