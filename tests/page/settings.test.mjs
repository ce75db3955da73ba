// The settings: presets, layers, optimizers and their learning rates, the cost, what is wrong; and, without
// a page, what models they make and what those cost.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULTS, describe, layers, optimizer } from '../../web/src/settings/config.js';
import { cost } from '../../web/src/settings/cost.js';
import { PRESETS, presetOf } from '../../web/src/settings/presets.js';
import { open, set, site, smallSet, stateIs, train } from './harness.mjs';

const options = { timeout: 180_000 };
const { browser, server } = await site(smallSet());

test('the models are the book’s', () => {
  const types = (config, outputs = 10) =>
    layers({ ...DEFAULTS, ...config }, outputs).map((layer) => Object.values(layer).join(' '));
  assert.deepEqual(types(PRESETS.mlp), ['flatten', 'linear 256', 'relu', 'linear 10']);
  assert.deepEqual(types(PRESETS.softmax, 3), ['flatten', 'linear 3']);
  assert.deepEqual(types(PRESETS.dropout), [
    ...['flatten', 'linear 256', 'relu', 'dropout 0.5', 'linear 256', 'relu', 'dropout 0.5', 'linear 10'],
  ]);
  assert.equal(presetOf({ hidden: [], activation: 'tanh', dropout: 0.3 }), 'softmax');
  assert.equal(presetOf({ hidden: [256], activation: 'tanh', dropout: 0 }), 'own');
  const adam = { ...DEFAULTS, optimizer: 'adam', momentum: 0.9, lr: 0.01, weightDecay: 0.1 };
  assert.deepEqual(optimizer(adam), { type: 'adam', lr: 0.01, weightDecay: 0.1 });
});

test('a run in one line', () => {
  assert.equal(describe(DEFAULTS), 'MLP with 256 units (ReLU), SGD, learning rate 0.1, batch 256, seed 0');
  const all = {
    ...DEFAULTS,
    hidden: [8, 4],
    activation: 'tanh',
    dropout: 0.5,
    momentum: 0.9,
    weightDecay: 0.01,
  };
  assert.equal(
    describe(all),
    'MLP with 8, 4 units (tanh, dropout 0.5), SGD with momentum 0.9, learning rate 0.1, weight decay 0.01, batch 256, seed 0',
  );
});

test('the cost of the notebook’s MLP: 203,530 parameters, 49.1 GFLOP an epoch', () => {
  const { parameters, forward, training } = cost({ hidden: [256] }, 784, 10);
  assert.equal(parameters, 784 * 256 + 256 + 256 * 10 + 10);
  assert.equal(forward, 2 * (784 * 256 + 256 * 10));
  assert.equal(((training * 60000) / 1e9).toFixed(1), '49.1');
  assert.deepEqual(cost({ hidden: [] }, 784, 10), { parameters: 7850, forward: 15680, training: 31360 });
});

test('presets fill the form, and a changed part makes the model one’s own', options, async () => {
  const { page, errors, close } = await open(browser, server.url);
  const units = () => page.locator('#layers input').evaluateAll((all) => all.map((it) => it.value));
  assert.equal(await page.inputValue('#model'), 'mlp');
  assert.match(await page.textContent('#cost'), /^203,530 parameters\. .* 0\.407 million .* 0\.818 million/);
  await set(page, { model: 'dropout' });
  assert.deepEqual(await units(), ['256', '256']);
  assert.equal(await page.inputValue('#dropout'), '0.5');
  assert.match(await page.textContent('#cost'), /^269,322 parameters/);
  await page.click('#add-layer');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'units-3');
  assert.equal(await page.inputValue('#model'), 'own');
  const own = page.locator('#model option[value=own]');
  assert.equal(await own.isDisabled(), false);
  await page.click('[aria-label="Remove layer 3"]');
  assert.equal(await page.inputValue('#model'), 'dropout');
  assert.equal(await own.isDisabled(), true, 'one’s own is made by changing, not chosen');
  for (let i = 2; i < 6; i++) await page.click('#add-layer');
  assert.equal((await units()).length, 6);
  assert.match(await page.textContent('#layers-hint'), /6 layers are the most/);
  await set(page, { model: 'softmax' });
  assert.deepEqual(await units(), []);
  assert.equal(await page.locator('#dropout').isVisible(), false);
  assert.match(await page.textContent('#cost'), /^7,850 parameters/);
  assert.deepEqual(errors, []);
  await close();
});

test(
  'an optimizer brings its learning rate, until one is typed; the slider keeps step',
  options,
  async () => {
    const { page, close } = await open(browser, server.url);
    const rate = () => page.inputValue('#lr');
    const slider = page.locator('#lr-slider');
    await set(page, { optimizer: 'adam' });
    assert.equal(await rate(), '0.001');
    assert.equal(await page.locator('#momentum').isVisible(), false);
    assert.deepEqual(
      [await slider.inputValue(), await slider.getAttribute('aria-valuetext')],
      ['-3', '0.001'],
    );
    await set(page, { optimizer: 'adamW' });
    assert.equal(await page.inputValue('#weightDecay'), '0.01');
    await set(page, { optimizer: 'sgd' });
    assert.deepEqual([await rate(), await page.inputValue('#weightDecay')], ['0.1', '0']);
    await slider.focus();
    await page.keyboard.press('ArrowRight');
    assert.equal(await rate(), '0.13');
    assert.equal(await slider.getAttribute('aria-valuetext'), '0.13');
    await set(page, { lr: '0.02', optimizer: 'adam' });
    assert.equal(await rate(), '0.02');
    assert.equal(await slider.inputValue(), '-1.7');
    await close();
  },
);

test('every control has a name, and one line that explains it', options, async () => {
  const { page, close } = await open(browser, server.url);
  await set(page, { model: 'deep' });
  const lacking = await page.locator('#settings :is(input, select)').evaluateAll((all) =>
    all
      .filter((it) => {
        const ids = (it.getAttribute('aria-describedby') ?? '').split(' ');
        const hint = ids.map((id) => document.getElementById(id)).find((p) => p?.classList.contains('hint'));
        return !hint?.textContent.trim() || !(it.labels?.length || it.ariaLabel);
      })
      .map((it) => it.id),
  );
  assert.deepEqual(lacking, []);
  await close();
});

test('nonsense in every field: a message beside each, the first gets the focus', options, async () => {
  const { page, close } = await open(browser, server.url);
  const wrong = {
    'units-2': ['0', /^units: a whole number from 1 to 4096; got “0”$/],
    dropout: ['1', /^dropout: a number from 0 to 0\.9; got “1”$/],
    lr: ['fast', /^learning rate: a number from 0\.00001 to 100; got “fast”$/],
    momentum: ['-0.5', /^momentum: a number from 0 to 0\.999; got “-0.5”$/],
    weightDecay: ['', /^weight decay: a number from 0 to 1; it is empty$/],
    batch: ['1e3', /^batch size: a whole number from 1 to 60000; got “1e3”$/],
    epochs: ['2000', /^epochs: a whole number from 1 to 1000; got “2000”$/],
    seed: ['12345678901234567890123456', /^seed: .* got “123456789012345678901234…”$/],
  };
  await set(page, { model: 'dropout' });
  for (const [id, [text]] of Object.entries(wrong)) await page.fill(`#${id}`, text);
  await page.click('#train');
  for (const [id, [, message]] of Object.entries(wrong)) {
    assert.equal(await page.getAttribute(`#${id}`, 'aria-invalid'), 'true', id);
    assert.match(await page.textContent(`#${id}-error`), message);
  }
  assert.equal(await page.evaluate(() => document.activeElement.id), 'units-2');
  assert.equal(await page.textContent('#state'), 'Ready');
  // A field that does not show does not count.
  await set(page, { model: 'softmax', optimizer: 'adam', lr: 0.01, weightDecay: 0 });
  await train(page, { batch: 20, epochs: 1, seed: 0 });
  await stateIs(page, 'Finished');
  assert.match(
    await page.textContent('#results-title'),
    /^Softmax regression, Adam, learning rate 0\.01, batch/,
  );
  await close();
});
