// Files into the module's memory: read, decompressed and stored piece by piece, so that a file and its
// pixels are never both complete in memory.

import { FILES } from './data.js';
import { Dataset, IdxReader } from './dataset.js';

/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {import('./data.js').NamedBlob} NamedBlob */

/**
 * @param {Engine} engine
 * @param {import('./data.js').PlainData} data
 * @returns {Promise<Dataset>}
 */
export async function readData(engine, data) {
  if ('synthetic' in data) return Dataset.synthetic(engine, data.synthetic);
  /** @type {IdxReader[]} */
  const readers = [];
  try {
    for (const [i, file] of data.files.entries()) {
      readers.push(await read(engine, file, FILES[i].endsWith('Labels') ? 'labels' : 'images'));
    }
    return Dataset.fromReaders(engine, readers);
  } finally {
    for (const reader of readers) reader.delete();
  }
}

/** @param {Engine} engine @param {NamedBlob} file @param {'images' | 'labels'} kind */
async function read(engine, { name, blob }, kind) {
  const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer().catch(unreadable(name)));
  const gzip = first === 0x1f && second === 0x8b;
  const reader = new IdxReader(engine, kind, name, blob.size, gzip);
  const plain = /** @type {ReadableStream<Uint8Array>} */ (blob.stream());
  const stream = gzip ? plain.pipeThrough(/** @type {any} */ (new DecompressionStream('gzip'))) : plain;
  const pieces = stream.getReader();
  try {
    for (;;) {
      const { value, done } = await pieces.read().catch(gzip ? damaged(name) : unreadable(name));
      if (done) return reader;
      reader.feed(value);
    }
  } catch (error) {
    reader.delete();
    throw error;
  }
}

/** @param {string} name @returns {(error: unknown) => never} */
const damaged = (name) => (error) => {
  throw new Error(`${name}: gzip data is cut short or corrupt: ${messageOf(error)}`);
};

/** @param {string} name @returns {(error: unknown) => never} */
const unreadable = (name) => (error) => {
  throw new Error(`${name}: could not be read: ${messageOf(error)}`);
};

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error && error.message) || String(error);
