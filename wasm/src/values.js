// Numbers as JavaScript has them, nested arrays and typed arrays, and as tensors hold them.

import { oneOf, show } from './check.js';

/** @typedef {import('../index.js').DType} DType */
/** @typedef {import('../index.js').TypedArray} TypedArray */

/** In the order of DType in core/base/dtype.h. @type {readonly DType[]} */
export const DTYPES = ['float32', 'float64', 'int64', 'int32', 'uint8', 'bool'];

/** Of each dtype. */
const ARRAYS = [Float32Array, Float64Array, BigInt64Array, Int32Array, Uint8Array, Uint8Array];

/** @param {string} who @param {unknown} value @returns {DType | undefined} */
export const dtypeOf = (who, value) => oneOf(who, 'dtype', value, DTYPES);

/** The elements of memory. @param {DType} dtype @param {ArrayBufferLike} buffer @param {number} pointer @param {number} count @returns {TypedArray} */
export function arrayOf(dtype, buffer, pointer, count) {
  const Type = ARRAYS[DTYPES.indexOf(dtype)];
  return new Type(/** @type {ArrayBuffer} */ (buffer), pointer, count);
}

/** What a typed array's elements are as a tensor. @param {string} who @param {unknown} array @returns {DType} */
export function dtypeOfArray(who, array) {
  // By name: arrays of another frame or of a test runner's realm are instances of nothing here.
  const name = ArrayBuffer.isView(array) ? Object.prototype.toString.call(array).slice(8, -1) : '';
  const i = ARRAYS.findIndex((Type) => Type.name === name.replace('Clamped', ''));
  if (i >= 0) return DTYPES[i];
  throw new Error(
    `${who}: needs a Float32Array, Float64Array, BigInt64Array, Int32Array or Uint8Array, got ${show(array)}`,
  );
}

/**
 * Nested arrays as a shape, all numbers in order, and the dtype that they have by themselves.
 * @param {string} who @param {unknown} data
 * @returns {{ shape: number[], numbers: number[], dtype: DType }}
 */
export function flatten(who, data) {
  /** @type {number[]} */
  const shape = [];
  for (let part = data; Array.isArray(part); part = part[0]) shape.push(part.length);
  /** @type {number[]} */
  const numbers = [];
  const kinds = new Set();
  /** @param {unknown} part @param {number} depth */
  const visit = (part, depth) => {
    if (Array.isArray(part)) {
      if (depth === shape.length || part.length !== shape[depth])
        throw new Error(
          `${who}: lists must have the same length, got ${shape[depth] ?? 'a number'} and ${part.length} in dimension ${depth}`,
        );
      for (const item of part) visit(item, depth + 1);
      return;
    }
    const kind = kindOf(part);
    if (!kind || depth < shape.length)
      throw new Error(`${who}: lists must hold numbers of one shape, got ${show(part)}`);
    kinds.add(kind);
    numbers.push(numberOf(who, /** @type {any} */ (part)));
  };
  visit(data, 0);
  const dtype = kinds.has('float32') || kinds.size === 0 ? 'float32' : kinds.has('int64') ? 'int64' : 'bool';
  return { shape, numbers, dtype };
}

/** What a double counts exactly. @param {string} who @param {number | bigint | boolean} value */
export function numberOf(who, value) {
  const number = Number(value);
  if (typeof value === 'bigint' && !Number.isSafeInteger(number))
    throw new Error(`${who}: a bigint must be below 2^53 in size, got ${value}; fromTypedArray() takes all`);
  return number;
}

/** @param {unknown} value @returns {DType | undefined} */
function kindOf(value) {
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'bigint') return 'int64';
  if (typeof value === 'number')
    return Number.isSafeInteger(value) && !Object.is(value, -0) ? 'int64' : 'float32';
  return undefined;
}

/** Elements as nested arrays of numbers, or of booleans. @param {TypedArray} array @param {readonly number[]} shape @param {DType} dtype */
export function nest(array, shape, dtype) {
  const value = dtype === 'bool' ? Boolean : Number;
  let at = 0;
  /** @param {number} depth @returns {any} */
  const build = (depth) =>
    depth === shape.length
      ? value(array[at++])
      : Array.from({ length: shape[depth] }, () => build(depth + 1));
  return build(0);
}
