// Figures: medians, which of two is better, and how they are written.

/** @param {number[]} numbers at least one; the mean of the middle two where their count is even */
export function median(numbers) {
  if (numbers.length === 0) throw new Error('median: needs at least one number, got none');
  const sorted = numbers.toSorted((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** Rates (GFLOP/s, GB/s) want to be high; times and memory want to be low. */
export const moreIsBetter = (unit) => unit.endsWith('/s');

/** The best of { name: value } as [name, value], or undefined where there is none. */
export function best(values, unit) {
  const sign = moreIsBetter(unit) ? -1 : 1;
  return Object.entries(values).toSorted((a, b) => sign * (a[1] - b[1]))[0];
}

/** Three digits that count, without exponents: 0.00123, 0.416, 12.3, 236. */
export function digits(value) {
  if (!Number.isFinite(value)) return String(value);
  const shown = Number(value.toPrecision(3));
  const magnitude = shown === 0 ? 0 : Math.floor(Math.log10(Math.abs(shown)));
  return shown.toFixed(Math.max(0, 2 - magnitude));
}
