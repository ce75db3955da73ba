// A board of curves that grow while a run goes on: picture, legend, cursor, table, settings, files. It draws
// at most once a frame, less often where drawing takes long, and everything else can be read off it at any
// time. uPlot, which stood here before, aligns all curves on shared x values: too slow for millions of points
// of curves with xs of their own, and its picture cannot be written as SVG.

import './board.css';
import { make } from '../shell/dom.js';
import { fileName, save } from '../shell/save.js';
import { canvasPen } from './canvas_pen.js';
import { check, smoothingSlider } from './controls.js';
import { createCursor } from './cursor.js';
import { toCsv } from './export_csv.js';
import { toJson } from './export_json.js';
import { toPng } from './export_png.js';
import { toSvg } from './export_svg.js';
import { createLegend } from './legend.js';
import { theme } from './looks.js';
import { Model } from './model.js';
import { draw, plotBox } from './picture.js';
import { Series } from './series.js';
import { createTable } from './table.js';

/**
 * @typedef {object} BoardOptions
 * @property {string} title
 * @property {string} [xLabel]
 * @property {string} [yLabel]
 * @property {[number, number]} [xRange]
 * @property {[number, number]} [yRange]
 * @property {boolean} [compact]    settings, values and files folded away
 * @property {boolean} [smoothing]    can be smoothed
 * @property {boolean} [logX]
 * @property {boolean} [logY]
 * @property {Record<string, string>} [names]    of labels, for people
 */
/** @typedef {ReturnType<typeof createBoard>} Board */

/** With reduced motion the curves move this often, in milliseconds. */
const CALM = 500;
let boards = 0;

/** @param {HTMLElement} host @param {BoardOptions} options */
export function createBoard(host, options) {
  const { title, xLabel = 'epoch', yLabel = '', xRange, yRange, compact = false, smoothing = true } = options;
  const id = `board-${++boards}`;
  const model = new Model(options.names ?? {});
  const log = { x: options.logX ?? false, y: options.logY ?? false };
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const dark = matchMedia('(prefers-color-scheme: dark)');

  const canvas = make('canvas', { 'aria-hidden': 'true' });
  const live = make('p', { class: 'visually-hidden', 'aria-live': 'polite' });
  const hint = make(
    'p',
    { class: 'visually-hidden', id: `${id}-hint` },
    'Left and right arrow: from point to point, with Shift ten points; Home, End; Escape.',
  );
  const plot = make(
    'div',
    {
      class: 'board-plot',
      tabindex: '0',
      role: 'application',
      'aria-roledescription': 'chart',
      'aria-label': title,
      'aria-describedby': hint.id,
    },
    canvas,
  );
  const legendList = make('ul', { class: 'legend' });
  const values = make('details', { class: 'board-values' }, make('summary', {}, 'Values as a table'));
  const outside = make('p', { class: 'hint', hidden: '' });
  const settings = make(
    'div',
    { class: 'board-settings' },
    check('log x', log.x, (on) => relog('x', on)),
    check('log y', log.y, (on) => relog('y', on)),
  );
  if (smoothing) settings.append(smoothingSlider(id, smooth));
  const files = make('p', { class: 'board-files' }, make('span', {}, 'Save the curves as '));
  const whole = [settings, outside, values, files];
  const rest = compact
    ? [make('details', { class: 'board-more' }, make('summary', {}, 'Settings, values, files'), ...whole)]
    : whole;
  host.classList.add('board');
  host.classList.toggle('board-compact', compact);
  host.replaceChildren(legendList, plot, hint, live, ...rest);

  let look = theme(host);
  let frame = 0;
  let timer = 0;
  let drawnAt = -Infinity;
  let cost = 0;
  const curves = () => model.curves(look);
  const showLegend = createLegend(legendList, xLabel);
  const table = createTable(values, xLabel, curves);
  const cursor = createCursor({ plot, live, xLabel, curves, redraw: () => drawSoon(true), xAt });

  /** @returns {import('./picture.js').Scene} */
  function scene() {
    const shown = curves();
    return {
      box: {
        left: 0,
        top: 0,
        width: Math.max(120, plot.clientWidth / look.scale),
        height: Math.max(120, plot.clientHeight / look.scale),
      },
      x: model.xScale(shown, log.x, xRange),
      y: model.yScale(shown, log.y, yRange),
      curves: shown,
      xLabel,
      yLabel,
      theme: look,
      cursor: cursor.x(),
    };
  }

  /** @param {number} offset */
  function xAt(offset) {
    const now = scene();
    const { left, width } = plotBox(now);
    return now.x.value(Math.min(1, Math.max(0, (offset / look.scale - left) / width)));
  }

  function paint() {
    frame = 0;
    const begun = performance.now();
    const now = scene();
    draw(canvasPen(canvas, now.box, look), now);
    showLegend(now.curves, now.cursor);
    showOutside(now.curves);
    // The browser fills the lines at the frame's end; what runs next runs after that.
    setTimeout(() => {
      drawnAt = performance.now();
      cost = drawnAt - begun;
    });
    drawnAt = performance.now();
    plot.dataset.points = String(now.curves.reduce((n, { series }) => n + series.length, 0));
  }

  /** Drawing may wait for a visible tab, and takes a seventh of the time at most. @param {boolean} [atOnce] */
  function drawSoon(atOnce = false) {
    if (frame || (timer && !atOnce)) return;
    clearTimeout(timer);
    timer = 0;
    const rest = Math.max(calm.matches ? CALM : 0, cost > 12 ? 6 * cost : 0) - (performance.now() - drawnAt);
    if (atOnce || rest <= 0) frame = requestAnimationFrame(paint);
    else {
      timer = window.setTimeout(() => {
        timer = 0;
        frame ||= requestAnimationFrame(paint);
      }, rest);
    }
  }
  function changed() {
    table.changed();
    drawSoon();
  }

  /** @param {'x' | 'y'} axis @param {boolean} on */
  function relog(axis, on) {
    log[axis] = on;
    drawSoon(true);
  }
  /** @param {number} weight */
  function smooth(weight) {
    model.smooth(weight);
    drawSoon(true);
  }

  /** A logarithmic axis leaves points out; the reader is told. @param {import('./picture.js').Curve[]} shown */
  function showOutside(shown) {
    const left = shown.some(
      ({ series }) => (log.x && series.xs.data[0] <= 0 && series.length) || (log.y && series.low <= 0),
    );
    outside.hidden = !left;
    if (left)
      outside.textContent = 'Points at 0 and below have no place on a logarithmic axis; the table has them.';
  }

  const text = {
    csv: () => toCsv(xLabel, curves()),
    json: () => toJson({ title, xLabel, yLabel }, curves()),
    svg: () => toSvg(scene(), title),
  };
  const kinds = /** @type {const} */ ({ csv: 'text/csv', json: 'application/json', svg: 'image/svg+xml' });
  for (const kind of /** @type {const} */ (['csv', 'json', 'svg'])) {
    button(kind.toUpperCase(), async () => new Blob([text[kind]()], { type: kinds[kind] }));
  }
  button('PNG', () => toPng(text.svg()));
  /** @param {string} name @param {() => Promise<Blob>} make_ */
  function button(name, make_) {
    const it = make('button', { type: 'button', class: 'quiet' }, name);
    it.addEventListener('click', async () => {
      try {
        save(await make_(), `${fileName(title)}.${name.toLowerCase()}`);
      } catch (error) {
        live.textContent = `${name}: the file could not be made, ${error}`;
      }
    });
    files.append(it, ' ');
  }

  const restyled = () => {
    look = theme(host);
    drawSoon(true);
  };
  const resized = new ResizeObserver(restyled);
  resized.observe(plot);
  dark.addEventListener('change', restyled);
  drawSoon(true);

  return {
    /** A live point. @param {string} label @param {number} x @param {number} y @param {string} [run] */
    add(label, x, y, run = '') {
      model.find(label, run).add(x, y);
      changed();
    },
    /** A whole curve. @param {string} label @param {ArrayLike<number>} xs @param {ArrayLike<number>} ys */
    line(label, xs, ys, run = '') {
      if (xs.length !== ys.length) {
        throw new Error(
          `board: a line has as many xs as ys, got ${xs.length} and ${ys.length} for '${label}'`,
        );
      }
      const series = model.find(label, run);
      const order = Array.from(xs, (_, i) => i).sort((a, b) => xs[a] - xs[b]);
      for (const i of order) series.add(xs[i], ys[i]);
      changed();
    },
    /** Of one run, or everything. @param {string} [run] */
    clear(run) {
      model.clear(run);
      cursor.clear();
      changed();
    },
    /** Of the x axis; without one, what the points need. @param {[number, number]} [range] */
    setRange(range) {
      model.range = range;
      drawSoon();
    },
    /** A dotted line to compare with; without points it goes. @param {string} label @param {ArrayLike<number>} xs @param {ArrayLike<number>} ys @param {string} [note] */
    reference(label, xs, ys, note = '') {
      model.references.delete(label);
      if (xs.length > 0) {
        const series = new Series(label);
        for (let i = 0; i < xs.length; i++) series.add(xs[i], ys[i]);
        const name = model.names[label] ?? label;
        model.references.set(label, { series, name: note ? `${name}, ${note}` : name });
      }
      changed();
    },
    /**
     * Name, colour's number and visibility of a run.
     * @param {string} run @param {Partial<import('./model.js').RunLook>} change
     */
    look(run, change) {
      model.look(run, change);
      changed();
    },
    exports: () => ({ csv: text.csv(), json: text.json(), svg: text.svg() }),
    destroy() {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      table.destroy();
      resized.disconnect();
      dark.removeEventListener('change', restyled);
      host.classList.remove('board', 'board-compact');
      host.replaceChildren();
    },
  };
}
