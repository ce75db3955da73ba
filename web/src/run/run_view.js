// What a training run shows: progress, curves, rows, one sentence an epoch, and at the end predictions.

import { byId } from '../shell/dom.js';
import { createChart } from '../board/chart.js';
import { DEFAULTS } from '../settings/config.js';
import { describe } from '../settings/fields.js';
import { percent } from '../shell/format.js';
import { announce, showError } from '../shell/notices.js';
import { clearProgress, showProgress, showState, showTimeLeft } from './progress_view.js';
import { emit } from './events.js';
import { addResult, beginResults } from './results.js';
import { dataName, labelData, showSession } from '../shell/status.js';

const STATES = {
  starting: 'Starting…',
  training: 'Training',
  paused: 'Paused',
  stopping: 'Stopping…',
};

/** @param {import('../settings/fields.js').Settings} settings @returns {import('../settings/config.js').Config} */
export const configOf = ({ model, hidden, lr, batch, epochs, seed, threads }) => ({
  ...DEFAULTS,
  hidden: model === 'softmax' ? [] : [hidden],
  lr,
  batch,
  epochs,
  seed,
  threads,
});

/**
 * The points to draw. The book's board draws the mean of the batches' means, where a last, smaller
 * batch counts like a whole one; the table's figures are over the images. One page, one figure: the table's.
 * @param {import('weft').Progress} progress
 * @returns {import('weft').Point[]}
 */
function agreeing({ points, result }) {
  if (!result) return points;
  return [
    ...points.filter((point) => point.label === 'train_loss'),
    { label: 'val_loss', x: result.epoch, y: result.valLoss },
    { label: 'val_acc', x: result.epoch, y: result.valAcc },
  ];
}

/**
 * @param {number} epochs    for the empty chart
 * @param {(state: import('./training.js').State) => void} onState
 * @returns {import('./training.js').Events}
 */
export function createRunView(epochs, onState) {
  const chart = createChart(byId('chart', HTMLElement), byId('legend', HTMLElement));
  /** @type {import('weft').EpochResult | undefined} */
  let last;
  let name = '';
  /** @type {import('./events.js').Run | undefined} */
  let run;
  /** @type {import('weft').Session | undefined} */
  let held;
  let runs = 0;
  chart.clear(epochs);
  clearProgress(epochs);

  return {
    state(state) {
      runs += Number(state === 'starting');
      if (state !== 'idle') showState(STATES[state]);
      if (state === 'paused') showTimeLeft('paused');
      onState(state);
    },

    begin(session, settings, source) {
      last = undefined;
      epochs = settings.epochs;
      name = dataName(session.dataset, source.kind);
      showSession(session, name);
      labelData('run', name);
      beginResults(session, settings.seed, `${describe(settings)}; ${name}`);
      clearProgress(epochs);
      chart.clear(epochs);
      held = session;
      const { variant, threads } = session.info;
      run = { id: runs, name: describe(settings), config: configOf(settings), data: name, variant, threads };
      emit('begin', { run, session, source });
    },

    progress(progress, paused) {
      chart.add(agreeing(progress));
      showProgress(progress, epochs);
      if (paused) showTimeLeft('paused');
      document.title = `${Math.floor(100 * progress.fraction)} % · weft`;
      if (run && held) emit('progress', { run, progress, session: held });
      const { result } = progress;
      if (!result) return;
      if (run && held) emit('epoch', { run, result, session: held });
      last = result;
      addResult(result);
      if (!Number.isFinite(result.trainLoss)) {
        showError('The loss is no longer a number', 'A smaller learning rate may help');
      }
      if (result.epoch < epochs) {
        announce(`Epoch ${result.epoch} of ${epochs}: validation accuracy ${percent(result.valAcc)}.`);
      }
    },

    end(how, session) {
      const word = how === 'done' ? 'Finished' : 'Stopped';
      const done = last?.epoch ?? 0;
      showState(word);
      showTimeLeft(how);
      document.title = `${word} · weft`;
      if (!session) return;
      const accuracy = last ? `: validation accuracy ${percent(last.valAcc)}` : '';
      announce(`${word} after ${done} of ${epochs} epochs${accuracy}.`);
      labelData('gallery', name);
      if (run) emit('end', { run, how, session });
    },

    error(error) {
      showState('Failed');
      showTimeLeft('–');
      document.title = 'weft';
      showError(error, 'You can train again');
    },
  };
}
