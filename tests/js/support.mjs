// What the module's tests share. They use the package's Node entry, as an application would.
import { gzipSync } from 'node:zlib';
import { createSession } from '../../wasm/src/node.js';

export { createSession, buildInfo, init } from '../../wasm/src/node.js';

export const TIMEOUT = 60_000;

/** Flatten, linear, ReLU, linear. @param {number} [units] @returns {import('../../wasm/index.js').Layer[]} */
export const mlp = (units = 16) => [
  { type: 'flatten' },
  { type: 'linear', units },
  { type: 'relu' },
  { type: 'linear', units: 10 },
];

/** A session on a small synthetic set, ended whatever happens. The test's data and model may be others.
 * @template T
 * @param {Partial<import('../../wasm/index.js').SessionOptions>} options
 * @param {(session: import('../../wasm/index.js').Session) => Promise<T>} use
 */
export async function withSession(options, use) {
  const session = await createSession({
    model: mlp(),
    data: { synthetic: { train: 2000, test: 500 } },
    threads: 1,
    ...options,
  });
  try {
    return await use(session);
  } finally {
    session.terminate();
  }
}

/** All events of a training. @param {AsyncIterable<import('../../wasm/index.js').Progress>} progress */
export async function collect(progress) {
  const events = [];
  for await (const event of progress) events.push(event);
  return events;
}

/** An IDX file of images. @param {number} count @param {number} [rows] @param {number} [columns] */
export function images(count, rows = 4, columns = 4) {
  const file = new Uint8Array(16 + count * rows * columns);
  const view = new DataView(file.buffer);
  [0x803, count, rows, columns].forEach((word, i) => view.setUint32(4 * i, word));
  for (let i = 16; i < file.length; i++) file[i] = (i * 37) % 256;
  return file;
}

/** An IDX file of labels 0, 1, ..., 9, 0, ... @param {number} count */
export function labels(count) {
  const file = new Uint8Array(8 + count);
  const view = new DataView(file.buffer);
  [0x801, count].forEach((word, i) => view.setUint32(4 * i, word));
  for (let i = 0; i < count; i++) file[8 + i] = i % 10;
  return file;
}

/** Four files that fit together. @param {number} [train] @param {number} [test] */
export const smallFiles = (train = 40, test = 20) => ({
  trainImages: images(train),
  trainLabels: labels(train),
  testImages: images(test),
  testLabels: labels(test),
});

/** @param {Uint8Array} bytes */
export const gzip = (bytes) => new Uint8Array(gzipSync(bytes));

/** The nan, inf and -inf of golden files are texts. @param {number | string | boolean} value */
export const goldenNumber = (value) =>
  value === 'nan' ? NaN : value === 'inf' ? Infinity : value === '-inf' ? -Infinity : Number(value);

/** A tensor of a golden case: values, or a range with exceptions. @param {any} weft @param {any} fields @param {string} [dtype] */
export function goldenTensor(weft, fields, dtype = fields.dtype ?? 'float32') {
  const { shape, values, arange, set = [] } = fields;
  const count = shape.reduce((product, size) => product * size, 1);
  if (dtype === 'int64' && values) return weft.fromTypedArray(BigInt64Array.from(values, BigInt), shape);
  const numbers =
    values?.map(goldenNumber) ?? Array.from({ length: count }, (_, i) => arange[0] + arange[1] * i);
  for (const [i, value] of set) numbers[i] = goldenNumber(value);
  return weft.tensor(Float64Array.from(numbers), { dtype }).reshape(shape);
}
