// What a first visit costs: bytes over the network until the page is ready. How soon it is: bench/web/page.mjs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isReady, open, site } from './harness.mjs';

const options = { timeout: 180_000 };
const MOST_BYTES = 400_000;

const { browser, server } = await site();

test('the first load takes at most 400 kB, data not counted', options, async (t) => {
  const { page, close } = await open(browser, 'about:blank', { ready: false });
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  const names = new Map();
  const sizes = new Map();
  devtools.on('Network.requestWillBeSent', ({ requestId, request }) => names.set(requestId, request.url));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const name = names.get(requestId) ?? '';
    if (name.startsWith(server.url)) sizes.set(name, (sizes.get(name) ?? 0) + encodedDataLength);
  });
  await page.goto(server.url);
  await isReady(page);
  const total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
  for (const [name, bytes] of sizes) t.diagnostic(`${bytes} ${name.slice(server.url.length)}`);
  t.diagnostic(`${total} bytes in ${sizes.size} requests`);
  // Also that something was counted: the module is the most of it.
  assert.ok([...sizes].some(([name, bytes]) => /-session-.*\.wasm$/.test(name) && bytes > 100_000));
  assert.ok(total <= MOST_BYTES, `${total} bytes`);
  await close();
});
