// The picture of a board: axes, curves, direct labels, cursor. It is drawn by a pen, and there are two: the
// canvas on the screen and the SVG file, which are so the same.

import { placeLabels, widthBeside } from './labels.js';
import { ticks } from './ticks.js';

/**
 * @typedef {object} Curve
 * @property {string} name
 * @property {string} colour
 * @property {number[]} dash
 * @property {import('./series.js').Series} series
 * @property {boolean} [reference]    dotted, thin, over the others
 */
/** @typedef {{ stroke: string, width?: number, dash?: number[], alpha?: number, round?: boolean }} Line */
/** @typedef {{ fill: string, anchor?: 'start' | 'middle' | 'end', halo?: string, bold?: boolean }} Text */
/** @typedef {{ left: number, top: number, width: number, height: number }} Box */
/**
 * @typedef {object} Pen
 * @property {(xys: number[], style: Line) => void} line    pairs; a number that is none interrupts
 * @property {(xys: number[], radius: number, fill: string, edge?: string) => void} dots
 * @property {(x: number, y: number, text: string, style: Text) => void} text
 * @property {(box?: Box) => void} clip    what follows stays in the box; without one, no longer
 */
/**
 * @typedef {object} Scene
 * @property {Box} box    of the whole picture
 * @property {import('./scale.js').Scale} x
 * @property {import('./scale.js').Scale} y
 * @property {string} xLabel
 * @property {string} yLabel
 * @property {Curve[]} curves
 * @property {import('./looks.js').Theme} theme
 * @property {number} [cursor]    an x
 */

/** As wide as a text of 12 pixels is, nearly enough. @param {string} text */
export const textWidth = (text) => 6.3 * text.length;

/** Where the curves are. @param {Scene} scene @returns {Box} */
export function plotBox(scene) {
  const { box, x, y, yLabel } = scene;
  const top = yLabel ? 24 : 12;
  const height = Math.max(20, box.height - top - 34);
  const numbers = ticks(y.low, y.high, y.log, height / 44);
  const left = 14 + Math.max(...numbers.values.map((v) => textWidth(numbers.text(v))), 12);
  const last = ticks(x.low, x.high, x.log, 4).text(x.high);
  const right = Math.max(8 + textWidth(last) / 2, widthBeside(scene));
  return {
    left: box.left + left,
    top: box.top + top,
    width: Math.max(20, box.width - left - right),
    height,
  };
}

/** @param {Pen} pen @param {Scene} scene */
export function draw(pen, scene) {
  const plot = plotBox(scene);
  drawAxes(pen, scene, plot);
  pen.clip({
    ...plot,
    left: plot.left - 2,
    width: plot.width + 4,
    top: plot.top - 4,
    height: plot.height + 6,
  });
  for (const curve of scene.curves) drawCurve(pen, scene, plot, curve);
  if (scene.cursor !== undefined) drawCursor(pen, scene, plot, scene.cursor);
  pen.clip();
  for (const { x, y, name, anchor, colour } of placeLabels(scene, plot)) {
    pen.text(x, y, name, { fill: colour, anchor, halo: scene.theme.surface, bold: true });
  }
}

/** @param {Pen} pen @param {Scene} scene @param {Box} plot */
function drawAxes(pen, { box, x, y, xLabel, yLabel, theme }, plot) {
  const bottom = plot.top + plot.height;
  const right = plot.left + plot.width;
  const thin = { stroke: theme.grid, width: 1 };
  const across = ticks(x.low, x.high, x.log, plot.width / 56);
  for (const value of across.values) {
    const at = plot.left + x.at(value) * plot.width;
    pen.line([at, plot.top, at, bottom], thin);
    pen.text(at, bottom + 16, across.text(value), { fill: theme.muted, anchor: 'middle' });
  }
  const up = ticks(y.low, y.high, y.log, plot.height / 44);
  for (const value of up.values) {
    const at = bottom - y.at(value) * plot.height;
    pen.line([plot.left, at, right, at], thin);
    pen.text(plot.left - 7, at + 4, up.text(value), { fill: theme.muted, anchor: 'end' });
  }
  pen.line([plot.left, bottom, right, bottom], { stroke: theme.muted, width: 1 });
  pen.text(right, bottom + 30, xLabel, { fill: theme.muted, anchor: 'end' });
  if (yLabel) pen.text(box.left + 8, box.top + 14, yLabel, { fill: theme.muted });
}

/**
 * The pixels of a curve's points; of many in one column the lowest and the highest.
 * @param {Scene} scene @param {Box} plot @param {import('./series.js').Series} series
 * @param {import('./series.js').Drawable} values
 */
export function pixels({ x, y }, plot, series, values) {
  /** @type {number[]} */
  const xys = [];
  const { left, top, width, height } = plot;
  const xs = series.xs.data;
  const ys = values.ys.data;
  const first = Math.max(0, series.after(x.low, true) - 1);
  const end = Math.min(series.length, series.after(x.high) + 1);
  const place = (/** @type {number} */ i) => left + x.at(xs[i]) * width;
  values.envelope.walk(x.log ? Math.max(first, series.after(0)) : first, end, place, (i) =>
    xys.push(place(i), top + (1 - y.at(ys[i])) * height),
  );
  return xys;
}

/** @param {Pen} pen @param {Scene} scene @param {Box} plot @param {Curve} curve */
function drawCurve(pen, scene, plot, { series, colour, dash, reference }) {
  const { raw, smoothed } = series;
  const pale = smoothed ? pixels(scene, plot, series, raw) : [];
  pen.line(pale, { stroke: colour, width: 1.25, alpha: 0.3 });
  const xys = pixels(scene, plot, series, series.shown);
  pen.line(xys, { stroke: colour, width: 2.25, dash, round: reference });
  if (!smoothed && !reference && xys.length < plot.width / 6) pen.dots(xys, 3, colour);
}

/** A line at the cursor, and at each curve's nearest point a ring. @param {Pen} pen @param {Scene} scene @param {Box} plot @param {number} cursor */
function drawCursor(pen, { x, y, curves, theme }, plot, cursor) {
  const at = plot.left + x.at(cursor) * plot.width;
  pen.line([at, plot.top, at, plot.top + plot.height], { stroke: theme.muted, width: 1 });
  for (const { series, colour } of curves) {
    const i = series.nearest(cursor);
    if (i < 0) continue;
    const point = [
      plot.left + x.at(series.xs.data[i]) * plot.width,
      plot.top + (1 - y.at(series.shown.ys.data[i])) * plot.height,
    ];
    pen.dots(point, 4.5, theme.surface, colour);
  }
}
