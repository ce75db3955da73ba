// After one visit every document works without the server; and what that costs the browser's storage.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { folder, isReady, launch, open, serve, smallSet, stateIs, train } from './harness.mjs';

const options = { timeout: 180_000 };
const small = { hidden: 16, batch: 20, epochs: 2 };
const built = fileURLToPath(new URL('../../build/web/', import.meta.url));
const documents = readdirSync(built).filter((name) => name.endsWith('.html'));
let browser, data;
before(async () => {
  data = folder(smallSet());
  browser = await launch();
});
after(async () => {
  await browser?.close();
  data?.remove();
});

/** One visit of the training page, until it is kept; then the server goes. */
async function visited(...more) {
  const server = await serve('--data', data.path, ...more);
  const opened = await open(browser, server.url);
  const { page } = opened;
  await page.locator('#data-origin', { hasText: 'kept in this browser' }).waitFor();
  await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
  await server.close();
  // Chromium itself notes that the server did not answer; the page must not fail by it.
  const errors = () =>
    opened.errors.filter((text) => !/ERR_CONNECTION_REFUSED|ERR_FAILED|isolated/.test(text));
  return { ...opened, url: server.url, errors };
}

const threads = (page) => page.locator('#threads').isEditable();

test('the training page: data, variant, and any number of threads', options, async () => {
  const { page, errors, close } = await visited();
  await page.reload();
  await isReady(page);
  assert.match(await page.textContent('#status-data'), /600 training and 200 test images$/);
  assert.equal(await page.textContent('#data-origin'), 'The served files: from this browser’s cache.');
  assert.match(await page.textContent('#status-variant'), /-threads$/);
  for (const more of [{}, { threads: 1 }]) {
    await train(page, { ...small, ...more });
    await stateIs(page, 'Finished');
  }
  assert.deepEqual(errors(), []);
  await close();
});

test('a table of one’s own, which needs a script of its own', options, async () => {
  const { page, close } = await visited();
  await page.reload();
  await isReady(page);
  const lines = Array.from({ length: 60 }, (_, i) => `${i},${i % 7},${i % 2 ? 'odd' : 'even'}`);
  const buffer = Buffer.from(['a,b,parity', ...lines].join('\n'));
  await page.setInputFiles('#picker', { name: 'numbers.csv', mimeType: 'text/csv', buffer });
  await page.click('#table-use');
  await page.locator('#status-data', { hasText: '48 training and 12 test rows' }).waitFor();
  await close();
});

for (const name of documents) {
  test(`${name} opens, with all its scripts and styles`, options, async () => {
    const { page, url, errors, close } = await visited();
    const failed = [];
    page.on('requestfailed', (request) => failed.push(new URL(request.url()).pathname));
    await page.goto(`${url}/${name}`);
    await page.locator('h1').waitFor();
    await page.waitForLoadState('load');
    const styled = await page.evaluate(() => getComputedStyle(document.body).margin);
    assert.equal(styled, '0px');
    assert.deepEqual(
      failed.filter((path) => !/^\/(data|selftest)\/|service_worker\.js$/.test(path)),
      [],
    );
    assert.deepEqual(errors(), []);
    await close();
  });
}

test('the other documents keep the page, too', options, async () => {
  for (const name of documents.filter((document) => document !== 'index.html')) {
    const server = await serve();
    const { page, close } = await open(browser, `${server.url}/${name}`, { ready: false });
    await page.waitForFunction(() => navigator.serviceWorker.controller?.state === 'activated');
    await server.close();
    await page.goto(server.url);
    await isReady(page);
    await close();
  }
});

test('not isolated: the page is kept, too, with the variant for one thread', options, async () => {
  const { page, errors, close } = await visited('--no-isolation');
  await page.reload();
  await isReady(page);
  assert.equal(await threads(page), false);
  await train(page, small);
  await stateIs(page, 'Finished');
  assert.deepEqual(errors(), []);
  await close();
});

test('only this browser’s variant is kept', options, async (t) => {
  const { page, close } = await visited();
  const kept = await page.evaluate(async () => {
    const files = [];
    for (const name of (await caches.keys()).filter((key) => key !== 'weft data')) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        const { size } = await (await cache.match(request)).blob();
        files.push({ path: new URL(request.url).pathname, size });
      }
    }
    return files;
  });
  const modules = kept.filter(({ path }) => path.endsWith('.wasm'));
  const variants = new Set(modules.map(({ path }) => /-((relaxed-)?simd)/.exec(path)[1]));
  assert.deepEqual([...variants], ['relaxed-simd']);
  assert.equal(modules.length, 4);
  const bytes = kept.reduce((sum, { size }) => sum + size, 0);
  const wasm = modules.reduce((sum, { size }) => sum + size, 0);
  t.diagnostic(`kept: ${bytes} bytes in ${kept.length} files, ${wasm} of them WebAssembly`);
  assert.ok(bytes < 6e6, `${bytes} bytes`);
  await close();
});
