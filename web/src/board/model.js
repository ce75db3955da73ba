// What a board holds: series by run and label, references, what is hidden, and the ranges that it needs.

import { COLOURS, DASHES, DOTS } from './looks.js';
import { Scale, fit } from './scale.js';
import { Series } from './series.js';

/** @typedef {{ name: string, colour: number, shown: boolean }} RunLook */

export class Model {
  /** @param {Record<string, string>} names    of labels, for people */
  constructor(names) {
    this.names = names;
    /** @type {Map<string, Series>} */
    this.series = new Map();
    /** @type {Map<string, { series: Series, name: string }>} */
    this.references = new Map();
    /** In the order of `names`, then of first use. @type {string[]} */
    this.labels = Object.keys(names);
    /** @type {Map<string, RunLook>} */
    this.runs = new Map();
    this.weight = 0;
    /** @type {[number, number] | undefined} */
    this.range = undefined;
  }

  /** @param {string} label @param {string} run */
  find(label, run) {
    const key = JSON.stringify([run, label]);
    let series = this.series.get(key);
    if (series) return series;
    series = new Series(label, run);
    series.smooth(this.weight);
    this.series.set(key, series);
    if (!this.labels.includes(label)) this.labels.push(label);
    if (!this.runs.has(run)) this.look(run, {});
    return series;
  }

  /** Changes how a run is shown. @param {string} run @param {Partial<RunLook>} change */
  look(run, change) {
    const known = this.runs.get(run) ?? { name: run, colour: this.runs.size % COLOURS, shown: true };
    this.runs.set(run, { ...known, ...change });
  }

  /** @param {string} [run] all of them without it */
  clear(run) {
    for (const [key, series] of this.series) {
      if (run === undefined || series.run === run) this.series.delete(key);
    }
    if (run === undefined) {
      this.runs.clear();
      this.references.clear();
      this.labels = Object.keys(this.names);
    } else this.runs.delete(run);
  }

  /** @param {number} weight */
  smooth(weight) {
    this.weight = weight;
    for (const series of this.series.values()) series.smooth(weight);
  }

  /** @param {import('./looks.js').Theme} theme @returns {import('./picture.js').Curve[]} */
  curves(theme) {
    const order = [...this.runs.keys()];
    const live = [...this.series.values()].sort(
      (a, b) =>
        order.indexOf(a.run) - order.indexOf(b.run) ||
        this.labels.indexOf(a.label) - this.labels.indexOf(b.label),
    );
    // Whose colour: the runs' as soon as there are several, hidden ones too, lest colours change by hiding.
    const several = new Set(live.map(({ run }) => run)).size > 1;
    const curves = live.flatMap((series) => {
      const look = this.runs.get(series.run);
      if (!look?.shown) return [];
      const label = this.labels.indexOf(series.label);
      const name = this.names[series.label] ?? series.label;
      return {
        series,
        name: several && look.name ? `${name}, ${look.name}` : name,
        colour: theme.colours[(several ? look.colour : label) % COLOURS],
        dash: DASHES[label % DASHES.length],
      };
    });
    const references = [...this.references.values()].map((reference) => ({
      ...reference,
      colour: theme.ink,
      dash: DOTS,
      reference: true,
    }));
    return [...curves, ...references];
  }

  /**
   * @param {import('./picture.js').Curve[]} curves @param {boolean} log
   * @param {[number, number]} [fixed]
   */
  xScale(curves, log, fixed) {
    const extent = { low: Infinity, high: -Infinity, above: Infinity };
    for (const { series } of curves) {
      if (series.length === 0) continue;
      extent.low = Math.min(extent.low, series.xs.data[0]);
      extent.high = Math.max(extent.high, series.xs.data[series.length - 1]);
      extent.above = Math.min(extent.above, series.above.x);
    }
    return ranged(extent, log, this.range ?? fixed, true);
  }

  /**
   * @param {import('./picture.js').Curve[]} curves @param {boolean} log
   * @param {[number, number]} [fixed]
   */
  yScale(curves, log, fixed) {
    const extent = { low: Infinity, high: -Infinity, above: Infinity };
    for (const { series } of curves) {
      extent.low = Math.min(extent.low, series.low);
      extent.high = Math.max(extent.high, series.high);
      extent.above = Math.min(extent.above, series.above.y);
    }
    return ranged(extent, log, fixed, false);
  }
}

/**
 * @param {{ low: number, high: number, above: number }} extent @param {boolean} log
 * @param {[number, number] | undefined} fixed @param {boolean} tight
 */
function ranged(extent, log, fixed, tight) {
  if (!fixed || !(fixed[0] < fixed[1])) return fit(extent, log, tight);
  const [low, high] = fixed;
  if (!log) return new Scale(low, high, false);
  const least = low > 0 ? low : Math.min(extent.above, high / 10);
  return least < high && high > 0 ? new Scale(least, high, true) : fit(extent, true, tight);
}
