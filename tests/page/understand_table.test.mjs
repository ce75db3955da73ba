// What the page says of a model of one's own table: rows in place of pictures. Answers, shares and counts are computed
// again here, in float64, from the table's text and from the weights that the session gave.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, pick, site, stateIs, train } from './harness.mjs';
import { hearFiles, heardWeights, network } from './model_file.mjs';

const options = { timeout: 180_000 };
const CLASSES = ['ash', 'birch', 'cedar'];
/** Three kinds that overlap; seven columns, one more than a row shows. */
const table = Array.from({ length: 240 }, (_, i) => {
  const kind = (i * i + (i >> 3)) % 3;
  const wave = (k) =>
    Number((10 * Math.sin(1.7 * i + 2.3 * k) + (k < 3 ? 5 * kind * (k + 1) : 40)).toFixed(2));
  return { values: [0, 1, 2, 3, 4, 5, 6].map(wave), kind };
});
const columns = ['height', 'girth', 'leaf', 'a', 'b', 'c', 'd'];
const csv = [`kind,${columns}`, ...table.map(({ values, kind }) => `${CLASSES[kind]},${values}`)].join('\n');
const { browser, server } = await site();

async function trained(context = {}) {
  const opened = await open(browser, server.url, { init: hearFiles, ...context });
  const { page } = opened;
  await pick(page, { 'trees.csv': Buffer.from(csv) });
  await page.locator('#table-panel').waitFor();
  await page.click('#table-use');
  await page.locator('#status-data', { hasText: 'trees.csv: 192 training and 48 test rows' }).waitFor();
  await page.locator('#gallery .place').first().waitFor();
  await train(page, { hidden: 6, lr: 0.05, batch: 32, epochs: 3 });
  await stateIs(page, 'Finished');
  await page.locator('#confusion-note', { hasText: /^After 3 epochs: \d+ of 48 test rows right/ }).waitFor();
  return opened;
}

const tiles = (page) =>
  page.locator('#gallery li').evaluateAll((items) =>
    items.map((li) => ({
      row: Number(li.querySelector('.place').textContent.slice(4)),
      truth: li.querySelector('.true').textContent,
      said: li.querySelector('.said')?.textContent.slice(2),
      sure: parseFloat(/[\d.]+/.exec(li.querySelector('.sure')?.textContent)?.[0]),
      names: [...li.querySelectorAll('dt')].map((it) => it.textContent),
      values: [...li.querySelectorAll('dd')].map((it) => it.textContent),
    })),
  );

test(
  'the answers about rows, the matrix and each class, from the weights and the text',
  options,
  async () => {
    const { page, errors, close } = await trained();
    await page.click('#histograms-panel > summary');
    await page
      .locator('#histograms-note', { hasText: /^After 3 epochs, over the first 48 test rows: loss/ })
      .waitFor();
    const weights = await heardWeights(page);
    await page.selectOption('#gallery-show', 'test');
    await page
      .locator('#gallery-note', { hasText: /: 48 test rows, in their order; 40 are shown/ })
      .waitFor();
    await page.click('#gallery-more');
    await page.locator('#gallery li').nth(47).waitFor();
    const shown = await tiles(page);

    const held = shown.map(({ row }) => row - 2);
    assert.equal(new Set(held).size, 48);
    const learnt = table.filter((_, i) => !held.includes(i));
    const scale = columns.map((_, c) => {
      const mean = learnt.reduce((sum, { values }) => sum + values[c], 0) / learnt.length;
      const squares = learnt.reduce((sum, { values }) => sum + (values[c] - mean) ** 2, 0);
      return { mean, deviation: Math.sqrt(squares / learnt.length) };
    });
    const rows = held.map((i) => table[i]);
    const x = rows.flatMap(({ values }) => values.map((v, c) => (v - scale[c].mean) / scale[c].deviation));
    const kinds = rows.map(({ kind }) => kind);
    const { probabilities, loss } = network(weights, Float64Array.from(x), kinds);
    const answers = kinds.map((_, i) => {
      const p = [...probabilities.subarray(3 * i, 3 * i + 3)];
      const said = p.indexOf(Math.max(...p));
      return { said, sure: 100 * p[said] };
    });
    shown.forEach((tile, i) => {
      assert.equal(tile.truth, CLASSES[kinds[i]], `row ${tile.row}`);
      assert.equal(tile.said, CLASSES[answers[i].said], `row ${tile.row}`);
      assert.ok(Math.abs(tile.sure - answers[i].sure) <= 0.06, `row ${tile.row}: ${answers[i].sure}`);
      assert.deepEqual(tile.names, [...columns.slice(0, 6), 'and 1 more']);
      assert.deepEqual(tile.values, [...rows[i].values.slice(0, 6).map(String), '']);
    });
    const note = await page.textContent('#histograms-note');
    assert.ok(Math.abs(Number(/loss ([\d.]+)\./.exec(note)[1]) - loss) < 2e-4, `${note}, by hand ${loss}`);

    const counts = CLASSES.map((_, truth) =>
      CLASSES.map((_, said) => answers.filter((it, i) => kinds[i] === truth && it.said === said).length),
    );
    const matrix = await page
      .locator('#confusion-table tbody tr')
      .evaluateAll((trs) =>
        trs.map((tr) => [...tr.querySelectorAll('button')].map((it) => Number(it.firstChild.textContent))),
      );
    assert.deepEqual(matrix, counts);
    const part = (n, of) => (of === 0 ? '–' : `${((100 * n) / of).toFixed(1)} %`);
    const classes = await page
      .locator('#per-class-rows tr')
      .evaluateAll((trs) => trs.map((tr) => [...tr.cells].map((cell) => cell.textContent)));
    assert.deepEqual(
      classes,
      counts.map((row, k) => {
        const all = row.reduce((sum, n) => sum + n, 0);
        return [
          CLASSES[k],
          `${all}`,
          part(row[k], all),
          part(
            row[k],
            counts.reduce((sum, it) => sum + it[k], 0),
          ),
        ];
      }),
    );
    assert.deepEqual(errors, []);
    await close();
  },
);

test('a cell of the matrix shows its rows; panels of images say why they are empty', options, async () => {
  const { page, errors, close } = await trained();
  const cell = page.locator('#confusion-table button:not([data-heat="0"])').first();
  const number = Number(/^\d+/.exec(await cell.textContent())[0]);
  await cell.click();
  await page.locator('#gallery-note', { hasText: `${number} test rows of ash taken for ash` }).waitFor();
  const shown = await tiles(page);
  assert.equal(shown.length, number);
  assert.ok(shown.every(({ row, truth }) => truth === 'ash' && table[row - 2].kind === 0));
  for (const panel of ['weights', 'own']) {
    await page.click(`#${panel}-panel > summary`);
    const message = page.locator(`#${panel}-panel .panel-message`);
    await message.filter({ hasText: 'The data in use is a table of numbers.' }).waitFor();
    assert.equal(await page.locator(`#${panel}-panel .panel-body`).isVisible(), false);
  }
  await page.click('#graph-panel > summary');
  await page.waitForFunction(() => document.querySelector('#graph-image').naturalWidth > 100);
  await page.click('.words > summary');
  assert.match(
    await page.locator('#graph-words li').first().textContent(),
    /^Addmm of x \(32, 7\), W1 \(6, 7\), b1 \(6,\) gives z1 \(32, 6\)$/,
  );

  // Images again: the panels come back.
  await page.check('#data-synthetic');
  await page.fill('#images', '600');
  await page.keyboard.press('Tab');
  await page.locator('#own-says', { hasText: 'Before training it says' }).waitFor();
  await page.locator('#weights-note', { hasText: /28 × 28/ }).waitFor();
  await page.locator('#gallery canvas').first().waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test('numbers that are too large for the model: said beside the matrix', options, async () => {
  const { page, errors, close } = await open(browser, server.url);
  const rows = table.map(({ values, kind }) => [
    CLASSES[kind],
    ...values.map((v) => (v > 10 ? 3e38 : -3e38)),
  ]);
  const large = [`kind,${columns}`, ...rows].join('\n');
  await pick(page, { 'large.csv': Buffer.from(large) });
  await page.locator('#table-panel').waitFor();
  await page.uncheck('#table-scale');
  await page.click('#table-use');
  await page
    .locator('#confusion-note', {
      hasText:
        /test rows right \(.* %\)\. For \d+ of them it gives no numbers \(NaN\): its weights or the data/,
    })
    .waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test('rows on a screen of 320 pixels: nothing is wider than it', options, async () => {
  const { page, close } = await trained({ viewport: { width: 320, height: 640 } });
  await page.selectOption('#gallery-show', 'test');
  await page.locator('#gallery-note', { hasText: /; 24 are shown/ }).waitFor();
  await page.click('#gallery-more');
  await page.locator('#gallery li').nth(47).waitFor();
  assert.equal(await page.locator('#gallery li').nth(47).isVisible(), true);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  await close();
});
