// Reading values off the curves: by pointer, and by keyboard from point to point. Only what the keyboard
// does is spoken, so that a screen reader is not talked over while a run goes on.

import { pointText, xText } from './looks.js';
import { neighbour } from './rows.js';

/** @typedef {import('./picture.js').Curve} Curve */

/** What is at x, in words. @param {Curve[]} curves @param {number} x @param {string} xLabel */
export function spoken(curves, x, xLabel) {
  const values = curves.flatMap(({ name, series }) => {
    const i = series.nearest(x);
    return i >= 0 && series.xs.data[i] === x ? [`${name} ${pointText(series, i)}`] : [];
  });
  return `${xLabel} ${xText(x)}: ${values.join(', ')}`;
}

/**
 * @param {object} parts
 * @param {HTMLElement} parts.plot    can have the focus
 * @param {HTMLElement} parts.live    a polite live region
 * @param {string} parts.xLabel
 * @param {() => Curve[]} parts.curves
 * @param {(offset: number) => number} parts.xAt    the x at so many pixels from the plot's left edge
 * @param {() => void} parts.redraw
 */
export function createCursor({ plot, live, xLabel, curves, xAt, redraw }) {
  /** @type {number | undefined} */
  let x;
  let wanted = false; // by the pointer

  const all = () => curves().map(({ series }) => series);
  /** @param {number | undefined} to */
  const put = (to) => {
    x = to;
    redraw();
  };

  /** @param {number} from @param {1 | -1} direction @param {number} steps */
  const walk = (from, direction, steps) => {
    for (let i = 0; i < steps; i++) from = neighbour(all(), from, direction) ?? from;
    return from;
  };
  const ends = { Home: () => walk(-Infinity, 1, 1), End: () => walk(Infinity, -1, 1) };

  /** @param {KeyboardEvent} event */
  function key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const steps = event.shiftKey ? 10 : 1;
    let to;
    if (event.key === 'Home' || event.key === 'End') to = ends[event.key]();
    else if (event.key === 'ArrowRight') to = x === undefined ? ends.Home() : walk(x, 1, steps);
    else if (event.key === 'ArrowLeft') to = x === undefined ? ends.End() : walk(x, -1, steps);
    else if (event.key === 'Escape' && x !== undefined) return put(undefined);
    else return;
    event.preventDefault();
    if (!Number.isFinite(to)) {
      live.textContent = 'No points yet.';
      return;
    }
    put(to);
    live.textContent = spoken(curves(), to, xLabel);
  }

  /** @param {PointerEvent} event */
  function point(event) {
    const at = xAt(event.clientX - plot.getBoundingClientRect().left);
    const left = neighbour(all(), at, -1);
    const right = neighbour(all(), at, 1);
    wanted = true;
    put(left === undefined || (right !== undefined && right - at < at - left) ? right : left);
  }

  plot.addEventListener('keydown', key);
  plot.addEventListener('pointermove', point);
  plot.addEventListener('pointerdown', point);
  plot.addEventListener('pointerleave', () => {
    if (wanted) put(undefined);
    wanted = false;
  });
  plot.addEventListener('blur', () => put(undefined));
  return { x: () => x, clear: () => (x = undefined) };
}
