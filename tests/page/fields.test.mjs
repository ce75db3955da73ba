// What the fields accept, and what an arrow key makes of them: the page's logic, without a page.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FIELDS, fieldOf, parse, stepped } from '../../web/src/settings/fields.js';
import { duration } from '../../web/src/shell/format.js';

test('fields take their range and nothing else', () => {
  const good = [
    ['units', '1', 1],
    ['units', ' 4096 ', 4096],
    ['lr', '0.1', 0.1],
    ['lr', '1e-3', 0.001],
    ['lr', '.5', 0.5],
    ['seed', '4294967295', 4294967295],
    ['threads', '16', 16],
  ];
  for (const [name, text, value] of good) assert.deepEqual(parse(name, text), { value }, `${name} ${text}`);
  const bad = {
    units: ['0', '4097', '2.5', 'lots', '', '1e2'],
    lr: ['0', '-1', 'NaN', '1000', '0,1', '0x1'],
  };
  Object.assign(bad, {
    batch: ['0', '60001'],
    epochs: ['0', '1001'],
    seed: ['-1', '4294967296'],
  });
  Object.assign(bad, { dropout: ['-0.1', '0.95'], momentum: ['1'], weightDecay: ['2', '1e'] });
  Object.assign(bad, { threads: ['0', '17', '1.5'], images: ['99', '60001'] });
  for (const [name, texts] of Object.entries(bad)) {
    for (const text of texts) {
      const { message } = parse(name, text);
      assert.ok(message?.startsWith(`${FIELDS[name].label}: `), `${name} "${text}": ${message}`);
      assert.ok(message.includes(text === '' ? 'it is empty' : text), message);
    }
  }
});

test('an arrow key changes a field by what makes sense there', () => {
  const steps = [
    ['epochs', 10, 1, 11],
    ['epochs', 1, -1, 1],
    ['lr', 0.1, 1, 0.2],
    ['lr', 0.1, -1, 0.09],
    ['weightDecay', 0, 1, 0.0001],
    ['weightDecay', 0.01, -1, 0.009],
    ['dropout', 0, 1, 0.1],
    ['dropout', 0.1, -1, 0],
    ['dropout', 0.9, 1, 0.9],
    ['momentum', 0.9, 1, 0.999],
  ];
  for (const [name, from, direction, to] of steps)
    assert.equal(stepped(name, from, direction), to, `${name} ${from} ${direction}`);
  assert.deepEqual(['units-3', 'lr', 'lr-slider', 'toString'].map(fieldOf), [
    'units',
    'lr',
    undefined,
    undefined,
  ]);
});

test('durations are short', () => {
  const shown = [0.2, 12.4, 59.7, 3725, Infinity].map(duration);
  assert.deepEqual(shown, ['< 1 s', '12 s', '1 min 0 s', '1 h 2 min', '–']);
});
