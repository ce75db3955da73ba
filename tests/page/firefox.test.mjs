// The page in Firefox: it trains there with threads, and gives the figures that Chromium gives.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { firefox, fill, launchFirefox, open } from './firefox.mjs';
import * as chromium from './harness.mjs';

const options = { timeout: 180_000, skip: firefox ? false : 'there is no Firefox (WEFT_FIREFOX)' };
const small = { batch: 20, epochs: 2 };
let browser, other, data, server;
before(async () => {
  if (!firefox) return;
  data = chromium.folder(chromium.smallSet());
  [browser, other, server] = await Promise.all([
    launchFirefox(),
    chromium.launch(),
    chromium.serve('--data', data.path),
  ]);
});
after(async () => {
  await Promise.all([browser?.close(), other?.close()]);
  await server?.close();
  data?.remove();
});

test(
  'Firefox trains with threads, without a complaint, to the bits that Chromium gives',
  options,
  async () => {
    const { page, errors, close } = await open(browser, server.url);
    await page.waitForSelector('#train[aria-disabled=false]');
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    for (const [id, value] of Object.entries(small)) await fill(page, id, value);
    await page.click('#train');
    await page.waitForFunction(() => /^Finished$/.test(document.querySelector('#state').textContent));
    const table = () =>
      [...document.querySelectorAll('#results-rows tr')].map((row) =>
        [...row.cells].slice(0, 4).map((cell) => cell.textContent),
      );
    const rows = await page.evaluate(table);
    const variant = await page.$eval('#status-variant', (element) => element.textContent);
    assert.deepEqual(errors, []);
    await close();

    const reference = await chromium.open(other, server.url);
    await chromium.train(reference.page, small);
    await chromium.stateIs(reference.page, 'Finished');
    assert.equal(variant, await reference.page.textContent('#status-variant'));
    assert.ok(rows.length >= 2);
    assert.deepEqual(rows, await reference.page.evaluate(table));
    await reference.close();
  },
);
