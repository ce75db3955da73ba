// The live chart: train loss, validation loss and validation accuracy over epochs, on one axis as in the
// book's figure. Colours come from the style sheet, so that light and dark are decided in one place.

import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { byId, make } from '../shell/dom.js';
import { figure } from '../shell/format.js';
import { on } from '../run/events.js';

/** @typedef {import('weft').Point['label']} Label */

/** Label, custom property of the colour, dashes. @type {[Label, string, number[]][]} */
const CURVES = [
  ['train_loss', '--train', []],
  ['val_loss', '--val', [9, 6]],
  ['val_acc', '--acc', [11, 5, 2, 5]],
];

/** The nearest index with a value. @param {ArrayLike<number | null | undefined>} ys @param {number} from */
function nearest(ys, from) {
  for (let far = 0; far < ys.length; far++) {
    if (ys[from - far] != null) return from - far;
    if (ys[from + far] != null) return from + far;
  }
  return from;
}

/** @param {HTMLElement} host @param {HTMLElement} legend    has an [data-value=label] for each curve */
export function createChart(host, legend) {
  /** @type {Map<number, Partial<Record<Label, number>>>} */
  let points = new Map();
  /** @type {Partial<Record<Label, number>>} */
  let last = {};
  let epochs = 10;
  let frame = 0;

  const styles = getComputedStyle(host);
  /** @param {string} name */
  const colour = (name) => styles.getPropertyValue(name).trim();
  const font = () => `12px ${styles.fontFamily}`;
  /** The style sheet decides. */
  const size = () => ({
    width: Math.max(200, host.clientWidth),
    height: Math.max(160, host.clientHeight),
  });
  /** @returns {uPlot.Axis} */
  const axis = () => ({
    font: font(),
    stroke: () => colour('--muted'),
    grid: { stroke: () => colour('--grid'), width: 1 },
    ticks: { show: false },
  });

  const plot = new uPlot(
    {
      ...size(),
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: false, y: false },
        points: { size: 9 },
        dataIdx: (self, series, index) => nearest(self.data[series] ?? [], index),
      },
      scales: {
        x: { time: false, range: () => [0, epochs] },
        y: { range: (_self, _min, max) => [0, Math.max(1, Math.ceil((max || 0) * 5.2) / 5)] },
      },
      axes: [
        { ...axis(), size: 34, space: 36, incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500] },
        {
          ...axis(),
          size: 40,
          space: 46,
          incrs: [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100],
          values: (_self, ticks) => ticks.map((t) => t.toFixed(1)),
        },
      ],
      series: [
        {},
        ...CURVES.map(([label, name, dash]) => ({
          label,
          dash,
          width: 2.25,
          spanGaps: true,
          stroke: () => colour(name),
          points: { size: 6, width: 0, fill: () => colour(name) },
        })),
      ],
      padding: [12, 14, 0, 0],
      hooks: { setCursor: [showValues] },
    },
    [[], [], [], []],
    host,
  );

  /** The legend's figures: at the cursor, or the latest. @param {uPlot} self */
  function showValues(self) {
    const hovered = self.cursor.left != null && self.cursor.left >= 0;
    CURVES.forEach(([label], i) => {
      const index = self.cursor.idxs?.[i + 1];
      const y = hovered && index != null ? self.data[i + 1]?.[index] : last[label];
      const place = legend.querySelector(`[data-value=${label}]`);
      if (place) place.textContent = y == null ? '–' : figure(y);
    });
  }

  function draw() {
    frame = 0;
    const xs = [...points.keys()].sort((a, b) => a - b);
    const columns = CURVES.map(([label]) => xs.map((x) => points.get(x)?.[label] ?? null));
    plot.setData([xs, ...columns]);
    host.dataset.points = String(xs.length);
    showValues(plot);
  }
  /** Drawing may wait for a visible tab; nothing else does. */
  const drawSoon = () => (frame ||= requestAnimationFrame(draw));

  new ResizeObserver(() => plot.setSize(size())).observe(host);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => plot.redraw(false));
  host.prepend(make('p', { class: 'chart-axis', 'aria-hidden': 'true' }, 'epoch'));

  return {
    /** Begins anew. @param {number} runs    the number of epochs */
    clear(runs) {
      points = new Map();
      last = {};
      epochs = runs;
      drawSoon();
    },
    /** @param {import('weft').Point[]} fresh    what is not a number has no place in the picture */
    add(fresh) {
      for (const { label, x, y } of fresh) {
        last[label] = y;
        if (Number.isFinite(y)) points.set(x, { ...points.get(x), [label]: y });
      }
      if (fresh.length > 0) drawSoon();
    },
  };
}

/** The chart follows the run. @param {number} epochs    for the empty one */
export function startChart(epochs) {
  const chart = createChart(byId('chart', HTMLElement), byId('legend', HTMLElement));
  chart.clear(epochs);
  on('begin', ({ run }) => chart.clear(run.config.epochs));
  on('progress', ({ progress }) => chart.add(progress.points));
  on('epoch', ({ result: { epoch, valLoss, valAcc } }) => {
    if (epoch > 0) return;
    chart.add([
      { label: 'val_loss', x: 0, y: valLoss },
      { label: 'val_acc', x: 0, y: valAcc },
    ]);
  });
}
