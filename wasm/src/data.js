// The data as it goes to the worker.

import { encodeArrays } from './arrays.js';
import { checkOptions, wholeNumber } from './check.js';
import { encodeSource } from './source.js';

/** In the order of kFileKinds. */
export const FILES = /** @type {const} */ (['trainImages', 'trainLabels', 'testImages', 'testLabels']);
const MOST_IMAGES = 2_000_000;
const MOST_SEED = Number.MAX_SAFE_INTEGER;

/** @typedef {{ files: import('./source.js').Source[] } | { arrays: import('./arrays.js').Arrays } | { synthetic: { seed: number, train: number, test: number } }} PlainData */

/** @param {string} who @param {unknown} data @param {boolean} classifies    whether the loss wants class numbers @returns {PlainData} */
export function encodeData(who, data, classifies) {
  if (typeof data === 'object' && data !== null && ('x' in data || 'y' in data))
    return {
      arrays: encodeArrays(`${who}: data`, /** @type {Record<string, unknown>} */ (data), classifies),
    };
  if (typeof data === 'object' && data !== null && 'synthetic' in data) {
    checkOptions(`${who}: data`, data, ['synthetic']);
    return { synthetic: encodeSynthetic(`${who}: data.synthetic`, data.synthetic) };
  }
  const files = /** @type {Record<string, unknown>} */ (
    checkOptions(`${who}: data`, data, [...FILES, 'synthetic', 'x', 'y'])
  );
  return { files: FILES.map((name) => encodeSource(`${who}: data.`, name, files[name])) };
}

/** @param {string} who @param {unknown} options */
function encodeSynthetic(who, options) {
  const { seed, train, test } = /** @type {Record<string, unknown>} */ (
    checkOptions(who, options, ['seed', 'train', 'test'])
  );
  return {
    seed: wholeNumber(who, 'seed', seed, 0, MOST_SEED) ?? 0,
    train: wholeNumber(who, 'train', train, 1, MOST_IMAGES) ?? 60000,
    test: wholeNumber(who, 'test', test, 1, MOST_IMAGES) ?? 10000,
  };
}
