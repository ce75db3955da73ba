// The classes of Dive into Deep Learning (d2l 1.0), chapters 2 to 5, over one instance of the tensor door.
//
//   import { init } from 'weft';
//   import { d2l as bind } from 'weft/d2l';
//   const d2l = bind(await init());
//
// Names are the book's, in camelCase; named arguments come in one object. Nothing is written to a console
// or a page here: all that there is to see goes through the hook `display` as plain messages.

import { checkOptions, show } from '../check.js';
import { dataModules } from './data_module.js';
import { toConsole } from './display.js';
import { fashionMnist } from './fashion_mnist.js';
import { HyperParameters, addToClass } from './hyperparameters.js';
import { linearRegression } from './linear_regression.js';
import { mlp } from './mlp.js';
import { modules } from './module.js';
import { createNn } from './nn.js';
import { pictures } from './plot.js';
import { progressBoard } from './progress_board.js';
import { softmaxRegression } from './softmax_regression.js';
import { tables } from './table.js';
import { Timer } from './timer.js';
import { createTrainer } from './trainer.js';

/** @typedef {import('../../d2l.js').Message} Message */

/**
 * What the classes share.
 * @typedef {object} Context
 * @property {import('../../index.js').Weft} weft
 * @property {(message: Message) => void} display
 * @property {string | undefined} data    where the four files lie
 */

/** @param {import('../../index.js').Weft} weft @param {unknown} [options] @returns {import("../../d2l.js").D2l} */
export function d2l(weft, options = {}) {
  if (typeof weft?.scope !== 'function') throw new Error('d2l: needs what init() gives');
  const { display = toConsole(), data } = checkOptions('d2l', options, ['display', 'data']);
  if (typeof display !== 'function') throw new Error(`d2l: display must be a function, got ${show(display)}`);
  const context = { weft, display, data: data === undefined ? undefined : String(data) };
  const nn = createNn(context);
  const { ProgressBoard } = progressBoard(context);
  const { Module, Classifier } = modules(context, nn, ProgressBoard);
  const loading = dataModules(context);
  const seen = pictures(context);
  return Object.freeze({
    ...{ HyperParameters, addToClass, ProgressBoard, Module, Classifier, nn, Timer },
    ...loading,
    ...createTrainer(context),
    ...linearRegression(context, nn, Module),
    ...softmaxRegression(context, nn, Classifier),
    ...mlp(context, nn, Classifier),
    ...fashionMnist(context, loading, seen.showImages),
    ...seen,
    ...tables(context),
  });
}
