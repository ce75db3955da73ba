// What the model says of the test split, asked for in pieces, so that training goes on between them.

import { confusion, mistakes } from './counts.js';
import { testCount, testLabels } from './test_set.js';
import { whenText } from './subject.js';

const PIECE = 2000;

/**
 * @typedef {object} Predictions
 * @property {string} when    of how far a trained model
 * @property {import('./subject.js').Subject} subject
 * @property {string[]} names    of the classes
 * @property {ArrayLike<number>} labels
 * @property {Uint8Array | Int32Array} classes
 * @property {Float32Array} sure    the probability of the answer
 * @property {Uint32Array} counts    counts[truth * kinds + said]
 * @property {number[]} wrong    places in the split, the surest first
 * @property {number} lost    answers without a number
 */

/** @param {import('./subject.js').Subject} subject @returns {Promise<Predictions>} */
export async function predictTest(subject) {
  const { session } = subject;
  const when = whenText(subject);
  const labels = await testLabels(subject);
  const total = testCount(subject);
  const classes = new Int32Array(total);
  const sure = new Float32Array(total);
  let kinds = session.dataset.classes.length;
  for (let start = 0; start < total; start += PIECE) {
    const count = Math.min(PIECE, total - start);
    const said = await session.predict({ split: 'test', start, count });
    kinds = said.probabilities.length / count;
    classes.set(said.classes, start);
    said.classes.forEach((k, i) => (sure[start + i] = said.probabilities[i * kinds + k]));
  }
  const names = Array.from({ length: kinds }, (_, k) => session.dataset.classes[k] ?? String(k));
  const counts = confusion(labels, classes, kinds);
  const wrong = mistakes(labels, classes, sure);
  return { when, subject, names, labels, classes, sure, counts, wrong, lost: sure.filter(isNaN).length };
}
