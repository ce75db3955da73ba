// One curve's points, in ascending x. Nothing is thinned out here; drawing does that by the envelope.

import { Column } from './column.js';
import { Envelope } from './envelope.js';
import { Smoothing } from './smoothing.js';

/** Values over a series' xs that can be drawn. @typedef {{ ys: Column, envelope: Envelope }} Drawable */

/** @returns {Drawable} */
function drawable() {
  const ys = new Column(Float64Array);
  return { ys, envelope: new Envelope(ys) };
}

export class Series {
  /** @param {string} label @param {string} run    '' where there is only one */
  constructor(label, run = '') {
    this.label = label;
    this.run = run;
    this.xs = new Column(Float64Array);
    this.raw = drawable();
    this.weight = 0;
    /** @type {Drawable & { average: Smoothing } | undefined} */
    this.smoothed = undefined;
    this.low = Infinity;
    this.high = -Infinity;
    /** The lowest above 0, for logarithmic axes: of x and of y. */
    this.above = { x: Infinity, y: Infinity };
  }

  get length() {
    return this.xs.length;
  }

  /** A second value at the same x takes the first one's place. @param {number} x @param {number} y */
  add(x, y) {
    if (!Number.isFinite(x)) throw new Error(`board: x must be a number, got ${x} for '${this.label}'`);
    const { xs, raw } = this;
    const at = xs.length > 0 && x <= xs.data[xs.length - 1] ? this.after(x, true) : xs.length;
    const appended = at === xs.length;
    if (appended) {
      xs.set(at, x);
      raw.ys.set(at, y);
      raw.envelope.update(at);
    } else if (xs.data[at] === x) {
      raw.ys.set(at, y);
      raw.envelope.update(at);
    } else {
      xs.insert(at, x);
      raw.ys.insert(at, y);
      for (let i = at; i < xs.length; i++) raw.envelope.update(i);
    }
    if (Number.isFinite(y)) {
      this.low = Math.min(this.low, y);
      this.high = Math.max(this.high, y);
      if (y > 0) this.above.y = Math.min(this.above.y, y);
      if (x > 0) this.above.x = Math.min(this.above.x, x);
    }
    if (appended) this.extend();
    else this.smooth(this.weight);
  }

  /** @param {number} weight of the average, 0 for none */
  smooth(weight) {
    this.weight = weight;
    this.smoothed = weight > 0 ? { ...drawable(), average: new Smoothing(weight) } : undefined;
    this.extend();
  }

  /** The average of the points that it does not have yet. */
  extend() {
    if (!this.smoothed) return;
    const { ys, envelope, average } = this.smoothed;
    for (let i = ys.length; i < this.length; i++) {
      ys.set(i, average.next(this.raw.ys.data[i]));
      envelope.update(i);
    }
  }

  /** What stands for the series: the average where there is one. @returns {Drawable} */
  get shown() {
    return this.smoothed ?? this.raw;
  }

  /** The first index whose x is above `x`, or not below it. @param {number} x @param {boolean} [orAt] */
  after(x, orAt = false) {
    let [from, to] = [0, this.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (this.xs.data[middle] < x || (!orAt && this.xs.data[middle] === x)) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** The index of the point nearest to x; -1 where there is none. @param {number} x */
  nearest(x) {
    const right = this.after(x, true);
    const left = right - 1;
    if (right === this.length) return left;
    return left >= 0 && x - this.xs.data[left] <= this.xs.data[right] - x ? left : right;
  }
}
