// What the book's classes say of wrong arguments: the class or function, the rule, the value.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { d2l as bind } from '../../wasm/src/d2l/index.js';
import { d2l, regressionData, weft } from './d2l_support.mjs';

const { nn } = d2l;
const lr = 0.1;
const drops = { numOutputs: 2, numHiddens1: 2, numHiddens2: 2, dropout1: 0.5, dropout2: 0.5, lr };
const table = d2l.readCsv('a,b\n1,x\n');

class Wrong extends d2l.Module {
  trainingStep() {}
}
class Data extends d2l.DataModule {
  constructor(options, ...tensors) {
    super();
    this.saveHyperparameters(options);
    this.tensors = tensors;
  }
  getDataloader(train) {
    return this.getTensorloader(this.tensors, train);
  }
}

/** @type {[string, () => unknown][]} */
const rows = [
  ['d2l: needs what init() gives', () => bind(/** @type {any} */ ({}))],
  ['d2l: display must be a function, got 3', () => bind(weft, /** @type {any} */ ({ display: 3 }))],

  ['Trainer: maxEpochs is missing', () => new d2l.Trainer({})],
  [
    'Trainer: maxEpochs must be a whole number from 1 to 2147483648, got 0',
    () => new d2l.Trainer({ maxEpochs: 0 }),
  ],
  [
    'Trainer: numGpus must be 0, since weft runs on processors, got 1',
    () => new d2l.Trainer({ maxEpochs: 1, numGpus: 1 }),
  ],
  [
    'Trainer: gradientClipVal must be a number of at least 0, got -1',
    () => new d2l.Trainer({ maxEpochs: 1, gradientClipVal: -1 }),
  ],
  [
    "Trainer: there is no option 'epochs', only: maxEpochs, numGpus, gradientClipVal",
    () => new d2l.Trainer({ epochs: 1 }),
  ],
  [
    'Trainer: fit needs a model and its data, got a value of type LinearRegression and undefined',
    () => new d2l.Trainer({ maxEpochs: 1 }).fit(new d2l.LinearRegression({ lr })),
  ],
  [
    'Trainer: fit needs a model and its data, got a value of type SyntheticRegressionData and a value of type LinearRegression',
    () => new d2l.Trainer({ maxEpochs: 1 }).fit(regressionData(), new d2l.LinearRegression({ lr })),
  ],
  [
    'Trainer: trainingStep must give the loss, a tensor, got undefined',
    () => new d2l.Trainer({ maxEpochs: 1 }).fit(new Wrong(), regressionData()),
  ],

  ['plot: the module is not being trained', () => new d2l.Classifier().plot('loss', 1, true)],
  ['Classifier: there is no net; override forward', () => new d2l.Classifier().forward()],
  ['Module: loss is not there yet', () => new d2l.Module().loss()],
  ['applyInit: needs the inputs of a batch in a list, got undefined', () => new d2l.Module().applyInit()],
  [
    'getWB: the lazy layer has no weights before its first input',
    () => new d2l.LinearRegression({ lr }).getWB(),
  ],

  ['LinearRegression: lr is missing; the options are lr', () => new d2l.LinearRegression({})],
  [
    'LinearRegressionScratch: numInputs is missing; the options are numInputs, lr, sigma',
    () => new d2l.LinearRegressionScratch({ lr }),
  ],
  [
    'SoftmaxRegression: lr must be a number of at least 0, got -1',
    () => new d2l.SoftmaxRegression({ numOutputs: 2, lr: -1 }),
  ],
  [
    "SoftmaxRegressionScratch: numInputs must be a whole number from 1 to 2147483648, got '4'",
    () => new d2l.SoftmaxRegressionScratch({ numInputs: '4', numOutputs: 2, lr }),
  ],
  [
    "MLP: there is no option 'numHidden'; did you mean 'numHiddens'?",
    () => new d2l.MLP({ numOutputs: 2, numHidden: 3, lr }),
  ],
  [
    'MLPScratch: sigma must be a number of at least 0, got NaN',
    () => new d2l.MLPScratch({ numInputs: 4, numOutputs: 2, numHiddens: 3, lr, sigma: NaN }),
  ],
  [
    'DropoutMLP: dropout1 must be a number from 0 to 1, got 2',
    () => new d2l.DropoutMLP({ ...drops, dropout1: 2 }),
  ],
  [
    'DropoutMLPScratch: dropout2 is missing; the options are numOutputs, numHiddens1, numHiddens2, dropout1, dropout2, lr',
    () => new d2l.DropoutMLPScratch({ ...drops, dropout2: undefined }),
  ],
  ['SGD: lr is missing; the parameters are (params, lr)', () => new d2l.SGD([])],
  ['Linear: outFeatures is missing', () => new nn.Linear(2)],
  ['Linear: inFeatures is missing', () => new nn.Linear(undefined, 2)],

  ['Data: batchSize is missing', () => new Data({}, weft.zeros(3)).trainDataloader()],
  [
    'Data: tensors must be equally long, got 3 and 4',
    () => new Data({ batchSize: 2 }, weft.zeros(3), weft.zeros(4)).trainDataloader(),
  ],
  [
    "SyntheticRegressionData: noise must be a number of at least 0, got 'x'",
    () => regressionData({ noise: 'x' }),
  ],

  [
    "plot: xScale must be one of linear, log, got 'logg'; did you mean 'log'?",
    () => d2l.plot([1], { xScale: 'logg' }),
  ],
  ['plot: xLim must be two numbers or null, got [0]', () => d2l.plot([1], { xLim: [0] })],
  ['ProgressBoard: yLim must be two numbers or null, got 3', () => new d2l.ProgressBoard({ yLim: 3 })],
  ['showImages: numRows is missing', () => d2l.showImages(weft.zeros(1, 2, 2))],
  [
    'showImages: images must be floating or uint8, got int64',
    () => d2l.showImages(weft.zeros(1, 2, 2, { dtype: 'int64' }), 1, 1),
  ],

  ['getDummies: needs a table, got undefined', () => d2l.getDummies()],
  ['dropna: axis must be 0 or 1, got 2', () => table.dropna({ axis: 2 })],
  ["drop: needs a list of names, got 'a'", () => table.drop('a')],
  ['loc: rows must be a label, a list of them, a range or a mask, got undefined', () => table.loc()],
];

test('3.2.b: wrong arguments are named', () => {
  for (const [message, call] of rows) assert.throws(call, { message });
});
