// The training view's learning curves: what the runs' events tell goes to the board, to the list of runs, and
// to PyTorch's curves beside them.

import { on } from '../run/events.js';
import { byId } from '../shell/dom.js';
import { createBoard } from './board.js';
import { COLOURS } from './looks.js';
import { distance, NOTE, recorded, referenceCurves } from './reference.js';
import { createRunList } from './runs.js';
import { freeColour, keepRuns, keptRuns, makeRoom, reach } from './run_store.js';

/** @typedef {import('./run_store.js').RunRecord} RunRecord */

const NAMES = { train_loss: 'train loss', val_loss: 'validation loss', val_acc: 'validation accuracy' };

/** @param {number} epochs    for the empty board */
export function startCurves(epochs) {
  const runs = keptRuns();
  /** By the run's number since the page was loaded. @type {Map<number, RunRecord>} */
  const current = new Map();
  /** @type {RunRecord | undefined} */
  let latest = runs.at(-1);
  /** @type {RunRecord | undefined} */
  let training;
  const board = createBoard(byId('chart', HTMLElement), {
    title: 'Learning curves',
    names: NAMES,
  });
  const list = createRunList({
    show(run) {
      board.look(run.key, { shown: run.shown });
      span();
      keepRuns(runs);
    },
    remove(run) {
      runs.splice(runs.indexOf(run), 1);
      if (latest === run) latest = runs.at(-1);
      board.clear(run.key);
      changed();
    },
  });

  /** @param {RunRecord} run */
  const look = (run) =>
    board.look(run.key, { name: run.name.split(':')[0], colour: run.colour, shown: run.shown });
  /** @param {RunRecord} run @param {string} label @param {number} x @param {number} y */
  function point(run, label, x, y) {
    const [xs, ys] = (run.points[label] ??= [[], []]);
    xs.push(x);
    ys.push(y);
    board.add(label, x, y, run.key);
  }

  function showReference() {
    const reference = latest && recorded(latest.config, latest.data);
    const text = byId('reference', HTMLElement);
    text.hidden = !reference;
    text.textContent = reference && latest ? distance(reference, latest.results) : '';
    const curves = reference && latest ? referenceCurves(reference, latest.config.epochs) : [];
    for (const label of Object.keys(NAMES)) {
      const [, xs, ys] = curves.find(([name]) => name === label) ?? [label, [], []];
      board.reference(label, xs, ys, NOTE);
    }
  }
  function span() {
    const shown = runs.filter((run) => run.shown || run === latest);
    board.setRange([0, shown.length > 0 ? Math.max(...shown.map(reach)) : epochs]);
  }
  function changed() {
    span();
    showReference();
    list.render(runs, training);
    keepRuns(runs);
  }

  on('begin', ({ run, session }) => {
    const { info, dataset } = session;
    for (const old of makeRoom(runs)) board.clear(old.key);
    training = latest = {
      key: `${Date.now()} ${run.id}`,
      name: `Run ${Math.max(0, ...runs.map(({ name }) => Number(/^Run (\d+)/.exec(name)?.[1]) || 0)) + 1}: ${run.name}`,
      config: run.config,
      data: dataset.name,
      dataName: run.data,
      simd: info.simd,
      variant: run.variant,
      threads: run.threads,
      colour: freeColour(runs, COLOURS),
      shown: true,
      speed: 0,
      points: {},
      results: [],
    };
    current.set(run.id, latest);
    runs.push(latest);
    look(latest);
    changed();
  });

  on('progress', ({ run, progress }) => {
    const mine = current.get(run.id);
    if (!mine) return;
    if (mine.config.epochs !== run.config.epochs) {
      mine.config = run.config;
      span();
    }
    if (progress.imagesPerSecond > 0) mine.speed = progress.imagesPerSecond;
    for (const { label, x, y } of progress.points) point(mine, label, x, y);
  });

  on('epoch', ({ run, result }) => {
    const mine = current.get(run.id);
    if (!mine) return;
    if (result.epoch > 0) mine.results.push(result);
    else {
      // Those after it come with the progress.
      point(mine, 'val_loss', 0, result.valLoss);
      point(mine, 'val_acc', 0, result.valAcc);
    }
    changed();
  });

  const rest = () => {
    training = undefined;
    changed();
  };
  on('end', rest);
  on('gone', rest);

  for (const run of runs) {
    look(run);
    for (const [label, [xs, ys]] of Object.entries(run.points)) board.line(label, xs, ys, run.key);
  }
  changed();
}
