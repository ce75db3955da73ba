// ProgressBoard of the book: points of curves, averaged as they come and shown live.

import { checkOptions, wholeNumber } from '../check.js';
import { LOOKS, looksOf } from './arguments.js';
import { HyperParameters } from './hyperparameters.js';

const STYLES = ['-', '--', '-.', ':'];
/** Points wait this long for others, in milliseconds, so that a host is not flooded. */
const PAUSE = 100;

/** @typedef {{ xs: number[], ys: number[], style: string }} Series */
/** @typedef {import('../../d2l.js').BoardMessage} BoardMessage */
/** @typedef {import('../../d2l.js').Range} Range */
/** @typedef {import('../../d2l.js').Scale} Scale */

/** @param {import('./index.js').Context} context */
export function progressBoard({ display }) {
  let boards = 0;

  class ProgressBoard extends HyperParameters {
    display = true;
    xLabel = '';
    yLabel = '';
    /** @type {Range} */
    xLim = null;
    /** @type {Range} */
    yLim = null;
    /** @type {Scale} */
    xScale = 'linear';
    /** @type {Scale} */
    yScale = 'linear';
    /** In the order in which their labels were first used. @type {Map<string, Series>} */
    series = new Map();
    /** @type {Map<string, { x: number, y: number, count: number }>} */
    #waiting = new Map();
    /** @type {BoardMessage['points']} */
    #points = [];
    #id = '';
    #shownAt = -Infinity;

    /** @param {import('../../d2l.js').BoardOptions} [options] */
    constructor(options = {}) {
      super();
      const who = 'ProgressBoard';
      const { display = true, ...looks } = checkOptions(who, options, [...LOOKS, 'display']);
      this.saveHyperparameters({ ...looksOf(who, looks), display: Boolean(display) });
    }

    /** Once everyN points of that label are in, draws their mean and starts again. @param {number} x @param {any} y @param {string} label @param {number} [everyN] */
    draw(x, y, label, everyN = 1) {
      wholeNumber('draw', 'everyN', everyN, 1, Number.MAX_SAFE_INTEGER);
      if (!this.series.has(label))
        this.series.set(label, { xs: [], ys: [], style: STYLES[this.series.size % STYLES.length] });
      const waiting = this.#waiting.get(label) ?? { x: 0, y: 0, count: 0 };
      waiting.x += Number(x);
      waiting.y += Number(y);
      waiting.count += 1;
      this.#waiting.set(label, waiting);
      if (waiting.count < everyN) return;
      const point = { label, x: waiting.x / waiting.count, y: waiting.y / waiting.count };
      this.#waiting.delete(label);
      const { xs, ys } = /** @type {Series} */ (this.series.get(label));
      xs.push(point.x);
      ys.push(point.y);
      this.#add(point);
    }

    /** Shows the points that wait for others. */
    flush() {
      if (this.#points.length === 0) return;
      const { xLabel, yLabel, xLim, yLim, xScale, yScale } = this;
      const points = this.#points.splice(0);
      const labels = [...this.series].map(([label, { style }]) => ({ label, style }));
      const looks = { xLabel, yLabel, xRange: xLim, yRange: yLim, xScale, yScale, labels };
      this.#shownAt = performance.now();
      display({ type: 'board', id: this.#id, ...looks, points });
    }

    /** An empty board: what is drawn next is another picture. */
    clear() {
      this.flush();
      this.series.clear();
      this.#waiting.clear();
      this.#id = '';
    }

    /** @param {BoardMessage['points'][number]} point */
    #add(point) {
      if (!this.display) return;
      this.#id ||= `board-${++boards}`;
      if (this.#points.push(point) === 1) queueMicrotask(() => this.flush());
      if (performance.now() - this.#shownAt > PAUSE) this.flush();
    }
  }

  return { ProgressBoard };
}
