// Several series as the rows of one table: each x once, in ascending order, with every series' value there.

/** @typedef {import('./series.js').Series} Series */
/** @typedef {{ x: number, ys: (number | undefined)[] }} Row */

/** @param {Series[]} all @returns {Generator<Row>} */
export function* rows(all) {
  const next = all.map(() => 0);
  for (;;) {
    let x = Infinity;
    all.forEach((series, i) => {
      if (next[i] < series.length) x = Math.min(x, series.xs.data[next[i]]);
    });
    if (x === Infinity) return;
    const ys = all.map((series, i) =>
      next[i] < series.length && series.xs.data[next[i]] === x ? series.raw.ys.data[next[i]++] : undefined,
    );
    yield { x, ys };
  }
}

/** The nearest x of a point to the right (1) or left (-1), if any. @param {Series[]} all @param {number} x @param {1 | -1} direction */
export function neighbour(all, x, direction) {
  let best = direction * Infinity;
  for (const series of all) {
    const i = direction > 0 ? series.after(x) : series.after(x, true) - 1;
    if (i < 0 || i >= series.length) continue;
    const found = series.xs.data[i];
    if (direction > 0 ? found < best : found > best) best = found;
  }
  return Number.isFinite(best) ? best : undefined;
}
