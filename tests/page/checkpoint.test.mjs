// A run outlives its tab and its worker: kept in the browser while it goes on, offered on return.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  SOON,
  alertSays,
  crash,
  figures,
  isReady,
  open,
  rows,
  site,
  smallSet,
  stateIs,
  train,
} from './harness.mjs';

const options = { timeout: 180_000 };
const model = { hidden: 24, dropout: 0.3, momentum: 0.5, batch: 20, epochs: 4 };
const { browser, server } = await site(smallSet());

const kept = (page, text) => page.locator('#kept', { hasText: text }).waitFor();

/** The figures of the model in one go. */
async function whole(page) {
  await train(page, model);
  await stateIs(page, 'Finished');
  const all = await figures(page);
  await page.click('#reset');
  await stateIs(page, 'Ready');
  return all;
}

test(
  'a tab that is closed in the middle: offered on return, and it goes on to the same figures',
  options,
  async () => {
    const { page, errors, close } = await open(browser, server.url);
    const expected = await whole(page);
    await page.click('#one-epoch');
    await stateIs(page, 'Paused');
    await page.click('#step');
    await stateIs(page, 'Paused');
    await kept(page, /^Kept in this browser for the next visit: epoch 1\.0\.$/);
    await page.goto(server.url);
    await isReady(page);
    await page.locator('#offer:not([hidden])').waitFor();
    assert.match(await page.innerText('#offer'), /A new run takes its place\./);
    assert.match(
      await page.textContent('#offer-text'),
      /^A run of \d\d:\d\d stopped at epoch 1\.0 of 4 \(the served files\)\.$/,
    );
    await page.click('#offer-go-on');
    await stateIs(page, 'Finished');
    assert.equal(await page.isVisible('#offer'), false);
    assert.equal(await page.inputValue('#units-1'), '24');
    assert.equal(await page.inputValue('#dropout'), '0.3');
    assert.deepEqual(await figures(page), expected);
    assert.deepEqual(errors, []);
    await close();
  },
);

test('a run under way is kept every few seconds; the tab may go at any time', options, async () => {
  const { page, close } = await open(browser, server.url);
  await train(page, { hidden: 256, batch: 20, epochs: 1000 });
  await kept(page, /^Kept in this browser/);
  await page.reload();
  await page.locator('#offer:not([hidden])').waitFor();
  assert.match(await page.textContent('#offer-text'), /stopped at epoch [\d.]+ of 1000/);
  await page.click('#offer-discard');
  assert.equal(await page.isVisible('#offer'), false);
  await page.reload();
  await isReady(page);
  await page.waitForTimeout(500);
  assert.equal(await page.isVisible('#offer'), false, 'discarded is gone');
  await close();
});

test('a finished run is brought back with its table', options, async () => {
  const { page, close } = await open(browser, server.url);
  await train(page, model);
  await stateIs(page, 'Finished');
  await kept(page, /epoch 4\.$/);
  const expected = await figures(page);
  await page.reload();
  await page.locator('#offer:not([hidden])').waitFor();
  assert.match(await page.textContent('#offer-text'), /finished its 4 epochs \(the served files\)\.$/);
  assert.equal(await page.textContent('#offer-go-on'), 'Bring it back');
  await page.click('#offer-go-on');
  await stateIs(page, 'Finished');
  assert.equal((await rows(page)).length, 4);
  assert.deepEqual(await figures(page), expected);
  await close();
});

test('storage full, refused or absent: one line says so, and it trains', options, async () => {
  for (const [init, message] of [
    [
      () => {
        FileSystemFileHandle.prototype.createWritable = async () => {
          throw new DOMException('no space', 'QuotaExceededError');
        };
      },
      /^Not kept for the next visit: the browser’s storage is full\.$/,
    ],
    [
      () => {
        navigator.storage.getDirectory = async () => {
          throw new DOMException('no', 'SecurityError');
        };
      },
      /^Not kept for the next visit: the browser refuses storage here\.$/,
    ],
    [
      () => Object.defineProperty(Navigator.prototype, 'storage', { value: undefined }),
      /^Not kept for the next visit: the browser’s storage failed: there is none\.$/,
    ],
  ]) {
    const { page, errors, close } = await open(browser, server.url, { init });
    await train(page, { ...model, epochs: 2 });
    await stateIs(page, 'Finished');
    await kept(page, message);
    assert.equal((await rows(page)).length, 2);
    assert.deepEqual(errors, []);
    await close();
  }
});

test('a second tab leaves the first one’s run alone', options, async () => {
  const { page, close } = await open(browser, server.url);
  await train(page, { ...model, epochs: 2 });
  await stateIs(page, 'Finished');
  await kept(page, /epoch 2\.$/);
  const other = await page.context().newPage();
  await other.goto(server.url);
  await isReady(other);
  assert.equal(await other.isVisible('#offer'), false);
  await train(other, { ...model, epochs: 1 });
  await stateIs(other, 'Finished');
  await kept(other, /^Not kept for the next visit: another tab of this page keeps its run\.$/);
  await close();
});

test('a run that is reset while it is being kept is not kept', options, async () => {
  const { page, close } = await open(browser, server.url, {
    init: () => {
      const { close } = FileSystemWritableFileStream.prototype;
      FileSystemWritableFileStream.prototype.close = async function () {
        const atRest = document.body.dataset.state === 'paused';
        if (atRest) document.getElementById('reset').click();
        // A removal that does not wait for the file comes before it.
        await Array.fromAsync((await navigator.storage.getDirectory()).keys());
        await close.call(this);
        globalThis.written ||= atRest;
      };
    },
  });
  await page.click('#one-epoch');
  await page.waitForFunction(() => globalThis.written);
  await isReady(page);
  // waitForFunction takes a promise for true.
  const gone = page.evaluate(async (soon) => {
    const root = await navigator.storage.getDirectory();
    const end = performance.now() + soon;
    while ((await Array.fromAsync(root.keys())).includes('run.safetensors'))
      if (performance.now() > end) return false;
    return true;
  }, SOON);
  assert.ok(await gone, 'the file that was written is removed');
  assert.equal(await page.isVisible('#kept'), false);
  await close();
});

test('a kept file that is broken: a message, and it is gone', options, async () => {
  const { page, close } = await open(browser, server.url);
  await page.evaluate(async () => {
    const root = await navigator.storage.getDirectory();
    const stream = await (await root.getFileHandle('run.safetensors', { create: true })).createWritable();
    await stream.write('no tensors here');
    await stream.close();
  });
  await page.reload();
  await isReady(page);
  await alertSays(page, /^The run that was kept: .*It was discarded$/);
  await train(page, { ...model, epochs: 1 });
  await stateIs(page, 'Finished');
  await close();
});

test(
  'a crashed worker is started once more, and the figures are those of a run without crash',
  options,
  async () => {
    const { page, close } = await open(browser, server.url);
    const config = { hidden: 1024, batch: 20, epochs: 12, dropout: 0.2 };
    await train(page, config);
    await stateIs(page, 'Finished');
    const expected = await figures(page);
    await train(page, config);
    await stateIs(page, 'Training');
    await page.locator('#results-rows tr:nth-child(2)').waitFor();
    await crash(page);
    await alertSays(
      page,
      /^The worker crashed: .*broken on purpose.* A new one goes on from epoch [\d.]+\.$/,
    );
    await stateIs(page, 'Finished');
    assert.deepEqual(await figures(page), expected);
    await close();
  },
);

test('a worker that has crashed before the training is started once more, too', options, async () => {
  const { page, close } = await open(browser, server.url);
  const expected = await whole(page);
  await crash(page);
  await page.click('#train');
  await alertSays(page, /^The worker crashed: .*broken on purpose.* A new one goes on from epoch 0\.$/);
  await stateIs(page, 'Finished');
  assert.deepEqual(await figures(page), expected);
  await close();
});
