// The table of histograms: what the lab found out about each layer, drawn and in figures.

import { byId, make } from '../shell/dom.js';
import { count, figure, percent } from '../shell/format.js';
import { ask } from './lab.js';
import { firstTests } from './test_set.js';
import { examplesOf, whenText } from './subject.js';
import { currentWeights, layersOf } from './weights_file.js';

/** @typedef {import('./lab_look.js').Look} Look */
/** @typedef {import('./histogram.js').Histogram} Histogram */

/** So many examples are looked into. */
const MOST = 256;
const [WIDTH, HEIGHT] = [240, 48];
const SVG = 'http://www.w3.org/2000/svg';

/** @param {import('./subject.js').Subject} subject */
export async function lookInto(subject) {
  const when = whenText(subject);
  const [tensors, { x, y }] = await Promise.all([currentWeights(subject), firstTests(subject, MOST)]);
  const args = { layers: layersOf(subject), tensors: Object.fromEntries(tensors), x, y };
  return {
    when: `${when}, over the first ${count(y.length)} test ${examplesOf(subject)}`,
    ...(await ask('look', args)),
  };
}

/** A figure with its digits that matter. @param {number} x */
function short(x) {
  if (!Number.isFinite(x)) return '–';
  const text =
    x === 0 || (Math.abs(x) >= 0.001 && Math.abs(x) < 10_000)
      ? String(Number(x.toPrecision(3)))
      : x.toExponential(2);
  return text.replaceAll('-', '−');
}

/** @param {Histogram} values */
function picture({ bins, from, to }) {
  const most = Math.max(...bins);
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute('role', 'img');
  const highest = bins.indexOf(most);
  const step = (to - from) / bins.length;
  const words =
    most > 0
      ? `${bins.length} bins from ${short(from)} to ${short(to)}; most, ${count(most)}, from ${short(from + highest * step)}`
      : 'Nothing but zeros';
  svg.setAttribute('aria-label', words);
  const path = document.createElementNS(SVG, 'path');
  const wide = WIDTH / bins.length;
  const bars = bins.map((n, i) => {
    const high = most > 0 ? (n / most) * (HEIGHT - 2) : 0;
    return n > 0 ? `M${i * wide} ${HEIGHT}v${-Math.max(high, 0.75)}h${wide - 1}V${HEIGHT}z` : '';
  });
  path.setAttribute('d', bars.join('') || 'M0 0');
  svg.append(path);
  const ends = most > 0 ? [short(from), short(to)] : ['', ''];
  return [
    svg,
    make('span', { class: 'ends', 'aria-hidden': 'true' }, ...ends.map((end) => make('span', {}, end))),
  ];
}

/** @param {Look} look */
function row({ layer, type, what, shape, values, dead }) {
  const { count: n, zeros, mean, std, odd } = values;
  const name = make(
    'th',
    { scope: 'row' },
    `${layer} ${type}: ${what}`,
    make('small', {}, shape.join(' × ')),
  );
  const cells = [
    odd > 0 ? `${count(n)}, ${count(odd)} not finite` : count(n),
    short(mean),
    short(std),
    percent(zeros / n),
    dead === undefined ? '–' : `${count(dead)} of ${count(shape[1])}`,
  ];
  const drawn = make('td', { class: 'drawn' });
  drawn.append(...picture(values));
  const line = make('tr', {}, name, drawn, ...cells.map((text) => make('td', {}, text)));
  line.dataset.bins = values.bins.join(' ');
  return line;
}

/** @param {Awaited<ReturnType<typeof lookInto>>} found */
export function showHistograms({ when, loss, looks }) {
  byId('histograms-note', HTMLElement).textContent = `${when}: loss ${figure(loss)}.`;
  byId('histograms-rows', HTMLElement).replaceChildren(...looks.map(row));
}
