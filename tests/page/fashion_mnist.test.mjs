// The page as a user runs it: Fashion-MNIST, seed 0, all defaults. Its table must be PyTorch's.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertFollowsPyTorch } from '../reference.mjs';
import { launch, open, rows, savedJson, serve, stateIs, train } from './harness.mjs';

const folder = process.env.WEFT_DATA;
const options = {
  timeout: 900_000,
  skip: folder ? false : 'WEFT_DATA names no folder',
};

for (const model of ['mlp', 'softmax']) {
  test(`${model}, 10 epochs, seed 0: the results follow PyTorch's`, options, async () => {
    const [browser, server] = await Promise.all([launch(), serve('--data', folder)]);
    try {
      const { page, errors } = await open(browser, server.url);
      assert.match(await page.textContent('#status-data'), /^Fashion-MNIST: 60,000 training and 10,000 test/);
      await page.selectOption('#model', model);
      await train(page);
      await stateIs(page, 'Finished', options.timeout);
      const json = await savedJson(page);
      assert.deepEqual([json.data, json.seed], ['fashion-mnist', 0]);
      assertFollowsPyTorch(model, json.epochs);
      assertFollowsPyTorch(model, await rows(page));
      assert.deepEqual(errors, []);
    } finally {
      await browser.close();
      await server.close();
    }
  });
}
