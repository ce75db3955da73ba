// The panels that explain the model, in Firefox: each shows what it has, pictures from files too, and a table.

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fill, firefox, launchFirefox, open } from './firefox.mjs';
import { folder, serve, smallSet } from './harness.mjs';

const options = { timeout: 240_000, skip: firefox ? false : 'there is no Firefox (WEFT_FIREFOX)' };
const half = '<rect width="10" height="20"/>';
const files = folder({
  ...smallSet(),
  'sized.svg': `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">${half}</svg>`,
  'no size.svg': `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">${half}</svg>`,
  'no image.png': 'nothing',
  'mine.csv': `a,b,kind\n${Array.from({ length: 60 }, (_, i) => `${i % 7},${i},${i % 2}`).join('\n')}`,
});
const started = firefox ? [launchFirefox(), serve('--data', files.path)] : [];
after(async () => {
  for (const one of await Promise.allSettled(started)) await one.value?.close();
  files.remove();
});
const [browser, server] = await Promise.all(started);

/** Waits for the text of an element. */
const reads = (page, selector, pattern) =>
  page.waitForFunction(
    (where, source) => new RegExp(source).test(document.querySelector(where)?.textContent ?? ''),
    {},
    selector,
    pattern.source,
  );

const give = async (page, selector, name) => (await page.$(selector)).uploadFile(join(files.path, name));

test('Firefox: every panel shows the model, images are read, a table is looked at', options, async () => {
  const { page, errors, close } = await open(browser, server.url);
  await page.waitForSelector('#train[aria-disabled=false]');
  for (const [id, value] of Object.entries({ batch: 20, epochs: 2 })) await fill(page, id, value);
  await page.click('#train');
  await reads(page, '#state', /^Finished$/);
  await page.$$eval('details.panel:not([open]) > summary', (all) => all.forEach((it) => it.click()));
  await reads(page, '#confusion-note', /^After 2 epochs: \d+ of 200 test images right/);
  await reads(page, '#gallery-note', /^After 2 epochs: \d+ wrong answers?, the surest first/);
  await reads(page, '#weights-note', /^After 2 epochs: 64 of 256 hidden units/);
  await reads(page, '#histograms-note', /^After 2 epochs, over the first 200 test images: loss \d/);
  await reads(page, '#own-says', /^After 2 epochs it says: \d, [\d.]+ %$/);
  await page.waitForFunction(() => document.querySelector('#graph-image').naturalWidth > 100);
  await page.waitForSelector('#activations-gradients canvas');
  assert.equal(await page.$$eval('#histograms-rows tr', (all) => all.length), 10);

  const paper = () =>
    page.$eval('#own-canvas', (canvas) => {
      const { data } = canvas.getContext('2d').getImageData(0, 0, 28, 28);
      return Array.from({ length: 784 }, (_, i) => data[4 * i]);
    });
  for (const name of ['sized.svg', 'no size.svg']) {
    await give(page, '#own-file', name);
    await reads(page, '#own-about', new RegExp(`^${name}, scaled to 28 × 28 grey levels`));
    (await paper()).forEach((level, i) => {
      const column = i % 28;
      if (column < 13) assert.ok(level >= 250, `${name}: ${i}: ${level}`);
      if (column > 14) assert.ok(level <= 5, `${name}: ${i}: ${level}`);
    });
  }
  await give(page, '#own-file', 'no image.png');
  await reads(page, '#own-file-error', /^no image\.png: it is no image that this browser can read$/);

  await give(page, '#picker', 'mine.csv');
  await reads(page, '#table-name', /^mine\.csv: 3 columns; the first 5 rows$/);
  await page.click('#table-use');
  await reads(page, '#status-data', /mine\.csv: 48 training and 12 test rows$/);
  await reads(page, '#gallery', /row \d+/);
  await reads(page, '#own-panel .panel-message', /^The data in use is a table of numbers/);
  assert.deepEqual(errors, []);
  await close();
});
