// The frame of the book's classes in JavaScript: hyperparameters, board, modules, loaders, trainer (d2l 1.0).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { d2l, messages, near, regressionData, weft } from './d2l_support.mjs';

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

test('3.2.b: a module may have a property of any name', () => {
  class Own extends d2l.Module {
    parts = 3;
    net = new d2l.nn.Linear(3, 4);
  }
  assert.deepEqual(
    new Own().namedParameters().map(([name]) => name),
    ['net.weight', 'net.bias'],
  );
});

test('3.2.b: a loop that is left keeps its batch, and nothing else', () => {
  const data = regressionData();
  const before = weft.memory();
  for (const batch of data.trainDataloader()) {
    assert.equal(batch[0].length, 32);
    for (const x of batch) x.dispose();
    break;
  }
  assert.deepEqual(weft.memory().tensors, before.tensors);
  assert.deepEqual(weft.memory().bytes, before.bytes);
  const [[X]] = data.trainDataloader();
  assert.equal(X.disposed, false);
});

test('3.2.b: a thousand steps take no more memory than the first', () => {
  const data = regressionData();
  const model = new d2l.LinearRegression({ lr: 0.03 });
  const live = () => {
    const { tensors, bytes } = weft.memory();
    return { tensors, bytes };
  };
  const train = (maxEpochs) => {
    const trainer = new d2l.Trainer({ maxEpochs });
    trainer.fit(model, data);
    trainer.optim.dispose();
    return trainer.trainBatchIdx;
  };
  train(1);
  const first = live();
  assert.equal(train(32), 1024);
  assert.deepEqual(live(), first);
});
