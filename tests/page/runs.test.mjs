// The runs of the training view: overlaid, compared, hidden, removed, kept; PyTorch's curves beside them.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { reach } from '../../web/src/board/run_store.js';
import { isReady, open, rows, site, smallSet, stateIs, train } from './harness.mjs';

const options = { timeout: 240_000 };
const { browser, server } = await site(smallSet());

const list = (page) =>
  page
    .locator('#runs-rows tr')
    .evaluateAll((all) =>
      all.map((tr) => [
        tr.querySelector('.run-name span:last-child').firstChild.textContent,
        ...[...tr.cells].slice(1, 6).map((td) => td.textContent),
      ]),
    );
const legend = (page) => page.locator('#chart .legend li:visible').allInnerTexts();

async function downloaded(page, selector) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(selector)]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test('two runs: table, legend, files; hidden, kept across a reload, removed', options, async () => {
  const { page, errors, close } = await open(browser, server.url);
  await train(page, { batch: 20, epochs: 2, lr: 0.1 });
  await stateIs(page, 'Finished');
  await page.waitForFunction(() => document.querySelectorAll('#chart .legend path').length === 3);
  assert.deepEqual(
    (await legend(page)).map((text) => text.replace(/ [\d.]+$/, '')),
    ['train loss', 'validation loss', 'validation accuracy'],
  );
  const first = await rows(page);
  await train(page, { lr: 0.001 });
  await stateIs(page, 'Finished');
  const second = await rows(page);

  const table = await list(page);
  for (const [i, results] of [first, second].entries()) {
    const { train_loss, val_acc } = results.at(-1);
    const best = Math.max(...results.map((row) => row.val_acc));
    const percent = (x) => `${(100 * x).toFixed(1)} %`;
    assert.match(table[i][0], new RegExp(`^Run ${i + 1}: `));
    assert.deepEqual(table[i].slice(1, 5), [
      '2 of 2',
      percent(val_acc),
      percent(best),
      train_loss.toFixed(4),
    ]);
  }
  await page.waitForFunction(() => document.querySelectorAll('#chart .legend path').length === 6);
  const csv = (await downloaded(page, '#chart .board-files button:text-is("CSV")')).split('\r\n');
  assert.match(csv[0], /^epoch,"train loss, Run 1","validation loss, Run 1",.*"validation accuracy, Run 2"$/);
  const end = csv
    .find((line) => line.startsWith('2,'))
    .split(',')
    .map(Number);
  assert.equal(end[2].toFixed(4), first[1].val_loss.toFixed(4));
  assert.equal(end[5].toFixed(4), second[1].val_loss.toFixed(4));
  const { curves } = JSON.parse(await downloaded(page, '#chart .board-files button:text-is("JSON")'));
  assert.equal(curves.length, 6, 'of both runs');
  assert.equal(curves[4].y.at(-1).toFixed(4), second[1].val_loss.toFixed(4));
  const json = JSON.parse(await downloaded(page, '#runs-rows tr:first-child button:text-is("JSON")'));
  assert.deepEqual(Object.keys(json), ['data', 'simd', 'variant', 'threads', 'seed', 'epochs']);
  assert.deepEqual(
    json.epochs.map(({ epoch, val_loss }) => [epoch, val_loss.toFixed(4)]),
    first.map(({ epoch, val_loss }) => [epoch, val_loss.toFixed(4)]),
  );

  await page.setViewportSize({ width: 320, height: 800 });
  assert.ok(
    (await page.evaluate(() => document.documentElement.scrollWidth)) <= 320,
    'no wider than the screen',
  );
  await page.uncheck('#runs-rows tr:first-child input');
  await page.waitForFunction(() => document.querySelectorAll('#chart .legend path').length === 3);
  await page.reload();
  await isReady(page);
  assert.deepEqual(await list(page), table);
  assert.equal(await page.isChecked('#runs-rows tr:first-child input'), false);
  await page.click('#runs-rows tr:first-child button:text-is("Remove")');
  assert.deepEqual(await list(page), table.slice(1));
  assert.deepEqual(errors, []);
  await close();
});

test('the axis of a long run begins with ten epochs and doubles', () => {
  const at = (epochs, done) => reach({ config: { epochs }, results: done ? [{ epoch: done }] : [] });
  assert.deepEqual(
    [at(3, 0), at(10, 4), at(1000, 0), at(1000, 9), at(1000, 10), at(1000, 19), at(1000, 639), at(1000, 640)],
    [3, 10, 10, 10, 20, 20, 640, 1000],
  );
});

test('while a run goes on its row stays where it is, and a long table as low as it is', options, async () => {
  const { page, close } = await open(browser, server.url);
  await train(page, { hidden: 16, batch: 20, epochs: 1000 });
  const row = await page.waitForSelector('#runs-rows tr');
  const button = await row.$('button');
  await page.locator('#results-rows tr:nth-child(40)').waitFor();
  assert.ok(await button.evaluate((it) => it.isConnected), 'what is pressed is still there when let go');
  assert.match(await row.innerText(), /[1-9]\d+ of 1000/);
  assert.ok((await page.locator('#results').boundingBox()).height < 500);
  assert.ok(
    await page.evaluate(() => {
      const all = [
        document.querySelector('.results-table'),
        document.getElementById('results-rows').lastChild,
      ];
      const [box, own] = all.map((each) => each.getBoundingClientRect());
      return own.bottom <= box.bottom + 1 && own.top >= box.top;
    }),
    'the newest row shows',
  );
  await page.click('#reset');
  await isReady(page);
  await page.click('#runs-rows button:text-is("Remove")');
  assert.equal(await page.locator('#runs').isVisible(), false, 'a run that was reset can be removed');
  await close();
});

test('a storage that refuses: runs are listed as long as the page lasts', options, async () => {
  const init = () =>
    Object.defineProperty(window, 'sessionStorage', {
      get() {
        throw new DOMException('refused', 'SecurityError');
      },
    });
  const { page, errors, close } = await open(browser, server.url, { init });
  await train(page, { batch: 20, epochs: 1 });
  await stateIs(page, 'Finished');
  assert.equal((await list(page)).length, 1);
  assert.equal(await page.locator('#reference').isVisible(), false);
  assert.deepEqual(errors, []);
  await close();
});

test('PyTorch’s curves belong to the notebook’s settings alone; how far ours is', async () => {
  const source = readFileSync(new URL('../../web/src/board/reference.js', import.meta.url), 'utf8');
  const golden = new URL('../golden/fashion_mnist.json', import.meta.url);
  const { runs } = JSON.parse(readFileSync(golden, 'utf8'));
  const from = /import (\{[^}]+\}) from '[^']+';/;
  assert.match(source, from);
  const whole = `const ${from.exec(source)[1]} = ${readFileSync(golden, 'utf8')};`;
  const { recorded, referenceCurves, distance } = await import(
    `data:text/javascript,${encodeURIComponent(source.replace(from, whole))}`
  );
  const notebook = {
    hidden: [256],
    activation: 'relu',
    dropout: 0,
    optimizer: 'sgd',
    lr: 0.1,
    momentum: 0,
    weightDecay: 0,
    batch: 256,
    epochs: 10,
    seed: 0,
  };
  assert.deepEqual(recorded(notebook, 'fashion-mnist'), runs[0]);
  assert.deepEqual(recorded({ ...notebook, hidden: [], activation: 'tanh' }, 'fashion-mnist'), runs[1]);
  const others = {
    hidden: [256, 128],
    activation: 'tanh',
    dropout: 0.5,
    optimizer: 'adam',
    lr: 0.2,
    momentum: 0.9,
    weightDecay: 0.01,
    batch: 128,
    seed: 1,
  };
  for (const [key, value] of Object.entries(others)) {
    assert.equal(recorded({ ...notebook, [key]: value }, 'fashion-mnist'), undefined, key);
  }
  assert.equal(recorded(notebook, 'synthetic'), undefined);

  const [[, xs, ys], [, validated]] = referenceCurves(runs[0], 2);
  assert.deepEqual([xs, ys, validated], [[0.5, 1.5], runs[0].train_loss.slice(0, 2), [1, 2]]);
  const ours = [0, 1].map((i) => ({
    epoch: i + 1,
    trainLoss: runs[0].train_loss[i] + 0.0001,
    valLoss: runs[0].val_loss[i] - 0.0003 * (2 - i),
    valAcc: runs[0].val_acc[i],
  }));
  assert.equal(
    distance(runs[0], ours),
    'Dotted: PyTorch 2.6, same seed; epoch 2 is 0.0001 in train loss, 0.0003 in validation loss, 0.0000 in ' +
      'validation accuracy away. Largest difference 0.0006 (validation loss, epoch 1).',
  );
});
