// Where an axis has its marks, and what stands beside them.

/** @typedef {{ values: number[], text: (value: number) => string }} Ticks */

/** 1, 2 or 5 times a power of ten: the smallest that is not below. @param {number} least */
export function roundStep(least) {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5].find((f) => f * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** @param {number} low @param {number} high @param {number} most @returns {Ticks} */
function linear(low, high, most) {
  const step = roundStep((high - low) / most);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const values = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high + 1e-9 * step; i++) values.push(i * step);
  const tiny = step < 1e-5 || Math.max(Math.abs(low), Math.abs(high)) >= 1e6;
  return { values, text: (v) => (tiny ? String(Number(v.toPrecision(6))) : (v + 0).toFixed(digits)) };
}

/** @param {number} v */
const short = (v) => {
  const text = String(Number(v.toPrecision(6)));
  return v >= 1e5 || v < 1e-3 ? v.toExponential().replace('e+', 'e') : text;
};

/** @param {number} low above 0 @param {number} high @param {number} most @returns {Ticks} */
function logarithmic(low, high, most) {
  for (const factors of [[1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 2, 5], [1, 3], [1]]) {
    const values = [];
    for (let e = Math.floor(Math.log10(low)); e <= Math.log10(high); e++) {
      for (const f of factors) {
        const v = Number(`${f}e${e}`);
        if (v >= low * (1 - 1e-9) && v <= high * (1 + 1e-9)) values.push(v);
      }
    }
    if (values.length <= most) return values.length < 2 ? linear(low, high, most) : { values, text: short };
  }
  const [from, to] = [Math.ceil(Math.log10(low)), Math.floor(Math.log10(high))];
  const step = Math.ceil((to - from + 1) / most);
  const values = [];
  for (let e = from; e <= to; e += step) values.push(Number(`1e${e}`));
  return { values, text: short };
}

/** @param {number} low @param {number} high @param {boolean} log @param {number} most */
export const ticks = (low, high, log, most) =>
  (log ? logarithmic : linear)(low, high, Math.max(2, Math.floor(most)));
