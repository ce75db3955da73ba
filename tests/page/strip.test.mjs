// The strip under the run: a test image of each class with the model's answer, before training and after it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, site, smallSet, stateIs, train } from './harness.mjs';

const files = smallSet();
const { browser, server } = await site(files);
const labels = [...files['t10k-labels-idx1-ubyte'].subarray(8)];

const answers = (page) =>
  page.locator('#strip li').evaluateAll((items) =>
    items.map((li) => ({
      place: Number(li.dataset.test),
      truth: li.querySelector('.true').textContent,
      said: li.querySelector('.said').textContent,
    })),
  );

test(
  'the strip has the first test image of each class, and the answers of the model as it is',
  { timeout: 180_000 },
  async () => {
    const { page, errors, close } = await open(browser, server.url);
    await page.locator('#strip-when', { hasText: /^Before training$/ }).waitFor();
    const before = await answers(page);
    assert.deepEqual(
      before.map(({ place }) => place),
      Array.from({ length: 10 }, (_, k) => labels.indexOf(k)),
    );
    assert.ok(
      before.some(({ said }) => said.startsWith('✗')),
      'nothing is learnt yet',
    );
    const height = await page.locator('#strip').evaluate((strip) => strip.clientHeight);

    await train(page, { hidden: 32, lr: 0.1, batch: 20, epochs: 5 });
    await stateIs(page, 'Finished');
    await page.locator('#strip-when', { hasText: /^After 5 epochs$/ }).waitFor();
    await page.selectOption('#gallery-show', 'test');
    for (const { place, truth, said } of await answers(page)) {
      const tile = page.locator(`#gallery [data-test="${place}"]`);
      if (await tile.count())
        assert.equal(await tile.locator('.said').textContent(), said, 'as in the gallery');
      assert.equal(said, `✓ ${truth}`, 'bands are easily told apart');
    }
    assert.equal(
      await page.locator('#strip').evaluate((strip) => strip.clientHeight),
      height,
      'nothing has moved',
    );

    await page.click('#strip-panel > summary');
    assert.equal(await page.locator('#strip').isVisible(), false);
    assert.deepEqual(errors, []);
    await close();
  },
);
