// Numbers in a few: count, mean, standard deviation, and a histogram in bins of equal width. Exact zeros
// are counted apart: there are as many of them after relu as would hide all else.

/**
 * @typedef {object} Histogram
 * @property {number} count    of all values
 * @property {number} zeros
 * @property {number} odd    NaN and infinite ones, which the figures below leave out
 * @property {number} mean
 * @property {number} std    with n - 1, as PyTorch's std()
 * @property {number} from    where the bins begin and end
 * @property {number} to
 * @property {number[]} bins    how many values that are not zero
 */

const BINS = 40;

/** @param {ArrayLike<number>} values @returns {Histogram} */
export function histogram(values) {
  let [n, zeros, sum, from, to] = [0, 0, 0, Infinity, -Infinity];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    n++;
    sum += value;
    if (value === 0) {
      zeros++;
      continue;
    }
    from = Math.min(from, value);
    to = Math.max(to, value);
  }
  const mean = sum / n;
  const bins = new Array(BINS).fill(0);
  const width = (to - from) / BINS;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isFinite(value)) continue;
    squares += (value - mean) ** 2;
    if (value !== 0) bins[width > 0 ? Math.min(BINS - 1, Math.floor((value - from) / width)) : 0]++;
  }
  const std = Math.sqrt(squares / (n - 1));
  return { count: values.length, zeros, odd: values.length - n, mean, std, from, to, bins };
}
