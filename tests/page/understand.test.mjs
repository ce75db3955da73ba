// What the page says of a model: confusion matrix, classes, mistakes. The numbers are counted again here, from
// the data files and from the page's own answers about single images.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { isReady, open, serve, set, site, smallSet, stateIs, train } from './harness.mjs';
import { hearFiles, heardWeights, scores } from './model_file.mjs';

const options = { timeout: 180_000 };
/** Learns some classes and not others. */
const half = { hidden: 8, lr: 0.02, batch: 20, epochs: 1 };
const files = smallSet();
const { browser, server } = await site(files);

const labels = [...files['t10k-labels-idx1-ubyte'].subarray(8)];

/** All answers about the test images, read off the tiles. */
async function tiles(page) {
  await page.selectOption('#gallery-show', 'test');
  await page.locator('#gallery .said').first().waitFor();
  for (let shown = 40; shown < labels.length; shown += 40) {
    await page.click('#gallery-more');
    await page
      .locator('#gallery li')
      .nth(Math.min(shown + 40, labels.length) - 1)
      .waitFor();
  }
  return readTiles(page);
}

const readTiles = (page) =>
  page.locator('#gallery li').evaluateAll((items) =>
    items.map((li) => ({
      place: Number(li.dataset.test),
      truth: Number(li.querySelector('.true').textContent),
      said: Number(li.querySelector('.said').textContent.slice(2)),
      sure: parseFloat(/[\d.]+/.exec(li.querySelector('.sure').textContent)[0]),
    })),
  );

const matrix = (page) =>
  page
    .locator('#confusion-table tbody tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('button')].map((it) => Number(it.firstChild.textContent))),
    );

async function trained(fields = half, context = {}) {
  const opened = await open(browser, server.url, context);
  await train(opened.page, fields);
  await stateIs(opened.page, 'Finished');
  await opened.page
    .locator('#confusion-note', { hasText: new RegExp(`^After ${fields.epochs} epoch`) })
    .waitFor();
  return opened;
}

test('the confusion matrix, recall and precision are what the answers add up to', options, async () => {
  const { page, errors, close } = await trained();
  const answers = await tiles(page);
  assert.deepEqual(
    answers.map(({ truth }) => truth),
    labels,
  );
  const counts = Array.from({ length: 10 }, (_, truth) =>
    Array.from(
      { length: 10 },
      (_, said) => answers.filter((it) => it.truth === truth && it.said === said).length,
    ),
  );
  assert.deepEqual(await matrix(page), counts);
  const right = answers.filter(({ truth, said }) => truth === said).length;
  assert.ok(right > 20 && right < 190, `${right} right: the test needs both kinds`);
  const note = await page.textContent('#confusion-note');
  assert.equal(
    note,
    `After 1 epoch: ${right} of 200 test images right (${((100 * right) / 200).toFixed(1)} %)`,
  );
  const json = await page.textContent('#results-rows tr td:nth-child(4)');
  assert.equal(Number(json), Number((right / 200).toFixed(4)), 'the accuracy of the table of results');

  const part = (n, of) => (of === 0 ? '–' : `${((100 * n) / of).toFixed(1)} %`);
  const column = (k) => counts.reduce((sum, row) => sum + row[k], 0);
  const rows = await page
    .locator('#per-class-rows tr')
    .evaluateAll((trs) => trs.map((tr) => [...tr.cells].map((cell) => cell.textContent)));
  assert.deepEqual(
    rows,
    counts.map((row, k) => {
      const images = row.reduce((sum, n) => sum + n, 0);
      return [`${k}`, `${images}`, part(row[k], images), part(row[k], column(k))];
    }),
  );
  assert.deepEqual(errors, []);
  await close();
});

test(
  'the matrix and each class are what the weights give for the data, computed again in float64',
  { timeout: 600_000 },
  async () => {
    const real = process.env.WEFT_DATA;
    const own = real ? await serve('--data', real) : server;
    const part = (name) => (real ? gunzipSync(readFileSync(join(real, `${name}.gz`))) : files[name]);
    const truth = part('t10k-labels-idx1-ubyte').subarray(8);
    const x = Float64Array.from(part('t10k-images-idx3-ubyte').subarray(16), (level) => level / 255);
    try {
      const { page, errors, close } = await open(browser, own.url, { init: hearFiles });
      await train(page, { hidden: 32, lr: 0.1, batch: real ? 256 : 20, epochs: 1 });
      await stateIs(page, 'Finished');
      await page.locator('#confusion-note', { hasText: /^After 1 epoch/ }).waitFor();
      await page.click('#weights-panel > summary');
      await page.locator('#weights-note', { hasText: /^After 1 epoch/ }).waitFor();
      const all = scores(await heardWeights(page), x, truth.length);
      const counts = Array.from({ length: 10 }, () => new Array(10).fill(0));
      // Two scores that float32 cannot tell apart: either answer may stand there.
      let ties = 0;
      truth.forEach((label, i) => {
        const mine = all.subarray(10 * i, 10 * i + 10);
        const [first, second] = Array.from(mine).sort((a, b) => b - a);
        if (first - second < 1e-5 * Math.abs(first)) ties++;
        counts[label][mine.indexOf(first)]++;
      });
      const shown = await matrix(page);
      const off = counts.flatMap((row, k) => row.map((n, j) => Math.abs(n - shown[k][j])));
      assert.ok(off.reduce((sum, n) => sum + n, 0) <= 2 * ties, `${ties} ties, ${off}`);
      const found = await page
        .locator('#per-class-rows tr')
        .evaluateAll((trs) => trs.map((tr) => parseFloat(tr.cells[2].textContent)));
      found.forEach((recall, k) => {
        const images = truth.filter((label) => label === k).length;
        const wanted = (100 * counts[k][k]) / images;
        assert.ok(
          Math.abs(recall - wanted) <= 0.051 + (100 * ties) / images,
          `class ${k}: ${recall}, ${wanted}`,
        );
      });
      assert.ok(
        found.some((recall) => recall > 50),
        `it has learnt something: ${found}`,
      );
      assert.deepEqual(errors, []);
      await close();
    } finally {
      if (real) await own.close();
    }
  },
);

test('mistakes: the surest first, by class and by cell of the matrix', options, async () => {
  const { page, close } = await trained();
  const answers = await tiles(page);
  const wrong = answers.filter(({ truth, said }) => truth !== said);
  await page.selectOption('#gallery-show', 'wrong');
  await page
    .locator('#gallery-note', { hasText: `${wrong.length} wrong answers, the surest first` })
    .waitFor();
  const shown = await readTiles(page);
  assert.equal(shown.length, Math.min(40, wrong.length));
  const sorted = wrong.map(({ sure }) => sure).sort((a, b) => b - a);
  assert.deepEqual(
    shown.map(({ sure }) => sure),
    sorted.slice(0, 40),
  );

  const { truth, said } = wrong[0];
  const ofClass = wrong.filter((it) => it.truth === truth);
  await page.selectOption('#gallery-class', String(truth));
  await page.locator('#gallery-note', { hasText: `${ofClass.length} wrong answers for ${truth}` }).waitFor();
  assert.ok((await readTiles(page)).every((it) => it.truth === truth && it.said !== truth));

  const ofCell = wrong.filter((it) => it.truth === truth && it.said === said);
  const cell = page.locator('#confusion-table tbody tr').nth(truth).locator('button').nth(said);
  const stops = page.locator('#confusion-table button[tabindex="0"]');
  assert.equal(await stops.count(), 1);
  await stops.focus();
  const leftAlone = await stops.evaluate((stop) =>
    ['altKey', 'ctrlKey', 'metaKey'].map((held) =>
      stop.dispatchEvent(
        new KeyboardEvent('keydown', { key: 'ArrowLeft', [held]: true, bubbles: true, cancelable: true }),
      ),
    ),
  );
  assert.deepEqual(leftAlone, [true, true, true], "with Alt, Ctrl or Meta a key is the browser's");
  for (let i = 0; i < said; i++) await page.keyboard.press('ArrowRight');
  for (let i = 0; i < truth; i++) await page.keyboard.press('ArrowDown');
  assert.equal(await stops.count(), 1);
  await page.keyboard.press('Enter');
  await page
    .locator('#gallery-note', { hasText: `${ofCell.length} wrong answers of ${truth} taken for ${said}` })
    .waitFor();
  assert.equal(await cell.getAttribute('aria-pressed'), 'true');
  assert.match(await cell.textContent(), new RegExp(`^${ofCell.length}, .* %: ${truth} taken for ${said}$`));
  const places = (await readTiles(page)).map(({ place }) => place).sort((a, b) => a - b);
  assert.deepEqual(places, ofCell.map(({ place }) => place).slice(0, 40));
  await page.click('#gallery-all');
  assert.equal(await cell.getAttribute('aria-pressed'), 'false');
  await page.locator('#gallery-note', { hasText: `${wrong.length} wrong answers, the` }).waitFor();
  await close();
});

test("a tile's pixels are those of the file", options, async () => {
  const { page, close } = await trained();
  await page.selectOption('#gallery-show', 'test');
  const third = page.locator('#gallery li[data-test="2"] canvas');
  await third.waitFor();
  const pixels = await third.evaluate((canvas) => [
    ...canvas
      .getContext('2d')
      .getImageData(0, 0, 28, 28)
      .data.filter((_, i) => i % 4 === 0),
  ]);
  assert.deepEqual(pixels, [...files['t10k-images-idx3-ubyte'].subarray(16 + 2 * 784, 16 + 3 * 784)]);
  await close();
});

for (const colorScheme of ['light', 'dark']) {
  test(
    `the matrix in ${colorScheme}: darker or lighter step by step, its text at 4.5:1`,
    options,
    async () => {
      const { page, close } = await trained(half, { colorScheme });
      const steps = await page.locator('#confusion-legend li').evaluateAll((items) => {
        const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
        const luminance = (colour) => {
          context.fillStyle = colour;
          context.fillRect(0, 0, 1, 1);
          const [r, g, b] = [...context.getImageData(0, 0, 1, 1).data].map((level) => {
            const c = level / 255;
            return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
          });
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        return items.map((li) => {
          const style = getComputedStyle(li);
          return [luminance(style.backgroundColor), luminance(style.color)];
        });
      });
      assert.equal(steps.length, 8);
      steps.forEach(([ground, text], i) => {
        const contrast = (Math.max(ground, text) + 0.05) / (Math.min(ground, text) + 0.05);
        assert.ok(contrast >= 4.5, `step ${i}: ${contrast.toFixed(2)}`);
        if (i === 0) return;
        const apart = (steps[i - 1][0] + 0.05) / (ground + 0.05);
        assert.ok(
          colorScheme === 'light' ? apart > 1.1 : apart < 1 / 1.1,
          `step ${i} from ${i - 1}: ${apart}`,
        );
      });
      await close();
    },
  );
}

test('closed panels ask nothing of the model; opened, they show it', options, async () => {
  const { page, close } = await open(browser, server.url, { init: hearFiles });
  await page.locator('#confusion-note', { hasText: /^Before training/ }).waitFor();
  await page.locator('#gallery .true').nth(39).waitFor();
  for (const panel of await page.locator('details.panel[open]').elementHandles()) {
    await (await panel.$('summary')).click();
  }
  await page.evaluate(() => (globalThis.asked.length = 0));
  await train(page, { ...half, epochs: 40 });
  await stateIs(page, 'Finished');
  await page.click('#confusion-panel > summary');
  await page.locator('#confusion-note', { hasText: /^After 40 epochs: \d+ of 200/ }).waitFor();
  const asked = await page.evaluate(() => globalThis.asked);
  assert.ok(asked.includes('fit'), 'the test hears the page');
  // The panel's own question, for two hundred images; save: what the run keeps of itself.
  assert.deepEqual(
    asked.filter((name) => ['predict', 'examples', 'save weights'].includes(name)),
    ['predict'],
  );
  await close();
});

/** The panel is in sight, or out of it, and the page knows. */
const sight = (panel, wanted) =>
  panel.evaluate(
    (element, wanted) =>
      new Promise((resolve) => {
        // Told after the page's own observer, which is the older one.
        const observer = new IntersectionObserver((entries) => {
          if (entries.at(-1).isIntersecting !== wanted) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(element);
        if (wanted) element.scrollIntoView();
        else scrollTo(0, 0);
      }),
    wanted,
  );

test(
  'a panel out of sight asks nothing while it trains, and shows it once scrolled to',
  options,
  async () => {
    const { page, errors, close } = await open(browser, 'about:blank', { ready: false, init: hearFiles });
    await page.clock.install();
    await page.goto(server.url);
    await isReady(page);
    const asks = () => page.evaluate(() => globalThis.asked.filter((name) => name === 'save weights').length);
    const panel = page.locator('#weights-panel');
    await page.click('#weights-panel > summary');
    await page.locator('#weights-note', { hasText: /^Before training/ }).waitFor();
    await set(page, { hidden: 256, batch: 20, epochs: 1000 });
    await page.click('#train');
    await sight(panel, false);
    await page.locator('#strip-when', { hasText: /^After/ }).waitFor();
    await page.evaluate(() => (globalThis.asked.length = 0));
    // The strip, in sight, is kept up to date meanwhile, as often as the panel would be.
    for (const _ of [1, 2, 3]) {
      const before = await page.textContent('#strip-when');
      await page.waitForFunction(
        (text) => document.getElementById('strip-when').textContent !== text,
        before,
      );
    }
    assert.equal(await asks(), 0);

    await sight(panel, true);
    await page.locator('#weights-note', { hasText: /^After/ }).waitFor();
    // From here on the page's clock stands still, but for a few milliseconds.
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 60_000);
    const before = await asks();
    for (const _ of [1, 2, 3, 4, 5, 6]) {
      await sight(panel, false);
      await sight(panel, true);
      await page.clock.runFor(10);
    }
    assert.ok((await asks()) - before <= 1, `scrolling over it asked ${(await asks()) - before} times`);
    assert.equal(await page.textContent('#state'), 'Training');
    assert.deepEqual(errors, []);
    await close();
  },
);
