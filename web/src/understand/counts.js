// The arithmetic of answers: how often each class was taken for each, and what follows for a class.

/**
 * counts[truth * kinds + said]
 * @param {ArrayLike<number>} labels @param {ArrayLike<number>} classes @param {number} kinds
 */
export function confusion(labels, classes, kinds) {
  const counts = new Uint32Array(kinds * kinds);
  for (let i = 0; i < classes.length; i++) counts[labels[i] * kinds + classes[i]]++;
  return counts;
}

/**
 * Of each class: recall is the part of its images that the model finds, precision the part of the answers
 * with its name that are right; NaN where there are none.
 * @param {Uint32Array} counts @param {number} kinds
 */
export function perClass(counts, kinds) {
  return Array.from({ length: kinds }, (_, k) => {
    let images = 0;
    let answers = 0;
    for (let other = 0; other < kinds; other++) {
      images += counts[k * kinds + other];
      answers += counts[other * kinds + k];
    }
    const right = counts[k * kinds + k];
    return { images, answers, right, recall: right / images, precision: right / answers };
  });
}

/**
 * The places of the wrong answers, the surest first.
 * @param {ArrayLike<number>} labels @param {ArrayLike<number>} classes @param {ArrayLike<number>} sure
 */
export function mistakes(labels, classes, sure) {
  const wrong = [];
  for (let i = 0; i < classes.length; i++) if (labels[i] !== classes[i]) wrong.push(i);
  // NaN is as sure as nothing.
  const level = (/** @type {number} */ i) => sure[i] || 0;
  return wrong.sort((a, b) => level(b) - level(a) || a - b);
}
