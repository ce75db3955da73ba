// Links: they hold all that a run is, repeat it to the bit, and name what is wrong with them.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEFAULTS } from '../../web/src/settings/config.js';
import { fromLink, toLink } from '../../web/src/settings/link.js';
import { alertSays, isReady, open, savedJson, site, stateIs, train } from './harness.mjs';

const options = { timeout: 180_000 };
const { browser, server } = await site();

test('a link gives back what it was made of', () => {
  const configs = [
    DEFAULTS,
    { ...DEFAULTS, hidden: [], threads: 3 },
    { ...DEFAULTS, hidden: [9, 8, 7], activation: 'tanh', dropout: 0.25, momentum: 0.9, lr: 1e-7 + 0.01 },
    { ...DEFAULTS, optimizer: 'adamW', lr: 0.001, weightDecay: 0.01, seed: 4294967295 },
  ];
  for (const config of configs) {
    const link = toLink(config, 'synthetic:600');
    assert.deepEqual(fromLink(link), { config, data: 'synthetic:600', messages: [] }, link);
  }
  assert.equal(
    toLink(DEFAULTS, 'served'),
    '#hidden=256&act=relu&opt=sgd&dropout=0&lr=0.1&momentum=0&decay=0&batch=256&epochs=10&seed=0&data=served',
  );
  assert.equal(fromLink('#model'), undefined);
  assert.deepEqual(fromLink('#seed=3'), { config: { ...DEFAULTS, seed: 3 }, data: undefined, messages: [] });
});

test('what is wrong in a link is named, and its default taken', () => {
  const link = '#hidden=1,2,3,4,5,6,7&act=gelu&opt=lion&lr=fast&batch=&seed=1&colour=red&threads=99';
  const { config, messages } = fromLink(link);
  assert.deepEqual(config, { ...DEFAULTS, seed: 1 });
  assert.deepEqual(messages, [
    'link: hidden: at most 6 layers; got 7; 256 is used instead',
    'link: act: one of relu, sigmoid, tanh; got “gelu”; relu is used instead',
    'link: opt: one of sgd, adam, adamW; got “lion”; sgd is used instead',
    'link: lr: learning rate: a number from 0.00001 to 100; got “fast”; 0.1 is used instead',
    'link: batch: batch size: a whole number from 1 to 60000; it is empty; 256 is used instead',
    'link: there is no part “colour”; it is left out',
    'link: threads: threads: a whole number from 1 to 16; got “99”; this browser’s number is used instead',
  ]);
  assert.deepEqual(fromLink('#hidden=12,x').messages, [
    'link: hidden: units: a whole number from 1 to 4096; got “x”; 256 is used instead',
  ]);
});

test('a link repeats the run, to the bit', options, async () => {
  const context = { permissions: ['clipboard-read', 'clipboard-write'] };
  const first = await open(browser, `${server.url}/#data=synthetic:600`, context);
  const { page } = first;
  assert.match(await page.textContent('#status-data'), /^synthetic data: 600 training/);
  await page.selectOption('#model', 'dropout');
  await page.selectOption('#activation', 'tanh');
  await page.selectOption('#optimizer', 'adam');
  await train(page, { hidden: [256, 32], lr: 0.003, batch: 50, epochs: 2, seed: 7, threads: 1 });
  await stateIs(page, 'Finished');
  await page.click('#copy-link');
  await page.locator('#copy-link', { hasText: 'Copied' }).waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  await page.waitForURL(link);

  const second = await open(browser, link);
  assert.equal(await second.page.inputValue('#units-2'), '32');
  assert.equal(await second.page.inputValue('#images'), '600');
  await train(second.page);
  await stateIs(second.page, 'Finished');
  const of = async ({ page: its }) => {
    const { epochs, ...head } = await savedJson(its);
    return { ...head, epochs: epochs.map(({ seconds: _, ...row }) => row) };
  };
  assert.deepEqual(await of(second), await of(first));
  assert.deepEqual([...first.errors, ...second.errors], []);
  await Promise.all([first.close(), second.close()]);
});

test('a broken link: a message, and the page trains', options, async () => {
  const { page, close } = await open(browser, `${server.url}/#lr=fast&epochs=1&data=synthetic:100`);
  await alertSays(page, /^link: lr: learning rate: .* got “fast”; 0\.1 is used instead$/);
  await train(page);
  await stateIs(page, 'Finished');
  assert.equal(await page.textContent('#epoch'), '1 of 1');
  await close();
});

test('a link that is none, or wrong in a hundred parts: one short message', options, async () => {
  const many = Array.from({ length: 100 }, (_, i) => `q${i}=1`).join('&');
  for (const [hash, message] of [
    ['%7B%22hidden%22:[', /^link: must have parts, such as lr=0\.1; got “\{"hidden":\[”\. It is left out$/],
    ['%E0%A4%A', /^link: must have parts, such as lr=0\.1; got “%E0%A4%A”\. It is left out$/],
    [many, /^(link: there is no part “q[0-3]”; it is left out\. ){4}link: 96 parts more are wrong$/],
  ]) {
    const { page, close } = await open(browser, `${server.url}/#${hash}`);
    await alertSays(page, message);
    assert.equal(await page.inputValue('#units-1'), '256');
    await close();
  }
});

test('data that a link cannot bring', options, async () => {
  for (const [name, message] of [
    ['served', /^link: data: this page is served without data; other data is used instead$/],
    ['own', /^link: data: it was made with files of someone’s own, which are not in it; other data is used/],
    ['cifar', /^link: data: served, synthetic:NUMBER or own; got “cifar”; other data is used/],
    ['synthetic:5', /^link: data: training images: a whole number from 100 to 60000; got “5”; other/],
  ]) {
    const { page, close } = await open(browser, `${server.url}/#data=${name}`);
    await alertSays(page, message);
    await close();
  }
});

test('another link in the same tab; a jump inside the page leaves the link alone', options, async () => {
  const { page, close } = await open(browser, `${server.url}/#seed=3&data=synthetic:100`);
  assert.equal(await page.inputValue('#seed'), '3');
  await page.evaluate(() => (location.hash = '#seed=4&hidden=&data=synthetic:200'));
  await page.locator('#status-data', { hasText: /^synthetic data: 200 training/ }).waitFor();
  await isReady(page);
  assert.equal(await page.inputValue('#seed'), '4');
  assert.equal(await page.inputValue('#model'), 'softmax');
  await page.focus('.skip');
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => /seed=4/.test(location.hash));
  assert.equal(await page.isVisible('#alert'), false);
  await page.evaluate(() => (location.hash = '#seed=5&data=synthetic:200'));
  await page.waitForFunction(() => document.querySelector('#seed').value === '5');
  await close();
});
