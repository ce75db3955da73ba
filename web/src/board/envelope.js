// The lowest and the highest of every 4, 16, 64 ... neighbouring values, kept up while values are appended:
// a curve of millions of points is drawn from it with a few per column of pixels, and no peak is lost.
// The values themselves stay as they are.

import { Column } from './column.js';

const FAN = 4;

/** @typedef {{ low: Column<Int32Array>, high: Column<Int32Array> }} Level    indices; -1 where no value is finite */

export class Envelope {
  /** @param {Column} values */
  constructor(values) {
    this.values = values;
    /** @type {Level[]} */
    this.levels = [];
  }

  /** This value is new or another than before. @param {number} index */
  update(index) {
    const { values, levels } = this;
    for (let k = 0, bucket = index, count = values.length; count > 1; k++, count = Math.ceil(count / FAN)) {
      bucket = Math.floor(bucket / FAN);
      levels[k] ??= { low: new Column(Int32Array), high: new Column(Int32Array) };
      let [low, high] = [-1, -1];
      for (let child = bucket * FAN; child < Math.min(count, (bucket + 1) * FAN); child++) {
        const l = this.extreme(k, child, 'low');
        const h = this.extreme(k, child, 'high');
        if (l >= 0 && (low < 0 || values.data[l] < values.data[low])) low = l;
        if (h >= 0 && (high < 0 || values.data[h] > values.data[high])) high = h;
      }
      levels[k].low.set(bucket, low);
      levels[k].high.set(bucket, high);
    }
  }

  /**
   * The index of a bucket's lowest or highest value; a bucket of level 0 is one value.
   * @param {number} level @param {number} bucket @param {'low' | 'high'} which
   */
  extreme(level, bucket, which) {
    if (level > 0) return this.levels[level - 1][which].data[bucket];
    return Number.isFinite(this.values.data[bucket]) ? bucket : -1;
  }

  /**
   * The indices to draw, in order: all of them where they are further apart than `most`, elsewhere the
   * lowest and the highest of those that are not.
   * @param {number} first @param {number} end
   * @param {(index: number) => number} place    where a point lies, in pixels; ascending
   * @param {(index: number) => void} emit
   */
  walk(first, end, place, emit, most = 3) {
    /** @param {number} level @param {number} bucket @param {number} size */
    const descend = (level, bucket, size) => {
      const from = Math.max(first, bucket * size);
      const to = Math.min(end, (bucket + 1) * size);
      if (from >= to) return;
      if (level === 0) return emit(from);
      if (place(to - 1) - place(from) > most) {
        for (let child = bucket * FAN; child < (bucket + 1) * FAN; child++)
          descend(level - 1, child, size / FAN);
        return;
      }
      const low = this.extreme(level, bucket, 'low');
      const high = this.extreme(level, bucket, 'high');
      if (low < 0) return;
      emit(Math.min(low, high));
      if (low !== high) emit(Math.max(low, high));
    };
    const levels = this.levels.length;
    if (end > first) descend(levels, 0, FAN ** levels);
  }
}
