// The book's models in JavaScript: what each means, and that they learn as the book's own did in PyTorch
// (golden/d2l.json).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { d2l, golden, near, regressionData, weft } from './d2l_support.mjs';

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
    assert.ok(weft.memory().tensors <= before.tensors, `${weft.memory().tensors} from ${before.tensors}`);
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

test('3.2.b: a new model holds its parameters, and nothing else', () => {
  for (const [name, make] of Object.entries(models)) {
    const before = weft.memory().tensors;
    const model = make();
    assert.equal(weft.memory().tensors - before, model.parameters().length, name);
  }
});
