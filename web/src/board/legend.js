// The legend: each curve's colour and dash, its name, and its value at the cursor or its latest.

import { make } from '../shell/dom.js';
import { pointText, xText } from './looks.js';

const SVG = 'http://www.w3.org/2000/svg';

/** @param {import('./picture.js').Curve} curve */
function swatch({ colour, dash, reference }) {
  const svg = document.createElementNS(SVG, 'svg');
  const path = document.createElementNS(SVG, 'path');
  svg.setAttribute('viewBox', '0 0 34 8');
  svg.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', 'M0 4 H34');
  path.setAttribute('stroke', colour);
  if (dash.length > 0) path.setAttribute('stroke-dasharray', dash.join(' '));
  if (reference) path.setAttribute('stroke-linecap', 'round');
  svg.append(path);
  return svg;
}

/** @param {HTMLElement} list @param {string} xLabel */
export function createLegend(list, xLabel) {
  let made = '';
  /** @type {HTMLElement[]} */
  let values = [];
  const where = make('b', {}, '–');
  const place = make('li', { class: 'board-x' }, `${xLabel} `, where);

  /** @param {import('./picture.js').Curve[]} curves @param {number} [cursor] */
  return (curves, cursor) => {
    const look = JSON.stringify(curves.map(({ name, colour, dash }) => [name, colour, dash]));
    if (look !== made) {
      made = look;
      values = curves.map(() => make('b', {}, '–'));
      const items = curves.map((curve, i) => make('li', {}, swatch(curve), `${curve.name} `, values[i]));
      list.replaceChildren(...items, place);
    }
    // Its place is kept: a legend that grew a line would push the plot away under the pointer.
    place.style.visibility = cursor === undefined ? 'hidden' : '';
    if (cursor !== undefined) where.textContent = xText(cursor);
    curves.forEach(({ series }, i) => {
      const at = cursor === undefined ? series.length - 1 : series.nearest(cursor);
      values[i].textContent = at < 0 ? '–' : pointText(series, at);
    });
  };
}
