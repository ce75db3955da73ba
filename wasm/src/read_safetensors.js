// A safetensors file as arrays by name, for those who look into what a session has saved.

import { show } from './check.js';
import { decodeSafetensors } from './safetensors.js';

/** In the order of DTYPES in safetensors.js: the dtype's name, and its array. */
const ARRAYS = /** @type {const} */ ([
  ['float32', Float32Array],
  ['float64', Float64Array],
  ['int64', BigInt64Array],
  ['int32', Int32Array],
  ['uint8', Uint8Array],
  ['bool', Uint8Array],
]);

/** @param {unknown} file @returns {import('../index.js').SafetensorsFile} */
export function readSafetensors(file) {
  const { tensors, metadata } = decodeSafetensors('readSafetensors', bytes(file));
  const entries = tensors.map(({ name, dtype, shape, bytes }) => {
    const [word, Kind] = ARRAYS[dtype];
    // slice: an array of wide elements must begin at a multiple of their size.
    const data = new Kind(bytes.slice().buffer);
    return /** @type {const} */ ([name, { dtype: word, shape, data }]);
  });
  return { metadata, tensors: new Map(entries) };
}

/** @param {unknown} file */
function bytes(file) {
  if (ArrayBuffer.isView(file)) return new Uint8Array(file.buffer, file.byteOffset, file.byteLength);
  const shared = typeof SharedArrayBuffer !== 'undefined' && file instanceof SharedArrayBuffer;
  if (shared || file instanceof ArrayBuffer) return new Uint8Array(file);
  throw new Error(`readSafetensors: file must be bytes, an ArrayBuffer or a view of one, got ${show(file)}`);
}
