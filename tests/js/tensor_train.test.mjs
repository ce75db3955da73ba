// Training loops written in JavaScript: linear regression, softmax regression from its pieces, an MLP.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { TIMEOUT, collect, init, withSession } from './support.mjs';

const weft = await init({ threads: 1 });

/** Minibatches of rows in a random order. */
function* batches(X, y, size) {
  const order = weft.randperm(X.length);
  for (let i = 0; i < X.length; i += size) {
    const rows = order.index(weft.slice(i, i + size));
    yield [X.index(rows), y.index(rows)];
  }
}

test('3.4.a: linear regression by hand from a seed', () => {
  weft.manualSeed(0);
  const trueW = weft.tensor([2, -3.4]);
  const X = weft.randn(1000, 2);
  const y = X.matmul(trueW.reshape(-1, 1)).add(4.2).add(weft.randn(1000, 1).mul(0.01));
  const w = weft.normal(0, 0.01, [2, 1], { requiresGrad: true });
  const b = weft.zeros(1, { requiresGrad: true });
  // Half the squared error goes half as fast as mseLoss below: it takes twice the epochs.
  for (let epoch = 0; epoch < 6; epoch++) {
    for (const [features, target] of batches(X, y, 32)) {
      weft.scope(() => {
        const loss = features.matmul(w).add(b).sub(target).pow(2).div(2).mean();
        loss.backward();
        weft.noGrad(() => {
          for (const parameter of [w, b]) {
            parameter.add_(/** @type {any} */ (parameter.grad), { alpha: -0.03 });
            parameter.grad = null;
          }
        });
      });
    }
  }
  const errors = [...trueW.sub(w.reshape(2)).tolist(), 4.2 - b.item()];
  for (const error of errors) assert.ok(Math.abs(error) < 0.05, `${errors}`);
  const [concise, bias] = [weft.zeros(1, 2, { requiresGrad: true }), weft.zeros(1, { requiresGrad: true })];
  const optimizer = weft.optim.SGD([concise, bias], { lr: 0.03 });
  for (let epoch = 0; epoch < 3; epoch++) {
    for (const [features, target] of batches(X, y, 32)) {
      optimizer.zeroGrad();
      weft.mseLoss(weft.linear(features, concise, bias), target).backward();
      optimizer.step();
    }
  }
  assert.ok(trueW.sub(concise).abs().sum().item() < 0.05 && Math.abs(4.2 - bias.item()) < 0.05);
});

const softmax = (X) => {
  const exponentials = X.exp();
  return exponentials.div(exponentials.sum(1, { keepdim: true }));
};
const crossEntropy = (yHat, y) => yHat.index(weft.arange(yHat.length), y).log().mean().neg();

test('4.4.a: softmax and cross-entropy from their pieces', () => {
  weft.manualSeed(1);
  const probabilities = softmax(weft.rand(2, 5));
  assert.ok(probabilities.sum(1).sub(1).abs().sum().item() < 1e-6);
  const yHat = weft.tensor([
    [0.1, 0.3, 0.6],
    [0.3, 0.2, 0.5],
  ]);
  const y = weft.tensor([0, 2]);
  assert.equal(String(yHat.index([0, 1], y)), 'tensor([0.1000, 0.5000])');
  assert.equal(String(crossEntropy(yHat, y)), 'tensor(1.4979)');

  const [inputs, classes] = [20, 3];
  const centres = weft.randn(classes, inputs);
  const labels = weft.randint(0, classes, [300]);
  const X = centres.index(labels).add(weft.randn(300, inputs).mul(0.5));
  const W = weft.normal(0, 0.01, [inputs, classes], { requiresGrad: true });
  const b = weft.zeros(classes, { requiresGrad: true });
  const optimizer = weft.optim.SGD([W, b], { lr: 0.1 });
  for (let epoch = 0; epoch < 5; epoch++) {
    for (const [features, target] of batches(X, labels, 50)) {
      optimizer.zeroGrad();
      crossEntropy(softmax(features.matmul(W).add(b)), target).backward();
      optimizer.step();
    }
  }
  const hits = softmax(X.matmul(W).add(b)).argmax(1).eq(labels).to('float32').mean().item();
  assert.ok(hits > 0.95, `${hits}`);
});

test('5.2.a: an MLP trained by hand follows the session of the same seed', { timeout: TIMEOUT }, async () => {
  const [units, seed, size, epochs] = [16, 3, 256, 3];
  const { images, labels, losses } = await withSession({ seed, batchSize: size }, async (session) => {
    const { images, labels } = await session.examples({ split: 'train' });
    const events = await collect(session.fit({ epochs }));
    return { images, labels, losses: events.flatMap(({ result }) => result?.trainLoss ?? []) };
  });
  const count = labels.length;
  const X = weft.fromTypedArray(images, [count, 784]).to('float32').div(255);
  const y = weft.fromTypedArray(labels, [count]).to('int64');

  weft.manualSeed(seed);
  const layer = (inputs, outputs) =>
    [[outputs, inputs], [outputs]].map((shape) =>
      weft
        .zeros(shape)
        .uniform_(-1 / Math.sqrt(inputs), 1 / Math.sqrt(inputs))
        .requiresGrad_(),
    );
  const [[W1, b1], [W2, b2]] = [layer(784, units), layer(units, 10)];
  const relu = (x) => weft.maximum(x, 0);
  const optimizer = weft.optim.SGD([W1, b1, W2, b2], { lr: 0.1 });
  weft.manualSeed(seed);
  for (const expected of losses) {
    const sum = weft.scope(() => {
      let total = 0;
      for (const [features, target] of batches(X, y, size)) {
        const logits = weft.linear(relu(weft.linear(features, W1, b1)), W2, b2);
        const loss = weft.crossEntropy(logits, target);
        optimizer.zeroGrad();
        loss.backward();
        optimizer.step();
        total += loss.item() * target.length;
      }
      return total;
    });
    assert.ok(Math.abs(sum / count - expected) < 1e-5, `${sum / count} for ${expected}`);
  }
  assert.ok(losses[2] < losses[0]);
});

test('optimizers take the steps that PyTorch takes', () => {
  const golden = JSON.parse(readFileSync(new URL('../golden/optim.json', import.meta.url), 'utf8'));
  const read = (name, ...shape) => weft.tensor(golden[name], { dtype: 'float64' }).reshape(shape);
  const camel = ([name, value]) => [name.replace(/_([a-z])/g, (_, letter) => letter.toUpperCase()), value];
  const names = new Set();
  for (const { name, optimizer: type, options, groups, schedule, steps } of golden.runs) {
    if (schedule) continue; // not at this door yet
    names.add(type);
    const [x, y] = [read('x', 6, 3), read('y', 6, 2)];
    const parameters = [read('W1', 4, 3), read('b1', 4), read('W2', 2, 4), read('b2', 2)];
    const [W1, b1, W2, b2] = parameters.map((p) => p.detach().clone().requiresGrad_());
    const keywords = Object.fromEntries(Object.entries(options).map(camel));
    const [weights, biases] = (groups ?? []).map((group) =>
      Object.fromEntries(Object.entries(group).map(camel)),
    );
    const params = groups
      ? [
          { params: [W1, W2], ...weights },
          { params: [b1, b2], ...biases },
        ]
      : [W1, b1, W2, b2];
    let optimizer = weft.optim[type](params, keywords);
    for (let step = 1; step <= 20; step++) {
      if (step === 7) {
        // Another one goes on from the state of this one.
        const state = optimizer.stateDict();
        optimizer = weft.optim[type](params, keywords);
        optimizer.loadStateDict(state);
      }
      optimizer.zeroGrad();
      weft.mseLoss(x.matmul(W1.T).add(b1).tanh().matmul(W2.T).add(b2), y).backward();
      optimizer.step();
      const got = steps[step] && [W1, b1, W2, b2].flatMap((p) => p.reshape(-1).tolist());
      steps[step]?.forEach((value, i) =>
        assert.ok(
          Math.abs(got[i] - value) < 1e-12 * Math.max(1, Math.abs(value)),
          `${name}, step ${step}: ${got[i]} for ${value}`,
        ),
      );
    }
    optimizer.lr = 0.5;
    assert.equal(optimizer.lr, 0.5);
  }
  assert.deepEqual([...names], ['SGD', 'Adam', 'AdamW']);
});

test('clipGradNorm scales all gradients together', () => {
  const [a, b] = [weft.zeros(1, { requiresGrad: true }), weft.zeros(1, { requiresGrad: true })];
  a.mul(3).add(b.mul(4)).backward();
  assert.equal(weft.clipGradNorm([a, b], 1).item(), 5);
  assert.deepEqual(
    [a.grad?.item(), b.grad?.item()],
    [3, 4].map((g) => Math.fround(g / 5)),
  );
});

test('an optimizer that has lost its state or is given a wrong one says so', () => {
  const w = weft.zeros(2, { requiresGrad: true });
  const adam = weft.optim.Adam([w]);
  assert.deepEqual(adam.stateDict(), {});
  w.sum().backward();
  adam.step();
  const state = adam.stateDict();
  assert.deepEqual(Object.keys(state), ['0.step', '0.exp_avg', '0.exp_avg_sq']);
  assert.equal(state['0.step'].item(), 1);
  /** @type {[any, string | RegExp][]} */
  const wrong = [
    [3, 'loadStateDict: needs an object of tensors, got 3'],
    [{ '0.step': 3 }, 'loadStateDict: 0.step must be a tensor, got 3'],
    [
      { ...state, '1.step': weft.tensor(1) },
      /^Adam: load_state_dict: there is no state of the name 1.step for 1 par/,
    ],
    [
      { ...state, '0.exp_avg': weft.zeros(3) },
      /0.exp_avg must be float32 of shape \(2,\), got float32 \(3,\)/,
    ],
  ];
  for (const [given, message] of wrong) assert.throws(() => adam.loadStateDict(given), { message });
  assert.equal(adam.stateDict()['0.step'].item(), 1, 'nothing is changed');
});

test('parameter groups: mistakes', () => {
  const [w, b] = [weft.zeros(2, { requiresGrad: true }), weft.zeros(1, { requiresGrad: true })];
  const make = (/** @type {any} */ ...groups) => weft.optim.SGD(groups, { lr: 0.5 });
  const before = weft.memory().tensors;
  assert.equal(make({ params: w, lr: 0.25 }, { params: [b] }).lr, 0.25);
  assert.throws(() => make({ params: [] }), {
    message: 'SGD: params of a group must be a list of tensors, got an array',
  });
  assert.throws(() => make({ params: [w], lr: '1' }), {
    message: "SGD: lr of a group must be a number from 0, got '1'",
  });
  assert.throws(() => make({ params: [w], decay: 1 }), {
    message: /^SGD: there is no option 'decay'/,
  });
  assert.equal(weft.memory().tensors, before, 'nothing is left');
});
