// What the fields accept, and how picked files find their places: the page's logic, without a page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { identify, place } from '../../web/src/data_files.js';
import { FIELDS, layers, parse } from '../../web/src/fields.js';
import { duration } from '../../web/src/format.js';
import { smallSet } from './harness.mjs';

const file = (name, bytes) => new File([bytes], name);

test('fields take their range and nothing else', () => {
  const good = [
    ['hidden', '1', 1],
    ['hidden', ' 4096 ', 4096],
    ['lr', '0.1', 0.1],
    ['lr', '1e-3', 0.001],
    ['lr', '.5', 0.5],
    ['seed', '4294967295', 4294967295],
    ['threads', '16', 16],
  ];
  for (const [name, text, value] of good) assert.deepEqual(parse(name, text), { value }, `${name} ${text}`);
  const bad = {
    hidden: ['0', '4097', '2.5', 'lots', '', '1e2'],
    lr: ['0', '-1', 'NaN', '1000', '0,1', '0x1'],
  };
  Object.assign(bad, {
    batch: ['0', '60001'],
    epochs: ['0', '1001'],
    seed: ['-1', '4294967296'],
  });
  Object.assign(bad, { threads: ['0', '17', '1.5'], images: ['99', '60001'] });
  for (const [name, texts] of Object.entries(bad)) {
    for (const text of texts) {
      const { message } = parse(name, text);
      assert.ok(message?.startsWith(`${FIELDS[name].label}: `), `${name} "${text}": ${message}`);
      assert.ok(message.includes(text === '' ? 'it is empty' : text), message);
    }
  }
});

test('the models are the book’s', () => {
  const types = (settings) => layers(settings).map((layer) => [layer.type, layer.units].join(' ').trim());
  assert.deepEqual(types({ model: 'mlp', hidden: 7 }), ['flatten', 'linear 7', 'relu', 'linear 10']);
  assert.deepEqual(types({ model: 'softmax', hidden: 7 }), ['flatten', 'linear 10']);
});

test('durations are short', () => {
  const shown = [0.2, 12.4, 59.7, 3725, Infinity].map(duration);
  assert.deepEqual(shown, ['< 1 s', '12 s', '1 min 0 s', '1 h 2 min', '–']);
});

test('files find their places by name, gzip or plain', async () => {
  const set = smallSet(30, 10);
  const files = Object.entries(set).map(([name, bytes], i) =>
    i % 2 ? file(name, bytes) : file(`${name}.gz`, gzipSync(bytes)),
  );
  const places = place(await Promise.all(files.reverse().map(identify)));
  assert.match(places.trainImages.name, /^train-images/);
  assert.match(places.trainLabels.name, /^train-labels/);
  assert.match(places.testImages.name, /^t10k-images/);
  assert.match(places.testLabels.name, /^t10k-labels/);
});

test('files without telling names find their places by their contents', async () => {
  const [a, b, c, d] = Object.values(smallSet(30, 10));
  const files = [file('d', d), file('c', c), file('b', b), file('a', a)];
  const places = place(await Promise.all(files.map(identify)));
  const names = Object.fromEntries(Object.entries(places).map(([role, { name }]) => [role, name]));
  assert.deepEqual(names, {
    trainImages: 'a',
    trainLabels: 'b',
    testImages: 'c',
    testLabels: 'd',
  });
});

test('what is no such file is an error that names it', async () => {
  const set = smallSet(30, 10);
  const wrong = [
    [file('cat.png', Buffer.from('\x89PNG\r\n\x1a\n0000', 'latin1')), /^cat\.png: not an IDX file/],
    [file('empty', ''), /^empty: not an IDX file: it ends after 0 bytes/],
    [file('broken.gz', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3])), /^broken\.gz: /],
    [file('train-images.gz', set['train-labels-idx1-ubyte']), /named as images, but it holds labels/],
    [{ name: 'film', size: 2e9, slice: () => new Blob() }, /^film: 2000000000 bytes is more/],
  ];
  for (const [one, message] of wrong) await assert.rejects(identify(one), { message });
});
