// Where something is missing or breaks: isolation, SIMD, WebAssembly, the worker; small screens; offline.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { alertSays, folder, isReady, open, rows, serve, site, smallSet, stateIs, train } from './harness.mjs';

const options = { timeout: 180_000 };
const small = { hidden: 16, batch: 20, epochs: 2 };
const files = smallSet();
const { browser, server } = await site(files);
const data = folder(files);
after(() => data.remove());

test('isolated: a variant with threads, and what it runs on is said', options, async () => {
  const { page, close } = await open(browser, server.url);
  assert.match(await page.textContent('#status-variant'), /-threads$/);
  const cores = Math.min(16, await page.evaluate(() => navigator.hardwareConcurrency));
  assert.equal(await page.textContent('#status-threads'), String(cores));
  assert.equal(await page.inputValue('#threads'), String(cores));
  await train(page, { ...small, threads: 1 });
  await stateIs(page, 'Finished');
  assert.equal(await page.textContent('#status-threads'), '1');
  await close();
});

test('not isolated: one thread, with the reason in words, and it trains', options, async () => {
  const plain = await serve('--no-isolation', '--data', data.path);
  try {
    const { page, errors, close } = await open(browser, plain.url);
    assert.doesNotMatch(await page.textContent('#status-variant'), /threads/);
    assert.equal(await page.textContent('#status-threads'), '1');
    assert.match(await page.textContent('#status-reason'), /isolated/);
    assert.equal(await page.locator('#threads').isEditable(), false);
    await train(page, small);
    await stateIs(page, 'Finished');
    assert.equal((await rows(page)).length, 2);
    assert.deepEqual(errors, ['weft: 1 thread: the page is not cross-origin isolated; send COOP and COEP']);
    await close();
  } finally {
    await plain.close();
  }
});

test('no SIMD, or no WebAssembly: a message in words, and Train stays off', options, async () => {
  const lacking = [
    [() => (WebAssembly.validate = () => false), /SIMD/],
    [() => delete globalThis.WebAssembly, /WebAssembly/],
  ];
  for (const [init, pattern] of lacking) {
    const { page, close } = await open(browser, server.url, {
      init,
      ready: false,
    });
    await alertSays(page, pattern);
    assert.equal(await page.getAttribute('#train', 'aria-disabled'), 'true');
    assert.equal(await page.textContent('#state'), 'Cannot train here');
    await close();
  }
});

test(
  'at 320 pixels nothing is wider than the screen, before, with messages, and after',
  options,
  async () => {
    const { page, close } = await open(browser, server.url, {
      viewport: { width: 320, height: 640 },
    });
    const width = () => page.evaluate(() => document.documentElement.scrollWidth);
    assert.equal(await width(), 320);
    await train(page, { hidden: '1'.repeat(60), lr: 'x', epochs: '' });
    assert.equal(await width(), 320);
    await train(page, { ...small, lr: 0.1 });
    await stateIs(page, 'Finished');
    await page.selectOption('#gallery-show', 'test');
    await page.locator('#gallery .said').first().waitFor();
    assert.equal(await width(), 320);
    await close();
  },
);

test('after one visit the page works without its server', options, async () => {
  const other = await serve('--data', data.path);
  const { page, errors, close } = await open(browser, other.url);
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  await other.close();
  await page.reload();
  await isReady(page);
  assert.match(await page.textContent('#status-data'), /600 training and 200 test images$/);
  assert.match(await page.textContent('#status-variant'), /-threads$/);
  await train(page, small);
  await stateIs(page, 'Finished');
  // Chromium itself notes that the server did not answer; the page must not fail by it.
  assert.deepEqual(
    errors.filter((text) => !/ERR_CONNECTION_REFUSED/.test(text)),
    [],
  );
  await close();
});

test('light and dark have colours of their own, and the chart follows', options, async () => {
  const grounds = new Set();
  for (const colorScheme of ['light', 'dark']) {
    const { page, close } = await open(browser, server.url, { colorScheme });
    grounds.add(await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor));
    await close();
  }
  assert.equal(grounds.size, 2);
});
