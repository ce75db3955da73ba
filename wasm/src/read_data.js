// Files into the module's memory: read, decompressed and stored piece by piece, so that a file and its
// pixels are never both complete in memory.

import { encodeArrays } from './arrays.js';
import { parseTable } from './csv.js';
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
  if ('csv' in data) return readTable(engine, data.csv, place);
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

/** @param {Engine} engine @param {import('./data.js').Csv} csv @param {Place} place */
async function readTable(engine, { source, test, ...options }, place) {
  /** @param {Source} file @param {import('./csv.js').Table} [like] */
  const parse = async (file, like) => {
    const { stream, failed } = await inflate(file.name, await openSource(file, place.readFile));
    const text = await new Response(/** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (stream))
      .text()
      .catch(failed);
    return parseTable(text, { name: file.name, ...options }, like);
  };
  const { x, y, ...train } = await parse(source);
  const tested = typeof test === 'object' ? await parse(test, { x, y, ...train }) : undefined;
  const classes = train.classes.length > 0 ? { classes: train.classes } : {};
  const arrays = { x, y, test: tested ? { x: tested.x, y: tested.y } : test, ...classes };
  const data = new ArrayData(engine, encodeArrays(source.name, arrays, options.wantsClasses));
  data.info.features = train.features;
  return data;
}
