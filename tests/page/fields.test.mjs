// What the fields accept: the page's logic, without a page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIELDS, layers, parse } from '../../web/src/settings/fields.js';
import { duration } from '../../web/src/shell/format.js';

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
  const types = (settings) => layers(settings, 10).map((layer) => [layer.type, layer.units].join(' ').trim());
  assert.deepEqual(types({ model: 'mlp', hidden: 7 }), ['flatten', 'linear 7', 'relu', 'linear 10']);
  assert.deepEqual(types({ model: 'softmax', hidden: 7 }), ['flatten', 'linear 10']);
});

test('durations are short', () => {
  const shown = [0.2, 12.4, 59.7, 3725, Infinity].map(duration);
  assert.deepEqual(shown, ['< 1 s', '12 s', '1 min 0 s', '1 h 2 min', '–']);
});
