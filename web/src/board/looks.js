// Colours, dashes and words of the curves. A label has its dash, in the order of first use as in the book; the
// colour is the label's as well, or with several runs the run's. Colours are custom properties of board.css.

/** @typedef {{ colours: string[], ink: string, muted: string, grid: string, surface: string, font: string, scale: number }} Theme */

export const COLOURS = 8;
/** '-', '--', '-.' and ':' */
export const DASHES = [[], [9, 5], [11, 4, 2, 4], [2.5, 3.5]];
/** Of a reference: round dots. */
export const DOTS = [0.1, 5];

/** @param {Element} host @returns {Theme} */
export function theme(host) {
  const styles = getComputedStyle(host);
  /** @param {string} name */
  const property = (name) => styles.getPropertyValue(name).trim();
  return {
    colours: Array.from({ length: COLOURS }, (_, i) => property(`--curve-${i}`)),
    ink: property('--ink'),
    muted: property('--muted'),
    grid: property('--grid'),
    surface: property('--surface'),
    font: styles.fontFamily,
    // The picture grows with the reader's letters: it is made for 16 pixels.
    scale: parseFloat(getComputedStyle(document.documentElement).fontSize) / 16,
  };
}

/** A value as the legend says it. @param {number} y */
function valueText(y) {
  if (!Number.isFinite(y)) return String(y);
  const size = Math.abs(y);
  if (size > 0 && (size < 1e-3 || size >= 1e6)) return y.toExponential(3).replace('e+', 'e');
  return size < 100 ? y.toFixed(4) : String(Number(y.toPrecision(6)));
}

/** A point's value; a smoothed one with the one that it stands for. @param {import('./series.js').Series} series @param {number} i */
export function pointText({ shown, raw, smoothed }, i) {
  const [average, value] = [shown.ys.data[i], raw.ys.data[i]];
  return valueText(average) + (smoothed && Number.isFinite(value) ? ` (${valueText(value)})` : '');
}

/** An x: an epoch, mostly whole. @param {number} x */
export const xText = (x) => String(Number(x.toPrecision(5)));
