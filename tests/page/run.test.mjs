// The run at its edges: buttons pressed in one breath, a stop within an epoch, reset while it trains, a worker
// that crashes twice, and how often it speaks.

import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  SOON,
  alertSays,
  crash,
  figures,
  isReady,
  open,
  rows,
  set,
  site,
  smallSet,
  stateIs,
  train,
} from './harness.mjs';

const options = { timeout: 180_000 };
const small = { hidden: 16, dropout: 0.2, optimizer: 'adam', batch: 20, epochs: 3 };
const { browser, server } = await site(smallSet());
let whole;
before(async () => {
  const { page, close } = await open(browser, server.url);
  await train(page, small);
  await stateIs(page, 'Finished');
  whole = await figures(page);
  await close();
});

test('paused and resumed in one breath, the run comes to its end', options, async () => {
  const { page, close } = await open(browser, server.url);
  await set(page, small);
  await page.click('#step');
  await stateIs(page, 'Paused');
  await page.evaluate(() => {
    for (let i = 0; i < 5; i++) document.getElementById('pause').click();
  });
  await stateIs(page, 'Finished');
  assert.deepEqual(await figures(page), whole);
  await close();
});

/** Presses in one breath, before anything can happen in between. */
const press = (page, ...ids) =>
  page.evaluate((all) => all.forEach((id) => document.getElementById(id).click()), ids);

test('stopped in the breath in which it goes on, it is stopped; it goes on again', options, async () => {
  const { page, close } = await open(browser, server.url);
  await train(page, { ...small, epochs: 1 });
  await stateIs(page, 'Finished');
  await press(page, 'step', 'stop');
  await stateIs(page, 'Stopped');
  assert.equal(await page.inputValue('#epochs'), '2', 'a step after the end is one of an epoch more');
  await page.waitForFunction(() => /epochs=2/.test(location.hash));
  await page.fill('#more', '2');
  await page.click('#go-on');
  await page.locator('#results-rows tr:nth-child(3)').waitFor();
  await stateIs(page, 'Finished');
  assert.deepEqual(await figures(page), whole);
  await close();
});

test('stopped before it has begun, the run before it is still there', options, async () => {
  const { page, close } = await open(browser, server.url);
  await train(page, { ...small, epochs: 2 });
  await stateIs(page, 'Finished');
  await set(page, { seed: 9 });
  await press(page, 'train', 'stop');
  await stateIs(page, 'Finished');
  assert.equal(await page.textContent('#epoch'), '2 of 2');
  await page.fill('#more', '1');
  await page.click('#go-on');
  await page.locator('#results-rows tr:nth-child(3)').waitFor();
  await stateIs(page, 'Finished');
  assert.deepEqual(await figures(page), whole);
  await close();
});

test('a step in the breath in which other data is chosen is one on that data', options, async () => {
  const { page, close } = await open(browser, server.url);
  await train(page, { ...small, epochs: 2 });
  await stateIs(page, 'Finished');
  await page.$eval('#images', (field) => (field.value = '300'));
  await press(page, 'data-synthetic', 'step');
  await stateIs(page, 'Paused');
  assert.match(await page.textContent('#results-title'), /synthetic data$/);
  assert.equal(await page.textContent('#epoch'), '1 of 2');
  assert.equal(await page.locator('#alert').isVisible(), false);
  await page.click('#stop');
  await press(page, 'data-served', 'go-on');
  assert.equal(await page.textContent('#more-error'), 'more epochs: the data is being opened');
  await isReady(page);
  assert.equal(await page.locator('#more-form').isVisible(), false, 'there is no run to go on with');
  await close();
});

test('paused over a crash, a new worker goes on to the same figures', options, async () => {
  const { page, close } = await open(browser, server.url);
  await set(page, small);
  await page.click('#one-epoch');
  await page.locator('#results-rows tr').first().waitFor();
  await stateIs(page, 'Paused');
  await crash(page);
  await press(page, 'pause', 'pause');
  await alertSays(page, /^The worker crashed: .*broken on purpose\. A new one goes on from epoch 1\.$/);
  await stateIs(page, 'Paused');
  await page.click('#pause');
  await stateIs(page, 'Finished');
  assert.deepEqual(await figures(page), whole);
  await close();
});

test('stopped within an epoch, the rest is offered; another seed begins anew', options, async () => {
  const { page, close } = await open(browser, server.url);
  await set(page, small);
  await page.click('#step');
  await stateIs(page, 'Paused');
  await page.click('#stop');
  await stateIs(page, 'Stopped');
  assert.equal(await page.inputValue('#more'), '3');
  await page.click('#one-epoch');
  await page.locator('#results-rows tr').first().waitFor();
  await stateIs(page, 'Paused');
  assert.deepEqual(await figures(page), whole.slice(0, 1));
  await page.click('#stop');
  await set(page, { seed: 9 });
  await page.click('#one-epoch');
  await page.locator('#results-title', { hasText: 'seed 9' }).waitFor();
  await page.locator('#results-rows tr').first().waitFor();
  await stateIs(page, 'Paused');
  assert.notDeepEqual(await figures(page), whole.slice(0, 1));
  await close();
});

test('reset makes the model new, also while it trains', options, async () => {
  const { page, errors, close } = await open(browser, server.url);
  assert.equal(await page.getAttribute('#reset', 'aria-disabled'), 'true');
  await train(page, { ...small, hidden: 1024, epochs: 1000 });
  await page.locator('#results-rows tr').first().waitFor();
  await page.click('#reset');
  await stateIs(page, 'Ready');
  await isReady(page);
  assert.equal(await page.textContent('#progress-percent'), '0 %');
  assert.equal(await page.getAttribute('#reset', 'aria-disabled'), 'true');
  await train(page, small);
  await stateIs(page, 'Finished');
  assert.deepEqual(await figures(page), whole);
  assert.deepEqual(errors, []);
  await close();
});

test('sentences come at most every five seconds, and one at the end', options, async () => {
  const init = () => {
    globalThis.heard = [];
    // When it is said by the page's own clock, not when an observer hears of it.
    let latest = 0;
    const now = performance.now.bind(performance);
    performance.now = () => (latest = now());
    addEventListener('DOMContentLoaded', () => {
      Object.defineProperty(document.getElementById('announcer'), 'textContent', {
        set: (text) => heard.push([latest, text]),
      });
    });
  };
  const { page, close } = await open(browser, server.url, { init });
  await train(page, { hidden: 256, dropout: 0, optimizer: 'sgd', batch: 20, epochs: 1000 });
  await page.waitForFunction(() => globalThis.heard.length >= 3, undefined, { timeout: SOON });
  const epochs = (await rows(page)).length;
  await page.click('#stop');
  await stateIs(page, 'Stopped');
  const heard = await page.evaluate(() => globalThis.heard);
  assert.match(heard.at(-1)[1], /^Stopped after \d+ of 1000 epochs: validation accuracy \d+\.\d %\.$/);
  const sentences = heard.slice(0, -1);
  for (const [, text] of sentences)
    assert.match(text, /^Epoch \d+ of 1000: validation accuracy \d+\.\d %\.$/);
  sentences.slice(1).forEach(([at], i) => assert.ok(at - sentences[i][0] >= 5000, JSON.stringify(heard)));
  assert.ok(epochs > sentences.length, 'some epochs went by in silence');
  await close();
});

test(
  'a second crash within the epoch ends the run with a message; the page trains again',
  options,
  async () => {
    const { page, close } = await open(browser, server.url);
    await set(page, small);
    await page.click('#step');
    await stateIs(page, 'Paused');
    await crash(page);
    await page.click('#save-run');
    await alertSays(page, /^The worker crashed: .*on purpose\. Go on with the run, then save it$/);
    await page.click('#step');
    await page.locator('#alert-text', { hasText: 'A new one' }).waitFor();
    await alertSays(page, /A new one goes on from epoch 0\.0\.$/);
    await stateIs(page, 'Paused');
    await crash(page);
    await page.click('#step');
    await page.locator('#alert-text', { hasText: 'twice' }).waitFor();
    await alertSays(page, /^The worker crashed twice in epoch 1: .*broken on purpose\. You can train again$/);
    assert.equal(await page.textContent('#state'), 'Failed');
    await page.locator('#offer-text', { hasText: /stopped at epoch 0\.0 of 3/ }).waitFor();
    await isReady(page);
    await train(page, small);
    await stateIs(page, 'Finished');
    assert.equal(await page.locator('#alert').isVisible(), false);
    assert.deepEqual(await figures(page), whole);
    await close();
  },
);

test('a loss far above the one before training is told once, with what may cure it', options, async () => {
  const { page, close } = await open(browser, server.url);
  await train(page, { ...small, dropout: 0, optimizer: 'sgd', lr: 100, epochs: 2 });
  await stateIs(page, 'Finished');
  await alertSays(
    page,
    /^Epoch 1: the train loss is [\d.]+, far above the [\d.]+ before training\. A smaller learning rate may cure it$/,
  );
  await close();
});

test(
  'a worker that does not end its batch is ended with its run, and the page says so',
  options,
  async () => {
    // The five seconds that it is given, over at once.
    const init = () => {
      const later = globalThis.setTimeout;
      globalThis.setTimeout = (action, wait, ...rest) => later(action, wait === 5000 ? 0 : wait, ...rest);
    };
    const { page, close } = await open(browser, server.url, { init });
    await train(page, { hidden: [2048, 2048], batch: 600, epochs: 1000 });
    await stateIs(page, 'Training');
    await page.click('#stop');
    await stateIs(page, 'Stopped');
    await alertSays(page, /^The worker did not stop within 5 s, and was ended with its run\./);
    assert.equal(await page.getAttribute('#reset', 'aria-disabled'), 'true');
    await train(page, small);
    await stateIs(page, 'Finished');
    assert.deepEqual(await figures(page), whole);
    await close();
  },
);
