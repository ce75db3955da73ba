// Seed 0 on the real data follows PyTorch's curves, in the plainest and in the fastest variant.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFollowsPyTorch } from '../reference.mjs';
import { collect, mlp, withSession } from './support.mjs';

const dir = process.env.WEFT_DATA;
const skip = !dir && 'WEFT_DATA names no folder';
const timeout = 600_000;

/** @param {string} name */
async function file(name) {
  const path = join(dir ?? '', name);
  return readFile(`${path}.gz`).catch(() => readFile(path));
}

async function files() {
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all(
    [
      'train-images-idx3-ubyte',
      'train-labels-idx1-ubyte',
      't10k-images-idx3-ubyte',
      't10k-labels-idx1-ubyte',
    ].map(file),
  );
  return { trainImages, trainLabels, testImages, testLabels };
}

const models = { mlp: mlp(256), softmax: [...mlp().slice(0, 1), ...mlp().slice(3)] };
const variants = /** @type {const} */ ([
  ['simd', 1],
  ['relaxed-simd-threads', 2],
]);

for (const [variant, threads] of variants) {
  for (const model of /** @type {const} */ (['softmax', 'mlp'])) {
    test(
      `${model === 'mlp' ? '5.2.a' : '4.4.b'}: ${model}, ${variant}, ${threads} threads`,
      { skip, timeout },
      async (t) => {
        await withSession(
          { model: models[model], data: await files(), seed: 0, variant, threads },
          async (session) => {
            assert.equal(session.dataset.name, 'fashion-mnist');
            const results = (await collect(session.fit())).flatMap(({ result }) => result ?? []);
            assertFollowsPyTorch(
              model,
              results.map(({ trainLoss, valLoss, valAcc }) => ({
                train_loss: trainLoss,
                val_loss: valLoss,
                val_acc: valAcc,
              })),
            );
            const seconds = results.map((result) => result.seconds).sort((a, b) => a - b);
            t.diagnostic(
              `seconds an epoch: ${seconds[0].toFixed(2)} at best, ${seconds[5].toFixed(2)} in the middle`,
            );
          },
        );
      },
    );
  }
}
