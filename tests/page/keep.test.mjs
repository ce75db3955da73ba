// Models out and in: the whole run or its weights as safetensors, by button and by drop; wrong files.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeSafetensors, encodeSafetensors } from '../../wasm/src/safetensors.js';
import { alertSays, figures, open, rows, set, site, smallSet, stateIs, train } from './harness.mjs';

const options = { timeout: 180_000 };
const model = { hidden: [24, 12], activation: 'tanh', dropout: 0.3, optimizer: 'adam', batch: 20, epochs: 3 };
const { browser, server } = await site(smallSet());

/** What a button saves: name and bytes. */
async function saved(page, id) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(id)]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return { name: download.suggestedFilename(), buffer: Buffer.concat(chunks) };
}

const pick = (page, name, buffer) =>
  page.setInputFiles('#model-file', { name, buffer, mimeType: 'application/octet-stream' });

test('a run saved in the middle goes on in another browser, to the same figures', options, async () => {
  const { page, errors, close } = await open(browser, server.url);
  assert.equal(await page.getAttribute('#save-run', 'aria-disabled'), 'true');
  await train(page, model);
  await stateIs(page, 'Finished');
  const expected = await figures(page);
  await page.click('#reset');
  await stateIs(page, 'Ready');
  await page.click('#one-epoch');
  await stateIs(page, 'Paused');
  const { name, buffer } = await saved(page, '#save-run');
  assert.equal(name, 'weft-mlp-24-12-epoch-1.safetensors');
  const names = decodeSafetensors('test', buffer).tensors.map((tensor) => tensor.name);
  for (const needed of ['1.weight', '1.bias', 'trainer.position', 'generator'])
    assert.ok(names.includes(needed), needed);
  assert.deepEqual(errors, []);
  await close();

  const other = await open(browser, server.url);
  await pick(other.page, name, buffer);
  await stateIs(other.page, 'Paused');
  assert.equal(await other.page.inputValue('#units-2'), '12');
  assert.equal(await other.page.inputValue('#activation'), 'tanh');
  assert.equal(await other.page.inputValue('#optimizer'), 'adam');
  assert.equal((await rows(other.page)).length, 1);
  await other.page.click('#pause');
  await stateIs(other.page, 'Finished');
  assert.deepEqual(await figures(other.page), expected);
  assert.deepEqual(other.errors, []);
  await other.close();
});

test('weights alone begin a new run of their model; dropped anywhere', options, async () => {
  const { page, errors, close } = await open(browser, server.url);
  await train(page, { ...model, dropout: 0, lr: 0.01, epochs: 5 });
  await stateIs(page, 'Finished');
  const trained = (await rows(page)).at(-1);
  const { name, buffer } = await saved(page, '#save-weights');
  assert.equal(name, 'weft-mlp-24-12-epoch-5-weights.safetensors');
  assert.deepEqual(
    decodeSafetensors('test', buffer).tensors.map((tensor) => tensor.name),
    ['1.weight', '1.bias', '3.weight', '3.bias', '5.weight', '5.bias'],
  );
  await page.click('#reset');
  await stateIs(page, 'Ready');
  await set(page, { model: 'softmax' });
  const transfer = await page.evaluateHandle(
    ([called, base64]) => {
      const dropped = new DataTransfer();
      dropped.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], called));
      return dropped;
    },
    [name, buffer.toString('base64')],
  );
  await page.dispatchEvent('footer', 'drop', { dataTransfer: transfer });
  await stateIs(page, 'Paused');
  assert.equal(await page.inputValue('#units-1'), '24');
  await page.click('#pause');
  await stateIs(page, 'Finished');
  const first = (await rows(page))[0];
  assert.ok(first.val_loss < 2 * trained.val_loss + 0.2, `${first.val_loss} after ${trained.val_loss}`);
  assert.deepEqual(errors, []);
  await close();
});

test('wrong files are named, and nothing changes', options, async () => {
  const { page, close } = await open(browser, server.url);
  await train(page, { ...model, epochs: 1 });
  await stateIs(page, 'Finished');
  const { buffer } = await saved(page, '#save-run');
  const { tensors, metadata } = decodeSafetensors('test', buffer);
  const file = (about) => Buffer.from(encodeSafetensors({ tensors, metadata: { ...metadata, ...about } }));
  const { page: _, model: __, ...bare } = metadata;
  for (const [name, bytes, message] of [
    ['cat.png', Buffer.from('not a model at all'), /^cat\.png: /],
    ['short.safetensors', buffer.subarray(0, buffer.length - 9), /^short\.safetensors: /],
    [
      'bare.safetensors',
      Buffer.from(encodeSafetensors({ tensors, metadata: bare })),
      /^bare\.safetensors: it does not say which model its weights are of/,
    ],
    ['odd.safetensors', file({ page: 'x' }), /^odd\.safetensors: its page must be JSON, got “x”/],
    [
      'other.safetensors',
      file({ page: metadata.page.replace('hidden=24,12', 'hidden=9,9') }),
      /^other\.safetensors: .* must be float32 of shape \(9, 784\), got float32 \(24, 784\)/,
    ],
  ]) {
    await pick(page, name, bytes);
    await page.locator('#alert:not([hidden])').waitFor();
    await page.locator('#alert-text', { hasText: name }).waitFor();
    await alertSays(page, message);
    await alertSays(page, /Nothing was changed$/);
    await page.click('#alert-close');
    assert.equal(await page.textContent('#state'), 'Finished', name);
    assert.equal((await rows(page)).length, 1, name);
  }
  await page.fill('#more', '1');
  await page.click('#go-on');
  await page.locator('#results-rows tr:nth-child(2)').waitFor();
  await close();
});
