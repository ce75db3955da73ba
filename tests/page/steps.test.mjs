// A run in parts: single steps and epochs, pauses, more epochs, reset; and the speeds that are shown.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figures, open, rows, set, site, smallSet, stateIs, train } from './harness.mjs';

const options = { timeout: 180_000 };
const small = { hidden: 16, batch: 20, epochs: 3 };
const { browser, server } = await site(smallSet());

test(
  'a step, an epoch, then the rest: the same figures as in one go; more epochs, too',
  options,
  async () => {
    const { page, errors, close } = await open(browser, server.url);
    await train(page, { ...small, dropout: 0.3, momentum: 0.5, epochs: 5 });
    await stateIs(page, 'Finished');
    const whole = await figures(page);
    assert.equal(whole.length, 5);

    await page.click('#reset');
    await stateIs(page, 'Ready');
    await set(page, { epochs: 3 });
    await page.click('#step');
    await stateIs(page, 'Paused');
    // One of thirty batches of one of three epochs.
    assert.equal(await page.textContent('#progress-percent'), '1 %');
    assert.equal(await page.textContent('#epoch'), '1 of 3');
    assert.equal((await rows(page)).length, 0);
    await page.click('#one-epoch');
    await page.locator('#results-rows tr').first().waitFor();
    await stateIs(page, 'Paused');
    assert.equal((await rows(page)).length, 1);
    await page.click('#pause');
    await stateIs(page, 'Finished');
    assert.deepEqual(await figures(page), whole.slice(0, 3));

    await page.fill('#more', '0');
    await page.click('#go-on');
    assert.equal(
      await page.textContent('#more-error'),
      'more epochs: a whole number from 1 to 1000; got “0”',
    );
    await page.fill('#more', '999');
    await page.click('#go-on');
    assert.equal(
      await page.textContent('#more-error'),
      'more epochs: at most 1000 epochs in all; 3 are done, got 999 more',
    );
    await page.fill('#more', '2');
    await page.click('#go-on');
    await page.locator('#results-rows tr:nth-child(5)').waitFor();
    await stateIs(page, 'Finished');
    assert.equal(await page.textContent('#epoch'), '5 of 5');
    assert.equal(
      await page.inputValue('#epochs'),
      '5',
      'the settings, and so the link, are those of the run',
    );
    assert.deepEqual(await figures(page), whole);
    assert.deepEqual(errors, []);
    await close();
  },
);

test('steps while a run is paused: no epoch is lost', options, async () => {
  const { page, close } = await open(browser, server.url);
  await train(page, { hidden: 512, batch: 20, epochs: 1000 });
  await page.locator('#results-rows tr').first().waitFor();
  await page.click('#pause');
  await stateIs(page, 'Paused');
  for (let i = 0; i < 3; i++) {
    await page.locator('#step[aria-disabled=false]').click();
    await stateIs(page, 'Paused');
  }
  await page.click('#pause');
  await stateIs(page, 'Training');
  await page.click('#stop');
  await stateIs(page, 'Stopped');
  const epochs = (await rows(page)).map(({ epoch }) => epoch);
  assert.ok(epochs.length > 0);
  assert.deepEqual(
    epochs,
    epochs.map((_, i) => i + 1),
  );
  await close();
});

test('speeds belong together; reset takes the run away', options, async () => {
  const { page, errors, close } = await open(browser, server.url);
  await train(page, small);
  await stateIs(page, 'Finished');
  const shown = async (id) => Number((await page.textContent(`#${id}`)).replaceAll(',', ''));
  const [speed, flops, milliseconds] = [
    await shown('speed'),
    await shown('gflops'),
    await shown('step-time'),
  ];
  assert.ok(speed > 0);
  assert.ok(Math.abs(milliseconds - (1000 * 20) / speed) < 0.01 * milliseconds, `${milliseconds} ms`);
  const operations = 4 * 784 * 16 + 6 * 160;
  assert.ok(Math.abs(flops - (speed * operations) / 1e9) < 0.01 * flops, `${flops} GFLOP/s`);
  await page.click('#reset');
  await stateIs(page, 'Ready');
  assert.equal(await page.isVisible('#more'), false);
  assert.equal(await page.textContent('#epoch'), '0 of 3');
  await train(page);
  await stateIs(page, 'Finished');
  assert.equal((await rows(page)).length, 3);
  assert.deepEqual(errors, []);
  await close();
});
