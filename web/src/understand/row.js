// A row of a table to look at: its first columns by name, in the table's own units.

import { make } from '../shell/dom.js';

const MOST = 6;

/** Of column i, to the digits that float32 has kept. @param {ArrayLike<number>} x @param {number} i @param {import('../data/table.js').Scale} [scale] */
function number(x, i, scale) {
  if (!scale) return Number(x[i].toPrecision(7));
  const [deviation, mean] = [scale.deviation[i], scale.mean[i]];
  const digits = Math.min(20, Math.max(0, 5 - Math.floor(Math.log10(deviation))));
  return Number((x[i] * deviation + mean).toFixed(digits));
}

/** @param {ArrayLike<number>} x @param {import('../data/table.js').Table} table */
export function fieldsOf(x, { features, scale }) {
  const lines = features.slice(0, MOST).map((name, i) => [name, `${number(x, i, scale)}`]);
  const left = features.length - lines.length;
  if (left > 0) lines.push([`and ${left} more`, '']);
  return make(
    'dl',
    { class: 'fields' },
    ...lines.map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, value))),
  );
}
