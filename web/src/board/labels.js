// Names at the curves' ends, moved apart so that they can be read: beside the plot where the picture is wide
// enough for them, otherwise over its right end.

import { textWidth } from './picture.js';

const LINE = 15;
/** More than these would hide the curves; the legend has them all. */
const MOST = 8;
/** Of the picture's width, for names. */
const SHARE = 0.25;
const GAP = 8;

/** They are bold. @param {string} name */
const width = (name) => 1.15 * textWidth(name);

/** What the names take of the picture's width. @param {import('./picture.js').Scene} scene */
export function widthBeside({ box, curves }) {
  const names = curves.filter(({ reference }) => !reference).map(({ name }) => name);
  const widest = GAP + Math.max(0, ...names.map(width));
  return names.length > 0 && names.length <= MOST && widest <= SHARE * box.width ? widest : 0;
}

/** @typedef {{ x: number, y: number, name: string, anchor: 'start' | 'end', colour: string }} Label */

/** @param {import('./picture.js').Scene} scene @param {import('./picture.js').Box} plot @returns {Label[]} */
export function placeLabels({ box, x, y, curves }, plot) {
  /** @type {Label[]} */
  const labels = [];
  // A reference lies on the curve that it is for, and its name would lie on that curve's.
  for (const { name, colour, series, reference } of curves) {
    if (reference) continue;
    let last = Math.min(series.length, series.after(x.high)) - 1;
    while (last >= 0 && !Number.isFinite(y.at(series.shown.ys.data[last]))) last--;
    if (last < 0) continue;
    const end = plot.left + x.at(series.xs.data[last]) * plot.width;
    if (!(end >= plot.left)) continue;
    const fits = end + GAP + width(name) <= box.left + box.width;
    labels.push({
      x: fits ? end + GAP : plot.left + plot.width - 2,
      y: plot.top + (1 - y.at(series.shown.ys.data[last])) * plot.height + (fits ? 4 : -8),
      name,
      anchor: fits ? 'start' : 'end',
      colour,
    });
  }
  if (labels.length > MOST || labels.length * LINE > plot.height) return [];
  labels.sort((a, b) => a.y - b.y);
  let least = plot.top + 10;
  for (const label of labels) {
    label.y = Math.max(label.y, least);
    least = label.y + LINE;
  }
  let most = plot.top + plot.height - 4;
  for (const label of labels.reverse()) {
    label.y = Math.min(label.y, most);
    most = label.y - LINE;
  }
  return labels.reverse();
}
