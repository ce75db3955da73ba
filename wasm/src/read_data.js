// Files into the module's memory: read, decompressed and stored piece by piece, so that a file and its
// pixels are never both complete in memory.

import { FILES } from './data.js';
import { ArrayData, Dataset, IdxReader } from './dataset.js';
import { inflate, openSource } from './source.js';

/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {import('./source.js').Source} Source */
/** @typedef {import('./host.js').Place} Place */

/**
 * @param {Engine} engine
 * @param {import('./data.js').PlainData} data
 * @param {Place} place
 * @returns {Promise<Dataset | ArrayData>}
 */
export async function readData(engine, data, place) {
  if ('synthetic' in data) return Dataset.synthetic(engine, data.synthetic);
  if ('arrays' in data) return new ArrayData(engine, data.arrays);
  /** @type {IdxReader[]} */
  const readers = [];
  try {
    for (const [i, file] of data.files.entries()) {
      readers.push(await read(engine, file, FILES[i].endsWith('Labels') ? 'labels' : 'images', place));
    }
    return Dataset.fromReaders(engine, readers);
  } finally {
    for (const reader of readers) reader.delete();
  }
}

/** @param {Engine} engine @param {Source} file @param {'images' | 'labels'} kind @param {Place} place */
async function read(engine, file, kind, place) {
  const { name } = file;
  const blob = await openSource(file, place.readFile);
  const { gzip, stream, failed } = await inflate(name, blob);
  const reader = new IdxReader(engine, kind, name, blob.size, gzip);
  const pieces = stream.getReader();
  try {
    for (;;) {
      const { value, done } = await pieces.read().catch(failed);
      if (done) return reader;
      reader.feed(value);
    }
  } catch (error) {
    reader.delete();
    throw error;
  }
}
