// One axis' range, and where in it a value lies.

import { roundStep } from './ticks.js';

export class Scale {
  /** @param {number} low @param {number} high @param {boolean} log */
  constructor(low, high, log) {
    this.low = low;
    this.high = high;
    this.log = log;
    this.from = log ? Math.log10(low) : low;
    this.size = (log ? Math.log10(high) : high) - this.from;
  }

  /** 0 at the low end, 1 at the high one; not a number where a logarithm has no place. @param {number} value */
  at(value) {
    if (!this.log) return (value - this.from) / this.size;
    return value > 0 ? (Math.log10(value) - this.from) / this.size : NaN;
  }

  /** @param {number} share */
  value(share) {
    const v = this.from + share * this.size;
    return this.log ? 10 ** v : v;
  }
}

/**
 * A range for values from low to high (any, also none: Infinity to -Infinity).
 * @param {{ low: number, high: number, above: number }} extent    `above`: the lowest above 0
 * @param {boolean} log
 * @param {boolean} [tight]    no room at the ends
 */
export function fit({ low, high, above }, log, tight = false) {
  if (log) {
    if (!(above <= high)) return new Scale(0.1, 1, true);
    if (tight && above < high) return new Scale(above, high, true);
    const room = above < high ? (high / above) ** 0.05 : 2;
    return new Scale(above / room, high * room, true);
  }
  if (low > high) return new Scale(0, 1, false);
  if (low === high) return new Scale(low - 0.5, high + 0.5, false);
  if (tight) return new Scale(low, high, false);
  // Losses and accuracies are read from 0; what lies far above it is shown closer.
  const bottom = low >= 0 && low < 0.6 * high ? 0 : low - 0.05 * (high - low);
  const step = roundStep((high - bottom) / 10);
  return new Scale(
    bottom,
    bottom === 0 ? Math.ceil((high * 1.02) / step) * step : high + 0.05 * (high - low),
    false,
  );
}
