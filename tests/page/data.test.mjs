// The choice of data: served, synthetic, one's own files; what is said of wrong ones: wrong_files.test.mjs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import {
  alertSays,
  folder,
  isReady,
  open,
  pick,
  rows,
  serve,
  site,
  smallSet,
  stateIs,
  train,
} from './harness.mjs';

const options = { timeout: 180_000 };
const small = { hidden: 16, batch: 20, epochs: 2 };
const { browser, server } = await site(smallSet());

const usedData = (page) => page.textContent('#status-data');
const dataBecomes = (page, text) => page.locator('#status-data', { hasText: text }).waitFor();

/** After a failure the page must still train on what it had. */
async function stillTrains(page) {
  await isReady(page);
  await train(page, small);
  await stateIs(page, 'Finished');
  assert.equal((await rows(page)).length, 2);
}

test('the synthetic set is called synthetic wherever it shows', options, async () => {
  const { page, errors, close } = await open(browser, server.url);
  await page.check('#data-synthetic');
  await page.fill('#images', '600');
  await page.keyboard.press('Tab');
  await dataBecomes(page, 'synthetic data: 600 training and 100 test images');
  await stillTrains(page);
  for (const part of ['run', 'gallery']) {
    for (const label of await page.locator(`[data-source=${part}]`).allTextContents()) {
      assert.equal(label, 'synthetic data', part);
    }
  }
  assert.match(await page.textContent('#results-title'), /synthetic data$/);
  assert.deepEqual(errors, []);
  await close();
});

test('a page that is served without data begins with the synthetic set', options, async () => {
  const bare = await serve();
  try {
    const { page, errors, close } = await open(browser, bare.url);
    assert.match(await usedData(page), /^synthetic data: 60,000 training and 10,000 test images$/);
    assert.equal(await page.locator('#served-choice').isVisible(), false);
    assert.deepEqual(errors, []);
    await close();
  } finally {
    await bare.close();
  }
});

test('a wrong number of synthetic images has its message, and Train refuses', options, async () => {
  const { page, close } = await open(browser, server.url);
  await page.check('#data-synthetic');
  await page.fill('#images', '7');
  await train(page);
  assert.match(await page.textContent('#images-error'), /^training images: .* from 100 to 60000; got “7”$/);
  assert.equal(await page.locator('#results').isVisible(), false);
  await close();
});

test('own files, picked in two goes, gzip and plain', options, async () => {
  const { page, errors, close } = await open(browser, server.url);
  const [a, b, c, d] = Object.entries(smallSet(300, 50));
  await pick(page, Object.fromEntries([b, [`${a[0]}.gz`, gzipSync(a[1])]]));
  const list = page.locator('#own-files li');
  assert.deepEqual(await list.allTextContents(), [
    'training images: train-images-idx3-ubyte.gz',
    'training labels: train-labels-idx1-ubyte',
    'test images: missing',
    'test labels: missing',
  ]);
  await pick(page, Object.fromEntries([c, d]));
  await dataBecomes(page, 'your own files: 300 training and 50 test images');
  assert.equal(await page.isChecked('#data-own'), true);
  await stillTrains(page);
  assert.deepEqual(errors, []);
  await close();
});

test('own files chosen, but none there: Train says what is missing', options, async () => {
  const { page, close } = await open(browser, server.url);
  await page.check('#data-own');
  await train(page);
  await alertSays(page, /^Your own files: all four are needed/);
  assert.equal(await page.textContent('#state'), 'Ready');
  await close();
});

test('own files can be dropped anywhere on the page', options, async () => {
  const { page, close } = await open(browser, server.url);
  const files = Object.entries(smallSet(120, 30)).map(([name, bytes]) => [name, bytes.toString('base64')]);
  const transfer = await page.evaluateHandle((all) => {
    const dropped = new DataTransfer();
    for (const [name, base64] of all) {
      dropped.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
    }
    return dropped;
  }, files);
  await page.dispatchEvent('footer', 'drop', { dataTransfer: transfer });
  await dataBecomes(page, 'your own files: 120 training and 30 test images');
  await close();
});

test('served files that are broken: a message, and synthetic data instead', options, async () => {
  const broken = folder({
    ...smallSet(60, 20),
    'train-images-idx3-ubyte': smallSet(60, 20)['train-images-idx3-ubyte'].subarray(0, 1000),
  });
  const other = await serve('--data', broken.path);
  try {
    const { page, close } = await open(browser, other.url);
    await alertSays(page, /Going on with synthetic data$/);
    assert.match(await usedData(page), /^synthetic data/);
    assert.equal(await page.isChecked('#data-synthetic'), true);
    await close();
  } finally {
    await other.close();
    broken.remove();
  }
});
