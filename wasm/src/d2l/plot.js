// plot and showImages of the book: curves and images of tensors as messages for the host.

import { checkOptions, show } from '../check.js';
import { LOOKS, looksOf, sizeOf } from './arguments.js';

/** @typedef {import('../../index.js').Tensor} Tensor */

/** @param {import('./index.js').Context} context */
export function pictures({ weft, display }) {
  const isTensor = (/** @type {unknown} */ value) => value instanceof weft.Tensor;

  /** One curve, or several: a list of them, or the rows of a matrix. @param {any} given @returns {number[][]} */
  function curves(given) {
    if (isTensor(given)) {
      if (given.ndim !== 1 && given.ndim !== 2)
        throw new Error(
          `plot: a curve must have one dimension, or two for several, got shape [${given.shape}]`,
        );
      return curves(given.tolist());
    }
    if (ArrayBuffer.isView(given)) return [Array.from(/** @type {any} */ (given), Number)];
    if (!Array.isArray(given))
      throw new Error(`plot: needs tensors or arrays of numbers, got ${show(given)}`);
    return given.some((item) => typeof item === 'object') ? given.flatMap(curves) : [given.map(Number)];
  }

  /** plot(X, Y, looks), or plot(Y, looks) over 0, 1, 2, ... @param {any} X @param {...any} rest */
  function plot(X, ...rest) {
    const [Y, given = {}] = rest.length > 0 && isCurves(rest[0]) ? rest : [null, ...rest];
    const { legend = [], ...options } = checkOptions('plot', given, [...LOOKS, 'legend']);
    const { xLim, yLim, ...looks } = looksOf('plot', options);
    const ys = curves(Y ?? X);
    const xs = Y === null ? ys.map((values) => values.map((_, i) => i)) : curves(X);
    if (xs.length !== 1 && xs.length !== ys.length)
      throw new Error(`plot: X must be one curve or as many as Y, got ${xs.length} and ${ys.length}`);
    if (legend.length !== 0 && legend.length !== ys.length)
      throw new Error(
        `plot: legend must have a name for each curve, got ${legend.length} names and ${ys.length} curves`,
      );
    const series = ys.map((values, i) => {
      const at = xs.length === 1 ? xs[0] : xs[i];
      if (at.length !== values.length)
        throw new Error(`plot: a curve must have as many x as y, got ${at.length} and ${values.length}`);
      return { label: String(legend[i] ?? ''), xs: at, ys: values };
    });
    display({ type: 'plot', series, ...looks, xRange: xLim, yRange: yLim });
  }

  /** @param {unknown} value */
  const isCurves = (value) => isTensor(value) || Array.isArray(value) || ArrayBuffer.isView(value);

  /**
   * A grid of grey images, (N, h, w) or (N, 1, h, w): floating from 0 to 1, or uint8. Those that find no place in the
   * grid are left out.
   * @param {Tensor} imgs @param {number} numRows @param {number} numCols @param {{ titles?: readonly string[] }} [options]
   */
  function showImages(imgs, numRows, numCols, options = {}) {
    const who = 'showImages';
    const { titles = [] } = checkOptions(who, options, ['titles']);
    sizeOf(who, 'numRows', numRows);
    sizeOf(who, 'numCols', numCols);
    if (!isTensor(imgs) || !(imgs.ndim === 3 || (imgs.ndim === 4 && imgs.shape[1] === 1)))
      throw new Error(
        `${who}: images must be (N, h, w) or (N, 1, h, w), got ${isTensor(imgs) ? `shape [${imgs.shape}]` : show(imgs)}`,
      );
    if (imgs.dtype !== 'uint8' && !imgs.dtype.startsWith('float'))
      throw new Error(`${who}: images must be floating or uint8, got ${imgs.dtype}`);
    const count = Math.min(imgs.length, numRows * numCols);
    const rows = imgs.size(-2);
    const columns = imgs.size(-1);
    const values = weft.scope(() => imgs.detach().slice(0, 0, count).toTypedArray());
    const pixels =
      values instanceof Uint8Array ? values : Uint8Array.from(/** @type {Float32Array} */ (values), grey);
    const images = Array.from({ length: count }, (_, i) => ({
      rows,
      columns,
      pixels: pixels.slice(i * rows * columns, (i + 1) * rows * columns),
    }));
    display({ type: 'images', images, titles: titles.slice(0, count).map(String), gridColumns: numCols });
  }

  return { plot, showImages };
}

/** NaN is black. @param {number} value */
const grey = (value) => Math.round(255 * (value > 0 ? Math.min(value, 1) : 0));
