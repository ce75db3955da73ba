// The data as it goes to the worker.

import { encodeArrays } from './arrays.js';
import { checkOptions, show, wholeNumber } from './check.js';
import { encodeSource } from './source.js';

/** In the order of kFileKinds. */
export const FILES = /** @type {const} */ (['trainImages', 'trainLabels', 'testImages', 'testLabels']);
const MOST_IMAGES = 2_000_000;
const MOST_SEED = Number.MAX_SAFE_INTEGER;

/** @typedef {{ source: import('./source.js').Source, test?: number | import('./source.js').Source, label: string, separator: string, wantsClasses: boolean }} Csv */
/** @typedef {{ files: import('./source.js').Source[] } | { arrays: import('./arrays.js').Arrays } | { csv: Csv } | { synthetic: { seed: number, train: number, test: number } }} PlainData */

/** @param {string} who @param {unknown} data @param {boolean} classifies    whether the loss wants class numbers @returns {PlainData} */
export function encodeData(who, data, classifies) {
  if (typeof data === 'object' && data !== null && ('x' in data || 'y' in data))
    return {
      arrays: encodeArrays(`${who}: data`, /** @type {Record<string, unknown>} */ (data), classifies),
    };
  if (typeof data === 'object' && data !== null && 'csv' in data)
    return {
      csv: encodeCsv(`${who}: data`, /** @type {Record<string, unknown>} */ (data), classifies),
    };
  if (typeof data === 'object' && data !== null && 'synthetic' in data) {
    checkOptions(`${who}: data`, data, ['synthetic']);
    return { synthetic: encodeSynthetic(`${who}: data.synthetic`, data.synthetic) };
  }
  const files = /** @type {Record<string, unknown>} */ (
    checkOptions(`${who}: data`, data, [...FILES, 'synthetic', 'x', 'y', 'csv'])
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

/** @param {string} who @param {Record<string, unknown>} data @param {boolean} wantsClasses @returns {Csv} */
function encodeCsv(who, data, wantsClasses) {
  const {
    csv,
    label,
    separator = ',',
    test,
  } = checkOptions(who, data, ['csv', 'label', 'separator', 'test']);
  if (typeof label !== 'string') {
    throw new Error(`${who}: label must be the name of a column, got ${show(label)}`);
  }
  if (typeof separator !== 'string' || !/^[^"\r\n]$/.test(separator)) {
    throw new Error(`${who}: separator must be one character, got ${show(separator)}`);
  }
  /** A text of several lines is the table itself. @param {string} name @param {unknown} value */
  const table = (name, value) =>
    encodeSource(
      `${who}.`,
      name,
      typeof value === 'string' && value.includes('\n') ? new Blob([value]) : value,
    );
  return {
    source: table('csv', csv),
    label,
    separator,
    wantsClasses,
    test: test === undefined || typeof test === 'number' ? test : table('test', test),
  };
}
