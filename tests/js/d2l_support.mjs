// What the tests of weft/d2l share: the classes over one instance, and the messages that they have shown.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after } from 'node:test';
import { d2l as bind } from '../../wasm/src/d2l/index.js';
import { init } from './support.mjs';

/** Of golden/sections/d2l.py. */
export const golden = JSON.parse(readFileSync(new URL('../golden/d2l.json', import.meta.url), 'utf8'));

export const weft = await init({ threads: 1 });
after(() => weft.terminate());
/** @type {import('../../wasm/d2l.js').Message[]} */
export const messages = [];
/** @type {any} */
export const d2l = bind(weft, { display: (message) => messages.push(message) });

export const near = (got, want, most) =>
  assert.ok(Math.abs(got - want) <= most, `must be within ${most} of ${want}, got ${got}`);

export const regressionData = (options = {}) => {
  weft.manualSeed(1);
  return new d2l.SyntheticRegressionData({ w: weft.tensor([2, -3.4]), b: 4.2, ...options });
};
