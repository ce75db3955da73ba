// Data that the caller has as arrays: checked, split, and brought into one form.

import { checkOptions, show } from './check.js';

/** @typedef {Float32Array | Float64Array | Int8Array | Int16Array | Int32Array | Uint8Array | Uint8ClampedArray | Uint16Array | Uint32Array} Numbers */
/** One split: count examples of x, and labels or targets. @typedef {{ x: Numbers, y: Numbers, count: number }} Split */
/** @typedef {{ shape: number[], targets: number, train: Split, test?: Split, classes: string[] }} Arrays    targets: 0 for labels */

/** Numbers of one example. @param {readonly number[]} shape */
export const sizeOf = (shape) => shape.reduce((product, n) => product * n, 1);

/** @param {unknown} value @returns {value is Numbers} */
export const isNumbers = (value) =>
  ArrayBuffer.isView(value) && 'BYTES_PER_ELEMENT' in value && !/^Big|^Float16/.test(typeName(value));
/** @param {object} value */
const typeName = (value) => value.constructor.name;

/**
 * @param {string} who @param {Record<string, unknown>} data @param {boolean} classifies    whether y are class numbers
 * @returns {Arrays}
 */
export function encodeArrays(who, data, classifies) {
  const { x, y, shape, test, classes } = checkOptions(who, data, ['x', 'y', 'shape', 'test', 'classes']);
  const features = numbersOf(`${who}.x`, x);
  const labels = numbersOf(`${who}.y`, y);
  const one = shapeOf(who, shape, features.length, labels.length);
  const size = sizeOf(one);
  const all = splitOf(who, features, labels, size);
  const targets = classifies ? 0 : labels.length / all.count;
  if (!Number.isInteger(targets) || (classifies && labels.length !== all.count))
    throw new Error(
      `${who}: y must have ${classifies ? 'a label' : 'as many targets'} for each of ${all.count} examples, got ${labels.length}`,
    );
  const [train, tested] = parted(who, all, size, targets || 1, test);
  for (const [name, split] of /** @type {const} */ ([
    ['y', train],
    ['test.y', tested],
  ])) {
    if (split && classifies) checkLabels(`${who}.${name}`, split.y);
    if (split && split.y.length !== split.count * (targets || 1))
      throw new Error(
        `${who}: ${name} must have ${split.count * (targets || 1)} numbers for ${split.count} examples, got ${split.y.length}`,
      );
  }
  return {
    shape: one,
    targets,
    train,
    test: tested,
    classes: classifies ? namesOf(who, classes, [train, tested]) : [],
  };
}

/** @param {string} who @param {unknown} value @returns {Numbers} */
function numbersOf(who, value) {
  const array = Array.isArray(value) ? Float64Array.from(value) : value;
  if (!isNumbers(array))
    throw new Error(`${who} must be a typed array of numbers of at most 53 bits, got ${show(value)}`);
  if (array.length === 0) throw new Error(`${who} must not be empty`);
  return array;
}

/** Of one example. @param {string} who @param {unknown} shape @param {number} numbers @param {number} labels */
function shapeOf(who, shape, numbers, labels) {
  if (shape === undefined) {
    if (numbers % labels !== 0)
      throw new Error(
        `${who}: x must be whole examples: ${labels} labels do not divide ${numbers} numbers; shape says how large an example is`,
      );
    return [numbers / labels];
  }
  if (!Array.isArray(shape) || !shape.length || !shape.every((n) => Number.isInteger(n) && n >= 1))
    throw new Error(
      `${who}: shape must be a list of whole numbers from 1, of one example, got ${Array.isArray(shape) ? `[${shape}]` : show(shape)}`,
    );
  return shape;
}

/** @param {string} who @param {Numbers} x @param {Numbers} y @param {number} size @returns {Split} */
function splitOf(who, x, y, size) {
  if (x.length % size !== 0)
    throw new Error(`${who}: x must be whole examples of ${size} numbers, got ${x.length}`);
  return { x, y, count: x.length / size };
}

/** @param {string} who @param {Split} all @param {number} size @param {number} targets @param {unknown} test @returns {[Split, Split | undefined]} */
function parted(who, all, size, targets, test) {
  if (test === undefined) return [all, undefined];
  if (typeof test === 'number') {
    const count = Math.round(all.count * test);
    if (!(count >= 1 && count < all.count))
      throw new Error(
        `${who}: test must leave at least one of ${all.count} examples on either side, got a fraction of ${test}`,
      );
    const at = all.count - count;
    const part = (/** @type {number} */ from, /** @type {number} */ to) => ({
      x: all.x.slice(from * size, to * size),
      y: all.y.slice(from * targets, to * targets),
      count: to - from,
    });
    return [part(0, at), part(at, all.count)];
  }
  const given = checkOptions(`${who}: test`, test, ['x', 'y']);
  const x = numbersOf(`${who}.test.x`, given.x);
  return [all, splitOf(`${who}: test`, x, numbersOf(`${who}.test.y`, given.y), size)];
}

/** @param {string} who @param {Numbers} labels */
function checkLabels(who, labels) {
  const wrong = labels.findIndex((label) => !Number.isInteger(label) || label < 0 || label >= 2 ** 31);
  if (wrong >= 0)
    throw new Error(
      `${who} must be class numbers 0, 1, 2, ... for this loss, got ${labels[wrong]} at ${wrong}`,
    );
}

/** Of all classes that labels name; the numbers themselves without names. @param {string} who @param {unknown} classes @param {(Split | undefined)[]} splits */
function namesOf(who, classes, splits) {
  let count = 0;
  for (const split of splits) for (const label of split?.y ?? []) count = Math.max(count, label + 1);
  if (classes === undefined) return Array.from({ length: count }, (_, i) => String(i));
  if (!Array.isArray(classes) || classes.length < count || !classes.every((name) => typeof name === 'string'))
    throw new Error(
      `${who}: classes must be a list of names for each of ${count} classes, got ${Array.isArray(classes) ? `${classes.length}` : show(classes)}`,
    );
  return classes;
}
