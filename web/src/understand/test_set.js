// The test split's labels and pictures. Labels are read once for each data set, pictures when they are shown.

/** @typedef {import('./subject.js').Subject} Subject */

/** A picture in grey levels. @typedef {{ grey: Uint8Array, rows: number, columns: number, label: number }} Picture */

const PIECE = 2000;
/** A larger test split is looked at up to here. */
export const MOST = 20_000;

/** @param {Subject} subject */
export const testCount = ({ session }) => Math.min(MOST, session.dataset.test);

/** @type {{ key: string, labels: Promise<ArrayLike<number>>, pictures: Map<string, Promise<Picture>> } | undefined} */
let kept;

/** @param {Subject} subject */
function keep(subject) {
  const { key } = subject.source;
  if (kept?.key !== key) {
    const labels = readLabels(subject);
    const mine = (kept = { key, labels, pictures: new Map() });
    labels.catch(() => {
      if (kept === mine) kept = undefined;
    });
  }
  return kept;
}

/** Class numbers of the first test examples, up to MOST. @param {Subject} subject */
export const testLabels = (subject) => keep(subject).labels;

/** @param {Subject} subject @returns {Promise<ArrayLike<number>>} */
async function readLabels(subject) {
  const arrays = await arraysOf(subject);
  if (arrays) return arrays.y.test.subarray(0, testCount(subject));
  const all = new Uint8Array(testCount(subject));
  for (let start = 0; start < all.length; start += PIECE) {
    const count = Math.min(PIECE, all.length - start);
    all.set((await subject.session.examples({ split: 'test', start, count })).labels, start);
  }
  return all;
}

/** The first test examples as the model takes them, and their labels. @param {Subject} subject @param {number} most */
export async function firstTests(subject, most) {
  const count = Math.min(most, subject.session.dataset.test);
  const arrays = await arraysOf(subject);
  if (arrays) {
    const x = arrays.x.test;
    const part = x.subarray(0, (x.length / arrays.y.test.length) * count);
    return { x: floats(part), y: Array.from(arrays.y.test.subarray(0, count)) };
  }
  const { images, labels } = await subject.session.examples({ split: 'test', start: 0, count });
  return { x: floats(images), y: Array.from(labels) };
}

/** Bytes count as k / 255, as the module has it. @param {import('weft').Numbers} x */
const floats = (x) =>
  x instanceof Uint8Array || x instanceof Uint8ClampedArray
    ? Float32Array.from(x, (level) => level / 255)
    : Float32Array.from(x);

/** @param {Subject} subject @param {'train' | 'test'} split @param {number} index @returns {Promise<Picture>} */
export function picture(subject, split, index) {
  const { pictures } = keep(subject);
  const name = `${split} ${index}`;
  const found = pictures.get(name) ?? readPicture(subject, split, index);
  // Not more of them than some screens hold.
  if (pictures.size > 2000) pictures.clear();
  pictures.set(name, found);
  found.catch(() => pictures.delete(name));
  return found;
}

/** @param {Subject} subject @param {'train' | 'test'} split @param {number} index @returns {Promise<Picture>} */
async function readPicture(subject, split, index) {
  const { rows, columns } = subject.session.dataset;
  const arrays = await arraysOf(subject);
  if (arrays) {
    const size = rows * columns;
    const x = arrays.x[split].subarray(index * size, (index + 1) * size);
    const bytes = x instanceof Uint8Array || x instanceof Uint8ClampedArray;
    const grey = bytes ? Uint8Array.from(x) : Uint8Array.from(x, (level) => Math.round(255 * level));
    return { grey, rows, columns, label: arrays.y[split][index] };
  }
  const { images, labels } = await subject.session.examples({ split, start: index, count: 1 });
  return { grey: images, rows, columns, label: labels[0] };
}

/** Data that is arrays stays its owner's: both splits of it, where there are any. @param {Subject} subject */
async function arraysOf({ source, session: { dataset } }) {
  const data = await source.load();
  if (!('x' in data)) return undefined;
  const y = numbers(data.y);
  if (typeof data.test === 'object') {
    return { x: { train: data.x, test: data.test.x }, y: { train: y, test: numbers(data.test.y) } };
  }
  const [labels, pixels] = [y.length - dataset.test, (data.x.length / y.length) * (y.length - dataset.test)];
  return {
    x: { train: data.x.subarray(0, pixels), test: data.x.subarray(pixels) },
    y: { train: y.subarray(0, labels), test: y.subarray(labels) },
  };
}

/** @param {import('weft').Numbers | readonly number[]} y */
const numbers = (y) => (ArrayBuffer.isView(y) ? y : Float64Array.from(y));
