// The test split's labels, and single examples. Labels are read once for each data set, examples when they are shown.

/** @typedef {import('./subject.js').Subject} Subject */

/** Grey levels row by row, or a row of a table. @typedef {{ x: Uint8Array | Float32Array, rows: number, columns: number, label: number }} Example */

const PIECE = 2000;
/** A larger test split is looked at up to here. */
export const MOST = 20_000;

/** @param {Subject} subject */
export const testCount = ({ session }) => Math.min(MOST, session.dataset.test);

/** @type {{ key: string, labels: Promise<ArrayLike<number>>, examples: Map<string, Promise<Example>> } | undefined} */
let kept;

/** @param {Subject} subject */
function keep(subject) {
  const { key } = subject.source;
  if (kept?.key !== key) {
    const labels = readLabels(subject);
    const mine = (kept = { key, labels, examples: new Map() });
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
  const { table } = subject.source;
  if (table) return table.test.y.subarray(0, testCount(subject));
  const all = new Uint8Array(testCount(subject));
  for (let start = 0; start < all.length; start += PIECE) {
    const count = Math.min(PIECE, all.length - start);
    all.set((await subject.session.examples({ split: 'test', start, count })).labels, start);
  }
  return all;
}

/** The first test examples as the model takes them, and their labels. @param {Subject} subject @param {number} most */
export async function firstTests({ source: { table }, session }, most) {
  const count = Math.min(most, session.dataset.test);
  if (table) {
    const x = table.test.x.slice(0, table.features.length * count);
    return { x, y: Array.from(table.test.y.subarray(0, count)) };
  }
  const { images, labels } = await session.examples({ split: 'test', start: 0, count });
  return { x: Float32Array.from(images, (level) => level / 255), y: Array.from(labels) };
}

/** @param {Subject} subject @param {'train' | 'test'} split @param {number} index @returns {Promise<Example>} */
export function example(subject, split, index) {
  const { examples } = keep(subject);
  const name = `${split} ${index}`;
  const found = examples.get(name) ?? readExample(subject, split, index);
  // Not more of them than some screens hold.
  if (examples.size > 2000) examples.clear();
  examples.set(name, found);
  found.catch(() => examples.delete(name));
  return found;
}

/** @param {Subject} subject @param {'train' | 'test'} split @param {number} index @returns {Promise<Example>} */
async function readExample({ source: { table }, session }, split, index) {
  const { rows, columns } = session.dataset;
  if (table) {
    const { x, y } = split === 'train' ? table : table.test;
    const width = table.features.length;
    return { x: x.subarray(index * width, (index + 1) * width), rows, columns, label: y[index] };
  }
  const { images, labels } = await session.examples({ split, start: index, count: 1 });
  return { x: images, rows, columns, label: labels[0] };
}
