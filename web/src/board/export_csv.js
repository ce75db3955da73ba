// All points as CSV: a column for x, one for each curve; a value that is not there is left out.

import { rows } from './rows.js';

/** @param {string} text */
const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** @param {string} xLabel @param {{ name: string, series: import('./series.js').Series }[]} curves */
export function toCsv(xLabel, curves) {
  const lines = [[xLabel, ...curves.map(({ name }) => name)].map(quoted).join(',')];
  for (const { x, ys } of rows(curves.map(({ series }) => series))) lines.push([x, ...ys].join(','));
  return `${lines.join('\r\n')}\r\n`;
}
