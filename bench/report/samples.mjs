// What the contenders of a run measured, round by round: row by row, one list of numbers a contender.
import { median } from './values.mjs';

export class Samples {
  #rows = new Map();

  /** What all contenders of a row share: { unit, threads, simd, ... } */
  declare(row, about) {
    const entry = this.#rows.get(row) ?? { values: new Map(), missing: new Map() };
    this.#rows.set(row, { ...entry, about });
    return this;
  }

  add(row, contender, value) {
    const { values } = this.#entry(row);
    values.set(contender, [...(values.get(contender) ?? []), value]);
  }

  /** Why a contender has no figure in a row. It is told once; figures that it has all the same are dropped. */
  miss(row, contender, reason) {
    const { missing } = this.#entry(row);
    if (!missing.has(contender)) missing.set(contender, reason);
  }

  /**
   * One entry a row: { row, unit, ..., ours, rivals: { name: median }, missing: { name: reason }, spread }, `ours`
   * null where `own` has no figure. The spread is that of the least steady contender, highest less lowest over median.
   */
  medians(own = 'weft') {
    return [...this.#rows].map(([row, { about, values, missing }]) => {
      const lists = [...values].filter(([name]) => !missing.has(name));
      const figures = Object.fromEntries(lists.map(([name, numbers]) => [name, median(numbers)]));
      const spreads = lists.map(
        ([name, numbers]) => (Math.max(...numbers) - Math.min(...numbers)) / figures[name],
      );
      const { [own]: ours = null, ...rivals } = figures;
      return {
        row,
        ...about,
        ours,
        rivals,
        missing: Object.fromEntries(missing),
        spread: Math.max(0, ...spreads),
      };
    });
  }

  #entry(row) {
    const entry = this.#rows.get(row);
    if (!entry) throw new Error(`samples: row ${row} was not declared`);
    return entry;
  }
}
