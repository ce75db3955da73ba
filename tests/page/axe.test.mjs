// axe finds nothing: on every document, light and dark, wide and at 320 pixels, at rest and with a message shown.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { findings } from './axe.mjs';
import { isReady, open, site, smallSet, stateIs, train } from './harness.mjs';

const web = new URL('../../web/', import.meta.url);
const documents = readdirSync(web).filter((name) => name.endsWith('.html'));
const options = { timeout: 240_000 };
const { browser, server } = await site(smallSet());

for (const name of documents) {
  test(`${name}: axe finds nothing, in light and dark, wide and narrow`, options, async () => {
    for (const colorScheme of ['light', 'dark'])
      for (const width of [1280, 320]) {
        const context = {
          ready: false,
          colorScheme,
          viewport: { width, height: 900 },
          reducedMotion: 'reduce',
        };
        const { page, close } = await open(browser, `${server.url}/${name}`, context);
        await (name === 'index.html' ? isReady(page) : page.waitForTimeout(1000));
        assert.deepEqual(await findings(page), [], `${colorScheme}, ${width} px`);
        await close();
      }
  });
}

test('training: axe finds nothing with wrong fields, while training, and after it', options, async () => {
  const { page, close } = await open(browser, server.url, { reducedMotion: 'reduce' });
  await train(page, { lr: 'x' });
  await page.locator('#lr-error:not([hidden])').waitFor();
  assert.deepEqual(await findings(page), [], 'a wrong field');
  await train(page, { lr: 0.1, batch: 20, epochs: 1000 });
  await stateIs(page, 'Training');
  assert.deepEqual(await findings(page), [], 'training');
  await page.click('#stop');
  await stateIs(page, 'Stopped');
  for (const summary of await page.locator('main summary').all()) await summary.click();
  assert.deepEqual(await findings(page), [], 'after it, all opened');
  await close();
});

test('axe finds nothing in the panels that explain the model, all open', options, async () => {
  for (const [colorScheme, width] of [
    ['light', 1280],
    ['dark', 320],
  ]) {
    const context = { colorScheme, viewport: { width, height: 900 }, reducedMotion: 'reduce' };
    const { page, close } = await open(browser, server.url, context);
    await train(page, { hidden: 8, batch: 20, epochs: 1 });
    await stateIs(page, 'Finished');
    await page.$$eval('.understand details', (all) => all.forEach((panel) => (panel.open = true)));
    await page.locator('#histograms-note', { hasText: 'After 1 epoch' }).waitFor();
    await page.waitForFunction(() => document.querySelector('#graph-image').naturalWidth > 100);
    await page.locator('#own-says', { hasText: 'it says' }).waitFor();
    assert.deepEqual(await findings(page), [], `${colorScheme}, ${width} px`);
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
    await close();
  }
});
