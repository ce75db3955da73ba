// What a run says of itself: progress, its state in a word, the tab's title, and now and then a sentence for
// those who listen.

import { pytorchLine } from '../benchmark/measured.js';
import { announce, showError } from '../shell/notices.js';
import { figure, messageOf, percent } from '../shell/format.js';
import { fact, labelData, showSession } from '../shell/status.js';
import { on } from './events.js';
import { clearProgress, showProgress, showState, showTimeLeft } from './progress_view.js';
import { speed } from './speed.js';

const STATES = { starting: 'Starting…', training: 'Training', paused: 'Paused', stopping: 'Stopping…' };
/** Milliseconds from one sentence to the next, at least: epochs may be short. */
const BREATH = 5000;
/** So many times the loss before training is no learning. */
const FAR = 10;

/** @param {number} epochs    for the empty bar */
export function startRunView(epochs) {
  /** @type {{ inputs: number, outputs: number }} */
  let sizes = { inputs: 784, outputs: 10 };
  /** @type {import('weft').EpochResult | undefined} */
  let last;
  /** The loss before training. */
  let start = NaN;
  let warned = false;
  let spoken = -Infinity;
  let paused = false;
  /** What is said when nothing is under way. */
  let rest = 'Starting…';
  clearProgress(epochs);

  on('state', (state) => {
    paused = state === 'paused';
    showState(state === 'idle' ? rest : STATES[state]);
    if (paused) showTimeLeft('paused');
  });

  /** @param {number} all */
  function clear(all) {
    rest = 'Ready';
    clearProgress(all);
    document.title = 'weft';
  }
  on('ready', ({ config }) => clear(config.epochs));
  on('gone', ({ run }) => clear(run.config.epochs));

  on('begin', ({ run, session, source }) => {
    last = undefined;
    start = NaN;
    warned = false;
    const { shape } = session.dataset;
    sizes = {
      inputs: shape.reduce((product, size) => product * size, 1),
      outputs: source.outputs,
    };
    showSession(session, run.data);
    labelData('run', run.data);
    fact('pytorch', session.dataset.name === 'fashion-mnist' ? pytorchLine(run.config) : '');
    clearProgress(run.config.epochs);
  });

  on('progress', ({ run, progress }) => {
    const { config } = run;
    showProgress(progress, config.epochs, speed(progress.imagesPerSecond, { config, ...sizes }));
    if (paused) showTimeLeft('paused');
    document.title = `${Math.floor(100 * progress.fraction)} % · weft`;
  });

  on('epoch', ({ run, result }) => {
    if (result.epoch === 0) start = result.valLoss;
    if (result.epoch === 0) return;
    const wrong = warned ? '' : divergence(result, start);
    if (wrong) showError(wrong, 'A smaller learning rate may cure it');
    warned ||= wrong !== '';
    last = result;
    const { epochs } = run.config;
    if (result.epoch >= epochs || performance.now() - spoken < BREATH) return;
    spoken = performance.now();
    announce(`Epoch ${result.epoch} of ${epochs}: validation accuracy ${percent(result.valAcc)}.`);
  });

  on('end', ({ run, how, session }) => {
    const word = { done: 'Finished', stopped: 'Stopped', failed: 'Failed' }[how];
    showState((rest = word));
    showTimeLeft(how === 'failed' ? '–' : how);
    document.title = how === 'failed' ? 'weft' : `${word} · weft`;
    if (!session) return;
    labelData('gallery', run.data);
    const accuracy = last ? `: validation accuracy ${percent(last.valAcc)}` : '';
    announce(`${word} after ${last?.epoch ?? 0} of ${run.config.epochs} epochs${accuracy}.`);
  });
}

/** @param {unknown} error */
export function showFailure(error) {
  showState('Failed');
  const full = messageOf(error).includes('out of memory');
  showError(error, full ? 'Smaller layers or a smaller batch need less' : 'You can train again');
}

/**
 * What says that a run leads nowhere; a loss that is no number ends it anyway.
 * @param {import('weft').EpochResult} result @param {number} start    the loss before training
 */
function divergence({ epoch, trainLoss }, start) {
  if (!(trainLoss > FAR * start)) return '';
  return `Epoch ${epoch}: the train loss is ${figure(trainLoss)}, far above the ${figure(start)} before training`;
}
