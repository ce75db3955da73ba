// PyTorch's run with seed 0 beside ours: which runs have one, its curves, and how far from it ours is. The
// numbers stand once, where every test reads them.

import { runs, seed, torch, batch, lr } from '../../../tests/golden/fashion_mnist.json';

/** @typedef {import('../settings/config.js').Config} Config */
/** @typedef {import('weft').EpochResult} EpochResult */
/** @typedef {{ train_loss: number[], val_loss: number[], val_acc: number[] }} Recorded */

const [mlp, softmax] = runs;
export const NOTE = `PyTorch ${torch}, same seed`;

/**
 * What PyTorch got with these settings, if they are the notebook's on Fashion-MNIST.
 * @param {Config} config @param {string} data    the data set's name in the module
 * @returns {Recorded | undefined}
 */
export function recorded(config, data) {
  const same =
    data === 'fashion-mnist' &&
    config.optimizer === 'sgd' &&
    config.lr === lr &&
    config.momentum === 0 &&
    config.weightDecay === 0 &&
    config.batch === batch &&
    config.seed === seed;
  if (!same) return undefined;
  if (config.hidden.length === 0) return softmax;
  const notebook = config.hidden.length === 1 && config.hidden[0] === 256;
  return notebook && config.activation === 'relu' && config.dropout === 0 ? mlp : undefined;
}

/**
 * The reference as curves. A train loss is the mean over its epoch, so it lies in the epoch's middle.
 * @param {Recorded} run @param {number} epochs    no more than these
 * @returns {[label: string, xs: number[], ys: number[]][]}
 */
export const referenceCurves = (run, epochs) =>
  /** @type {const} */ (['train_loss', 'val_loss', 'val_acc']).map((label) => {
    const ys = run[label].slice(0, epochs);
    return [label, ys.map((_, i) => i + (label === 'train_loss' ? 0.5 : 1)), ys];
  });

/** @param {Recorded} run @param {EpochResult} ours */
function differences(run, { epoch, trainLoss, valLoss, valAcc }) {
  const i = epoch - 1;
  if (i < 0 || i >= run.train_loss.length) return undefined;
  return {
    'train loss': Math.abs(trainLoss - run.train_loss[i]),
    'validation loss': Math.abs(valLoss - run.val_loss[i]),
    'validation accuracy': Math.abs(valAcc - run.val_acc[i]),
  };
}

/** How far from PyTorch each epoch is, in words. @param {Recorded} run @param {EpochResult[]} results */
export function distance(run, results) {
  let [most, where] = [-1, ''];
  let latest = '';
  for (const result of results) {
    const found = differences(run, result);
    if (!found) continue;
    for (const [name, difference] of Object.entries(found)) {
      if (difference > most) [most, where] = [difference, `${name}, epoch ${result.epoch}`];
    }
    const parts = Object.entries(found).map(([name, difference]) => `${difference.toFixed(4)} in ${name}`);
    latest = `epoch ${result.epoch} is ${parts.join(', ')} away`;
  }
  if (!latest) return `Dotted: ${NOTE}.`;
  return `Dotted: ${NOTE}; ${latest}. Largest difference ${most.toFixed(4)} (${where}).`;
}
