// The book's classes in JavaScript: what each means (d2l 1.0), and that they learn as the book's own did in
// PyTorch (golden/d2l.json).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { d2l as bind } from '../../wasm/src/d2l/index.js';
import { init } from './support.mjs';

const golden = JSON.parse(readFileSync(new URL('../golden/d2l.json', import.meta.url), 'utf8'));

const weft = await init({ threads: 1 });
after(() => weft.terminate());
/** @type {import('../../wasm/d2l.js').Message[]} */
const messages = [];
/** @type {any} */
const d2l = bind(weft, { display: (message) => messages.push(message) });

const near = (got, want, most) =>
  assert.ok(Math.abs(got - want) <= most, `must be within ${most} of ${want}, got ${got}`);

const regressionData = (options = {}) => {
  weft.manualSeed(1);
  return new d2l.SyntheticRegressionData({ w: weft.tensor([2, -3.4]), b: 4.2, ...options });
};

test('3.2.a: hyperparameters become named values and a map, without those to ignore', () => {
  class B extends d2l.HyperParameters {
    constructor({ a, b, c }) {
      super();
      this.saveHyperparameters({ a, b, c }, { ignore: ['c'] });
    }
  }
  const b = new B({ a: 1, b: 2, c: 3 });
  assert.deepEqual([b.a, b.b, 'c' in b], [1, 2, false]);
  assert.deepEqual(b.hparams, { a: 1, b: 2 });
  b.saveHyperparameters({ b: 5 });
  assert.deepEqual(b.hparams, { a: 1, b: 5 });
  assert.throws(() => b.saveHyperparameters(3), {
    message: 'saveHyperparameters: needs an object of values, got 3',
  });
});

test('3.2.a: a method joins a class that has instances', () => {
  class A {
    b = 1;
  }
  const a = new A();
  d2l.addToClass(A, {
    twice() {
      return 2 * this.b;
    },
  });
  assert.equal(/** @type {any} */ (a).twice(), 2);
  assert.deepEqual(Object.keys(A.prototype), [], 'as a method, not as a property that loops find');
  assert.throws(() => d2l.addToClass(A, { c: 3 }), { message: 'addToClass: c must be a function, got 3' });
});

test('3.2.a: the board draws means of everyN points, then starts again', async () => {
  messages.length = 0;
  const board = new d2l.ProgressBoard({ xLabel: 'x' });
  for (let i = 0; i < 5; i++) {
    board.draw(i, 10 * i, 'two', 2);
    board.draw(i, i, 'three', 3);
  }
  for (const label of ['c', 'd', 'e']) board.draw(0, weft.tensor(1.5), label);
  assert.deepEqual(board.series.get('two'), { xs: [0.5, 2.5], ys: [5, 25], style: '-' });
  assert.deepEqual(board.series.get('three'), { xs: [1], ys: [1], style: '--' });
  assert.deepEqual(
    [...board.series].map(([label, { style }]) => label + style),
    ['two-', 'three--', 'c-.', 'd:', 'e-'],
  );
  await Promise.resolve();
  const points = messages.flatMap((message) => (message.type === 'board' ? message.points : []));
  assert.equal(points.length, 6);
  assert.deepEqual(points[0], { label: 'two', x: 0.5, y: 5 });
  assert.equal(new Set(messages.map((message) => message.type === 'board' && message.id)).size, 1);
  const [first] = messages;
  assert.ok(first.type === 'board' && first.xLabel === 'x');
  assert.throws(() => board.draw(0, 0, 'a', 0), {
    message: /^draw: everyN must be a whole number from 1 to \d+, got 0$/,
  });
});

test('3.2.a: a cleared board is another picture; one without display collects in silence', () => {
  messages.length = 0;
  const board = new d2l.ProgressBoard();
  board.draw(0, 1, 'a');
  board.clear();
  board.draw(0, 2, 'a');
  board.flush();
  const ids = messages.map((message) => message.type === 'board' && message.id);
  assert.equal(new Set(ids).size, 2);
  assert.deepEqual(board.series.get('a').ys, [2]);
  messages.length = 0;
  const quiet = new d2l.ProgressBoard({ display: false });
  quiet.draw(0, 1, 'a');
  quiet.flush();
  assert.deepEqual([messages.length, quiet.series.get('a').ys], [0, [1]]);
});

test('3.2.b: points stand where the book draws them', () => {
  const model = new d2l.LinearRegression({ lr: 0.03 });
  new d2l.Trainer({ maxEpochs: 2 }).fit(model, regressionData());
  const { series, xLim, xLabel } = model.board;
  assert.deepEqual([...series.keys()], ['train_loss', 'val_loss']);
  // 32 batches an epoch, two training points: the means over batches 0 to 15 and 16 to 31.
  assert.deepEqual(series.get('train_loss').xs, [7.5 / 32, 23.5 / 32, 1 + 7.5 / 32, 1 + 23.5 / 32]);
  assert.deepEqual(series.get('val_loss').xs, [1, 2]);
  assert.deepEqual([xLim, xLabel], [[0, 2], 'epoch']);
});

test('3.2.b: data too small for the wanted points still draws one a batch', () => {
  const data = regressionData({ numTrain: 4, numVal: 4, batchSize: 4 });
  const model = new d2l.LinearRegression({ lr: 0.1 });
  new d2l.Trainer({ maxEpochs: 3 }).fit(model, data);
  assert.equal(model.board.series.get('train_loss').xs.length, 3);
});

test('3.2.b: the validation loader may be absent', () => {
  const model = new d2l.LinearRegression({ lr: 0.03 });
  const trainer = new d2l.Trainer({ maxEpochs: 1 });
  trainer.fit(model, regressionData({ numVal: 0 }));
  assert.ok(Number.isNaN(trainer.results[0].valLoss) && trainer.results[0].trainLoss > 0);
  assert.deepEqual([...model.board.series.keys()], ['train_loss']);
});

test('3.2.b: only training data is shuffled, the last short batch is kept', () => {
  const data = regressionData();
  const val = data.valDataloader();
  const sizes = [];
  for (const [X] of val) {
    if (sizes.length === 0) assert.ok(X.equal(data.X.index('1000:1032')));
    sizes.push(X.length);
  }
  assert.deepEqual([sizes.length, sizes.at(-1), val.length, val.examples], [32, 8, 32, 1000]);
  const [[first]] = data.trainDataloader();
  assert.ok(!first.equal(data.X.index(':32')));
  const whole = new d2l.DataModule({ root: '../data' });
  assert.deepEqual(whole.hparams, { root: '../data', numWorkers: 4 });
  assert.throws(() => whole.trainDataloader(), { message: 'DataModule: getDataloader is not there yet' });
});

test('3.2.b: what the trainer calls, in the order of the book', () => {
  const calls = [];
  const note = (name) => calls.push(name);
  /** @type {any} */
  const Model = class extends d2l.LinearRegression {
    trainingStep(batch) {
      note(this.training ? 'training' : 'not training');
      return super.trainingStep(batch);
    }
    validationStep(batch) {
      note(this.training ? 'not evaluating' : 'validation');
      assert.equal(this.forward(batch[0]).requiresGrad, false);
      super.validationStep(batch);
    }
    configureOptimizers() {
      const real = super.configureOptimizers();
      return { zeroGrad: () => (note('zeroGrad'), real.zeroGrad()), step: () => (note('step'), real.step()) };
    }
  };
  /** @type {any} */
  const Trainer = class extends d2l.Trainer {
    prepareData(data) {
      note('prepareData');
      super.prepareData(data);
    }
    prepareModel(model) {
      note('prepareModel');
      super.prepareModel(model);
      assert.equal(model.trainer, this);
    }
    prepareBatch(batch) {
      note('prepareBatch');
      return batch;
    }
    clipGradients(value, model) {
      note(`clip ${value}`);
      super.clipGradients(value, model);
    }
  };
  const trainer = new Trainer({ maxEpochs: 1, gradientClipVal: 0.5 });
  const model = new Model({ lr: 0 });
  trainer.fit(model, regressionData({ numTrain: 32, numVal: 32 }));
  const training = ['prepareBatch', 'training', 'zeroGrad', 'clip 0.5', 'step'];
  assert.deepEqual(calls, ['prepareData', 'prepareModel', ...training, 'prepareBatch', 'validation']);
  const norm = Math.hypot(...model.parameters().flatMap(({ grad }) => grad.reshape(-1).tolist()));
  near(norm, 0.5, 1e-4);
  assert.deepEqual([trainer.trainBatchIdx, trainer.valBatchIdx, model.training], [1, 1, false]);
});

test('3.2.b: options out of range are named', () => {
  const message = (text) => ({ message: text });
  assert.throws(
    () => new d2l.Trainer({ maxEpochs: 0 }),
    message(`Trainer: maxEpochs must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}, got 0`),
  );
  assert.throws(
    () => new d2l.Trainer({ maxEpochs: 1, numGpus: 1 }),
    message('Trainer: numGpus must be 0, since weft runs on processors, got 1'),
  );
  assert.throws(
    () => new d2l.Trainer({ maxEpochs: 1, gradientClipVal: -1 }),
    message('Trainer: gradientClipVal must be a number above 0, got -1'),
  );
  assert.throws(
    () => new d2l.Trainer({ epochs: 1 }),
    message(`Trainer: there is no option 'epochs', only: maxEpochs, numGpus, gradientClipVal`),
  );
  const model = new d2l.Classifier();
  assert.throws(() => model.plot('loss', 1, true), message('plot: the module is not being trained'));
  assert.throws(() => model.forward(), message('Classifier: there is no net; override forward'));
  assert.throws(() => new d2l.Module().loss(), message('Module: loss is not there yet'));
  assert.throws(() => new d2l.LinearRegression({ lr: 1 }).getWB(), {
    message: 'getWB: the lazy layer has no weights before its first input',
  });
});

test('3.2.b: parameters are those of the module and of its parts; a plain tensor is none', () => {
  const { nn } = d2l;
  class Own extends d2l.Module {
    free = weft.zeros(2, { requiresGrad: true });
    W = nn.Parameter(weft.zeros(2));
    net = new nn.Sequential(new nn.Flatten(), new nn.Linear(3, 4), new nn.ReLU());
  }
  const own = new Own();
  assert.deepEqual(
    own
      .namedParameters()
      .map(([name, { shape }]) => `${name} ${shape}`)
      .sort(),
    ['W 2', 'net.1.bias 4', 'net.1.weight 4,3'],
  );
  assert.ok(own.parameters().every(({ requiresGrad }) => requiresGrad));
  assert.equal(own.eval().net.layers[1].training, false);
});

test("3.4.a: synthetic data is PyTorch's for the seed", () => {
  for (const { num_train, num_val, X, y, sum_X, sum_y } of golden.synthetic) {
    const data = regressionData({ numTrain: num_train, numVal: num_val });
    const rows = X.length / 2;
    data.X.index(`:${rows}`)
      .reshape(-1)
      .tolist()
      .forEach((x, i) => near(x, X[i], 1e-5));
    data.y
      .index(`:${rows}`)
      .reshape(-1)
      .tolist()
      .forEach((x, i) => near(x, y[i], 1e-5));
    near(data.X.to('float64').sum().item(), sum_X, 1e-3);
    near(data.y.to('float64').sum().item(), sum_y, 2e-2);
  }
});

/** Of golden/sections/d2l.py: 640 images of 6 x 6, one of four random images and noise. */
class Blobs extends d2l.DataModule {
  constructor({ batchSize }) {
    super();
    this.saveHyperparameters({ batchSize });
    const centers = weft.rand(4, 36);
    this.y = weft.randint(0, 4, [640]);
    this.X = centers.index(this.y).add(weft.randn(640, 36).mul(0.3)).reshape(-1, 1, 6, 6);
  }
  getDataloader(train) {
    return this.getTensorloader([this.X, this.y], train, train ? ':512' : '512:');
  }
}

const classes = { numOutputs: 4, lr: 0.2 };
const drops = { ...classes, numHiddens1: 16, numHiddens2: 12, dropout1: 0.5, dropout2: 0.25 };
const models = {
  LinearRegressionScratch: () => new d2l.LinearRegressionScratch({ numInputs: 2, lr: 0.03 }),
  LinearRegression: () => new d2l.LinearRegression({ lr: 0.03 }),
  SoftmaxRegressionScratch: () => new d2l.SoftmaxRegressionScratch({ ...classes, numInputs: 36 }),
  SoftmaxRegression: () => new d2l.SoftmaxRegression(classes),
  MLPScratch: () => new d2l.MLPScratch({ ...classes, numInputs: 36, numHiddens: 16, sigma: 0.1 }),
  MLP: () => new d2l.MLP({ ...classes, numHiddens: 16 }),
  DropoutMLPScratch: () => new d2l.DropoutMLPScratch(drops),
  DropoutMLP: () => new d2l.DropoutMLP(drops),
};
const rows = { L: '3.4.a', S: '4.4.a', M: '5.2.a', D: '5.2.a' };

for (const { model: name, batch, epochs, w, b } of golden.runs) {
  test(`${rows[name[0]]}, 3.2.b: ${name} learns as it does in PyTorch, and leaves nothing in memory`, () => {
    weft.manualSeed(0);
    const regression = name.startsWith('Linear');
    const data = regression
      ? new d2l.SyntheticRegressionData({ w: weft.tensor([2, -3.4]), b: 4.2 })
      : new Blobs({ batchSize: batch });
    const model = models[name]();
    const trainer = new d2l.Trainer({ maxEpochs: epochs.length });
    trainer.fit(model, data);
    trainer.results.forEach(({ trainLoss, valLoss, valAcc }, i) => {
      near(trainLoss, epochs[i].train_loss, 2e-4);
      near(valLoss, epochs[i].val_loss, 2e-4);
      if (!regression) near(valAcc, epochs[i].val_acc, 0.004);
    });
    const parameters = model.parameters().map((p) => p.detach().reshape(-1).tolist());
    w?.forEach((value, i) => near(parameters[0][i], value, 1e-4));
    if (b) near(parameters[1][0], b[0], 1e-4);

    const before = weft.memory();
    const again = new d2l.Trainer({ maxEpochs: 2 });
    again.fit(model, data);
    again.optim.dispose?.();
    // The loaders' views of the data, two of each.
    assert.ok(weft.memory().tensors <= before.tensors + 4, `${weft.memory().tensors} from ${before.tensors}`);
  });
}

test('3.1.a, 3.4.a: least squares in closed form; columns that depend on each other are named', () => {
  const data = regressionData();
  const X = weft.cat([data.X, weft.ones(2000, 1)], 1);
  const w = d2l.leastSquares(X, data.y);
  [2, -3.4, 4.2].forEach((value, i) => near(w.tolist()[i], value, 1e-3));
  const doubled = weft.cat([data.X, data.X.index(':, 1:').mul(2)], 1);
  assert.throws(() => d2l.leastSquares(doubled, data.y), {
    message:
      'leastSquares: the columns of X must be independent, but column 2 is a combination of those before it',
  });
});

test('3.4.a: SGD needs a gradient for every parameter', () => {
  const w = weft.ones(2, 3, { requiresGrad: true });
  assert.throws(() => new d2l.SGD([w], 0.1).step(), {
    message: 'SGD: every parameter must have a gradient, got none for one of shape [2,3]',
  });
});

test('4.3.a: loss and accuracy, of a batch or of each example', () => {
  const model = new d2l.Classifier();
  const scores = weft.tensor([
    [0.1, 0.3, 0.6],
    [0.3, 0.2, 0.5],
  ]);
  const labels = weft.tensor([0, 2]);
  assert.equal(model.accuracy(scores, labels).item(), 0.5);
  assert.deepEqual(model.accuracy(scores, labels, false).tolist(), [0, 1]);
  const each = model.loss(scores, labels, false).tolist();
  near(model.loss(scores, labels).item(), (each[0] + each[1]) / 2, 1e-6);
  assert.equal(String(d2l.crossEntropy(scores, labels)), 'tensor(1.4979)');
});

test('4.3.a: the summary of layers goes to the host', () => {
  messages.length = 0;
  new d2l.MLP({ numOutputs: 10, numHiddens: 256, lr: 0.1 }).layerSummary([1, 1, 28, 28]);
  const lines = ['Flatten 784', 'Linear 256', 'ReLU 256', 'Linear 10'].map((line) => {
    const [name, size] = line.split(' ');
    return `${name} output shape:\t [1, ${size}]`;
  });
  assert.deepEqual(messages, [{ type: 'text', text: lines.join('\n') }]);
});

test('4.2.a: images are resized as Pillow does it', () => {
  weft.manualSeed(0);
  const pixels = Uint8Array.from(weft.randint(0, 256, [28, 28]).reshape(-1).tolist());
  const set = { count: 1, rows: 28, columns: 28, pixels, labels: Uint8Array.of(0) };
  for (const { size, pixels: want } of golden.resize)
    assert.deepEqual([...d2l.resizeImages(set, size[0], size[1]).pixels], want);
  assert.equal(d2l.resizeImages(set, 28, 28), set);
});

test('3.1.b: plot takes curves as tensors, arrays and rows', () => {
  messages.length = 0;
  d2l.plot(weft.arange(3), [weft.tensor([1, 2, 3]), [4, 5, 6]], { xLabel: 'x', legend: ['a', 'b'] });
  d2l.plot(
    weft.tensor([
      [1, 2],
      [3, 4],
    ]),
  );
  const series = messages.map((message) => message.type === 'plot' && message.series);
  assert.deepEqual(series[0], [
    { label: 'a', xs: [0, 1, 2], ys: [1, 2, 3] },
    { label: 'b', xs: [0, 1, 2], ys: [4, 5, 6] },
  ]);
  assert.deepEqual(series[1], [
    { label: '', xs: [0, 1], ys: [1, 2] },
    { label: '', xs: [0, 1], ys: [3, 4] },
  ]);
  assert.throws(
    () =>
      d2l.plot(
        [1, 2],
        [
          [1, 2],
          [3, 4],
        ],
        { legend: ['a'] },
      ),
    {
      message: 'plot: legend must have a name for each curve, got 1 names and 2 curves',
    },
  );
  assert.throws(() => d2l.plot([1], [1, 2]), {
    message: 'plot: a curve must have as many x as y, got 1 and 2',
  });
});

test('4.2.b: a grid of images leaves out what finds no place', () => {
  messages.length = 0;
  d2l.showImages(weft.tensor([[[0, 0.5]], [[1, 2]], [[3, 4]]]), 1, 2, { titles: ['a', 'b', 'c'] });
  assert.deepEqual(messages, [
    {
      type: 'images',
      images: [
        { rows: 1, columns: 2, pixels: Uint8Array.of(0, 128) },
        { rows: 1, columns: 2, pixels: Uint8Array.of(255, 255) },
      ],
      titles: ['a', 'b'],
      gridColumns: 2,
    },
  ]);
  assert.throws(() => d2l.showImages(weft.zeros(2, 3, 4, 5), 1, 2), {
    message: 'showImages: images must be (N, h, w) or (N, 1, h, w), got shape [2,3,4,5]',
  });
});

test('4.2.a, 4.2.b: Fashion-MNIST, the synthetic set where there is no data, which is said', async () => {
  messages.length = 0;
  const before = process.env.WEFT_DATA;
  delete process.env.WEFT_DATA;
  const data = await d2l.FashionMNIST.load({ resize: [32, 32] }).finally(() => {
    if (before !== undefined) process.env.WEFT_DATA = before;
  });
  assert.deepEqual(messages, [
    { type: 'text', text: 'no data found: everything below is computed from the synthetic set' },
  ]);
  assert.equal(data.name, 'synthetic');
  assert.deepEqual([data.train.count, data.val.count], [6000, 1000]);
  const [[X, y]] = data.trainDataloader();
  assert.deepEqual(
    [[...X.shape], X.dtype, [...y.shape], y.dtype],
    [[64, 1, 32, 32], 'float32', [64], 'int64'],
  );
  assert.ok(X.min().item() >= 0 && X.max().item() <= 1 && X.max().item() > 0.5);
  assert.deepEqual(data.textLabels(weft.tensor([0, 9])), ['t-shirt', 'ankle boot']);
  assert.throws(() => data.textLabels([10]), { message: 'textLabels: labels must be in [0, 10), got 10' });
  messages.length = 0;
  const [batch] = data.valDataloader();
  data.visualize(batch);
  const [shown] = messages;
  assert.ok(shown.type === 'images' && shown.images.length === 8 && shown.images[0].rows === 32);
  assert.deepEqual(shown.titles, data.textLabels(batch[1]).slice(0, 8));
  let seen = 0;
  for (const [images] of data.trainDataloader()) seen += images.length;
  assert.equal(seen, 6000);
  assert.throws(() => new d2l.FashionMNIST({ images: {} }), {
    message: 'FashionMNIST: needs images, as loadImages() gives them',
  });
});

test('a timer counts seconds', async () => {
  const timer = new d2l.Timer();
  await new Promise((done) => setTimeout(done, 20));
  const first = timer.stop();
  assert.ok(first >= 0.015 && first < 2);
  timer.start();
  timer.stop();
  assert.equal(timer.times.length, 2);
  near(timer.sum(), 2 * timer.avg(), 1e-9);
  near(timer.cumsum()[1], timer.sum(), 1e-9);
});
