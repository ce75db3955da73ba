// The data as it goes to the worker: Blobs, which are handed over without a copy and stay the
// caller's, with the names that errors show.

import { checkOptions, show, wholeNumber } from './check.js';

/** In the order of kFileKinds. */
export const FILES = /** @type {const} */ (['trainImages', 'trainLabels', 'testImages', 'testLabels']);
const MOST_IMAGES = 2_000_000;
const MOST_SEED = Number.MAX_SAFE_INTEGER;

/** @typedef {{ name: string, blob: Blob }} NamedBlob */
/** @typedef {{ files: NamedBlob[] } | { synthetic: { seed: number, train: number, test: number } }} PlainData */

/** @param {string} who @param {unknown} data @returns {PlainData} */
export function encodeData(who, data) {
  if (typeof data === 'object' && data !== null && 'synthetic' in data) {
    checkOptions(`${who}: data`, data, ['synthetic']);
    return { synthetic: encodeSynthetic(`${who}: data.synthetic`, data.synthetic) };
  }
  const files = /** @type {Record<string, unknown>} */ (
    checkOptions(`${who}: data`, data, [...FILES, 'synthetic'])
  );
  return { files: FILES.map((name) => encodeFile(who, name, files[name])) };
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

/** @param {string} who @param {string} name @param {unknown} bytes @returns {NamedBlob} */
function encodeFile(who, name, bytes) {
  if (bytes instanceof Blob) {
    const file = 'name' in bytes && typeof bytes.name === 'string' && bytes.name;
    // A File may be more than a port can carry (Node), a Blob of it is not.
    return { name: file || name, blob: file ? new Blob([bytes]) : bytes };
  }
  if (bytes instanceof ArrayBuffer) return { name, blob: new Blob([bytes]) };
  if (bytes instanceof Uint8Array) {
    const own =
      bytes.buffer instanceof ArrayBuffer
        ? /** @type {Uint8Array<ArrayBuffer>} */ (bytes)
        : Uint8Array.from(bytes);
    return { name, blob: new Blob([own]) };
  }
  throw new Error(`${who}: data.${name} must be a Blob, an ArrayBuffer or a Uint8Array, got ${show(bytes)}`);
}
