// The page trains: to the end, with a pause, stopped; wrong fields; also when nothing can be drawn.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figures, isReady, open, rows, savedJson, site, smallSet, stateIs, train } from './harness.mjs';

const options = { timeout: 180_000 };
const small = { hidden: 16, lr: 0.1, batch: 20, epochs: 3 };
/** Long enough to be interrupted, on any machine. */
const long = { hidden: 1024, batch: 20, epochs: 1000 };
const { browser, server } = await site(smallSet());

const percent = async (page) => parseInt(await page.textContent('#progress-percent'), 10);

/** How many of the chart's pixels have this curve's colour. */
const painted = (page, curve) =>
  page.evaluate((name) => {
    const canvas = document.querySelector('#chart canvas');
    const probe = document.createElement('canvas').getContext('2d');
    probe.fillStyle = getComputedStyle(document.getElementById('chart')).getPropertyValue(name);
    probe.fillRect(0, 0, 1, 1);
    const [r, g, b] = probe.getImageData(0, 0, 1, 1).data;
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [canvas.width, canvas.height];
    const context = copy.getContext('2d', { willReadFrequently: true });
    context.drawImage(canvas, 0, 0);
    const { data } = context.getImageData(0, 0, copy.width, copy.height);
    let found = 0;
    for (let i = 0; i < data.length; i += 4) {
      const off = Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b);
      if (data[i + 3] > 200 && off < 24) found++;
    }
    return found;
  }, curve);

test(
  'a run to the end: bar, curves, table, JSON, predictions; no error in the console',
  options,
  async () => {
    const { page, errors, close } = await open(browser, server.url);
    assert.equal(await page.evaluate(() => crossOriginIsolated), true);
    assert.match(await page.textContent('#gallery-note'), /of 600 training images/);
    assert.equal(await page.locator('#gallery li .true').first().textContent(), '0');
    await train(page, small);
    await stateIs(page, 'Finished');

    assert.equal(await percent(page), 100);
    assert.equal(await page.textContent('#epoch'), '3 of 3');
    assert.match(await page.textContent('#speed'), /^[\d,]+$/);
    await page.waitForFunction(
      () => Number(document.querySelector('#chart .board-plot').dataset.points) >= 6,
    );
    for (const curve of ['--train', '--val', '--acc']) assert.ok((await painted(page, curve)) > 30, curve);

    const table = await rows(page);
    assert.deepEqual(
      table.map((row) => row.epoch),
      [1, 2, 3],
    );
    for (const row of table) {
      assert.ok(row.train_loss > 0 && row.train_loss < 10, JSON.stringify(row));
      assert.ok(row.val_loss > 0 && row.val_loss < 10 && row.val_acc >= 0 && row.val_acc <= 1);
    }
    const json = await savedJson(page);
    assert.deepEqual([json.data, json.seed], ['custom', 0]);
    assert.ok(json.simd && json.threads >= 1);
    json.epochs.forEach((epoch, i) => {
      for (const [key, digits] of Object.entries({
        epoch: 0,
        train_loss: 5,
        val_loss: 4,
        val_acc: 4,
      })) {
        assert.equal(table[i][key], Number(epoch[key].toFixed(digits)), `${key} of row ${i + 1}`);
      }
    });

    await page.selectOption('#gallery-show', 'test');
    await page.locator('#gallery .said').first().waitFor();
    assert.match(await page.textContent('#gallery-note'), /After 3 epochs: 200 test images, in their order/);
    assert.match(await page.textContent('#announcer'), /^Finished after 3 of 3 epochs: validation accuracy/);
    assert.deepEqual(errors, []);
    await close();
  },
);

test('wrong predictions are marked by word and frame, the true label above', options, async () => {
  const { page, close } = await open(browser, server.url);
  // Next to nothing is learnt: a tenth of the answers can be right by chance.
  await train(page, { ...small, lr: 0.00001, epochs: 1 });
  await stateIs(page, 'Finished');
  const wrong = page.locator('#gallery .wrong');
  await wrong.first().waitFor();
  const [truth, said, sure] = await wrong.first().locator('span').allTextContents();
  assert.notEqual(`✗ ${truth}`, said);
  assert.match(sure, /^wrong, \d+\.\d %$/);
  const frame = await wrong
    .first()
    .locator('canvas')
    .evaluate((it) => getComputedStyle(it).outlineStyle);
  assert.equal(frame, 'dashed');
  assert.equal(await page.locator('#gallery .right').count(), 0);
  await close();
});

test('pause holds the run, resume goes on, stop leaves the page ready', options, async () => {
  const { page, errors, close } = await open(browser, server.url);
  await train(page, long);
  await page.locator('#results-rows tr').first().waitFor();
  await page.click('#pause');
  await stateIs(page, 'Paused');
  assert.equal(await page.textContent('#pause'), 'Resume');
  assert.match(await page.innerText('#settings-locked'), /stop it to change them/);
  await page.waitForTimeout(1000);
  const held = await page.locator('#results-rows tr').count();
  await page.waitForTimeout(1500);
  assert.equal(await page.locator('#results-rows tr').count(), held);
  assert.ok(held < long.epochs, 'the run was over before it could be paused');

  await page.click('#pause');
  await stateIs(page, 'Training');
  await page.locator(`#results-rows tr:nth-child(${held + 2})`).waitFor();

  await page.click('#stop');
  await stateIs(page, 'Stopped');
  await isReady(page);
  assert.ok((await rows(page)).length < long.epochs);
  assert.equal(await page.isVisible('#settings-locked'), false);
  assert.equal(await page.locator('#alert').isVisible(), false);

  await train(page, { ...small, epochs: 2 });
  await stateIs(page, 'Finished');
  assert.deepEqual(
    (await rows(page)).map((row) => row.epoch),
    [1, 2],
  );
  assert.deepEqual(errors, []);
  await close();
});

test('stop works while paused', options, async () => {
  const { page, close } = await open(browser, server.url);
  await train(page, long);
  await page.locator('#results-rows tr').first().waitFor();
  await page.click('#pause');
  await stateIs(page, 'Paused');
  await page.click('#stop');
  await stateIs(page, 'Stopped');
  await isReady(page);
  await close();
});

test('the same seed gives the same figures, another seed others', options, async () => {
  const { page, close } = await open(browser, server.url);
  const runs = [];
  for (const seed of [1, 1, 2]) {
    await train(page, { ...small, seed });
    await stateIs(page, 'Finished');
    runs.push(await figures(page));
  }
  assert.deepEqual(runs[0], runs[1]);
  assert.notDeepEqual(runs[0], runs[2]);
  await close();
});

test('softmax regression trains too, and has no hidden units to ask for', options, async () => {
  const { page, close } = await open(browser, server.url);
  await page.selectOption('#model', 'softmax');
  assert.equal(await page.locator('#layers input').count(), 0);
  assert.equal(await page.locator('#activation').isVisible(), false);
  await train(page, { batch: 20, epochs: 2 });
  await stateIs(page, 'Finished');
  assert.match(await page.textContent('#results-title'), /^Softmax regression, /);
  await close();
});

test('a tab that draws nothing goes on training', options, async () => {
  const init = () => {
    window.requestAnimationFrame = () => 0;
  };
  const { page, close } = await open(browser, server.url, { init });
  await train(page, small);
  await stateIs(page, 'Finished');
  assert.equal((await rows(page)).length, 3);
  await close();
});

test('a wrong field has its message beside it, and Train refuses', options, async () => {
  const { page, errors, close } = await open(browser, server.url);
  const wrong = {
    hidden: 'lots',
    lr: '-1',
    batch: '',
    epochs: '2.5',
    seed: '-4',
  };
  if (await page.locator('#threads').isEditable()) wrong.threads = '99';
  await train(page, wrong);
  wrong['units-1'] = wrong.hidden;
  delete wrong.hidden;
  for (const [id, text] of Object.entries(wrong)) {
    const field = page.locator(`#${id}`);
    assert.equal(await field.getAttribute('aria-invalid'), 'true', id);
    assert.ok((await field.getAttribute('aria-describedby')).split(' ').includes(`${id}-error`));
    const message = await page.textContent(`#${id}-error`);
    assert.ok(await page.locator(`#${id}-error`).isVisible());
    assert.ok(message.includes(text || 'it is empty'), message);
  }
  assert.equal(await page.evaluate(() => document.activeElement.id), 'units-1');
  assert.equal(await page.textContent('#state'), 'Ready');
  await train(page, {
    ...small,
    seed: 0,
    ...(wrong.threads && { threads: 1 }),
  });
  await stateIs(page, 'Finished');
  assert.equal(await page.locator('[aria-invalid]').count(), 0);
  assert.deepEqual(errors, []);
  await close();
});

test('Train pressed while data is being opened trains when it is there', options, async () => {
  const { page, close } = await open(browser, server.url);
  await page.check('#data-synthetic');
  await page.fill('#images', '700');
  await train(page, { ...small, epochs: 2 });
  await stateIs(page, 'Finished');
  assert.match(await page.textContent('#status-data'), /^synthetic data: 700 training/);
  await close();
});

test('data changed at rest and Train pressed at once: the new data trains', options, async () => {
  const { page, close } = await open(browser, server.url);
  await page.check('#data-synthetic');
  await page.fill('#images', '600');
  await page.press('#images', 'Tab');
  await isReady(page);
  await page.fill('#images', '701');
  await train(page, { ...small, epochs: 2 });
  await stateIs(page, 'Finished');
  assert.match(await page.textContent('#status-data'), /^synthetic data: 701 training/);
  await close();
});

test('by keyboard alone: Enter in a field trains, the focus goes on to Pause', options, async () => {
  const { page, close } = await open(browser, server.url);
  await train(page, { ...small, epochs: 2 });
  await stateIs(page, 'Finished');
  await page.focus('#epochs');
  await page.keyboard.press('ArrowUp');
  assert.equal(await page.inputValue('#epochs'), '3');
  await page.keyboard.press('Enter');
  await stateIs(page, 'Finished');
  assert.equal((await rows(page)).length, 3);
  assert.equal(await page.evaluate(() => document.activeElement.id), 'pause');
  await close();
});
