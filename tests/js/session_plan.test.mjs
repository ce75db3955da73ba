// Models, losses, optimizers and schedules of a session, against PyTorch's epochs in golden/sessions.json,
// whose script says what the examples are.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { TIMEOUT, collect, createSession, withSession } from './support.mjs';

const golden = JSON.parse(readFileSync(new URL('../golden/sessions.json', import.meta.url), 'utf8'));
const [count, features] = [100, 12];

const x = Float32Array.from({ length: count * features }, (_, k) => {
  const [i, j] = [Math.floor(k / features), k % features];
  return ((31 * i + 17 * j) % 23) / 23 - 0.5;
});
const labels = Int32Array.from({ length: count }, (_, i) => (i * i + Math.floor(i / 3)) % 5);
const targets = Float32Array.from({ length: 2 * count }, (_, k) => {
  const row = x.subarray((k >> 1) * features, ((k >> 1) + 1) * features);
  return k % 2 ? row[0] * row[1] : row.reduce((sum, value) => Math.fround(sum + value), 0);
});
/** @type {import('../../wasm/index.js').Layer[]} */
const classifier = [
  { type: 'linear', units: 16 },
  { type: 'layerNorm' },
  { type: 'relu' },
  { type: 'dropout', p: 0.25 },
  { type: 'linear', units: 5 },
];
/** @type {import('../../wasm/index.js').Layer[]} */
const regressor = [{ type: 'linear', units: 8 }, { type: 'tanh' }, { type: 'linear', units: 2, bias: false }];
const classes = { model: classifier, data: { x, y: labels, test: 0.2 } };
const numbers = { model: regressor, data: { x, y: targets, shape: [features], test: 0.2 } };

/** @type {Record<string, any>} */
const RUNS = {
  'adamW, cosine': {
    ...classes,
    loss: { type: 'crossEntropy', labelSmoothing: 0.1 },
    optimizer: { type: 'adamW', lr: 0.02 },
    schedule: { type: 'cosine', tMax: 4, etaMin: 0.001 },
    gradientClip: 1,
  },
  'nll, adam, warm-up': {
    ...classes,
    model: [...classifier, { type: 'logSoftmax' }],
    loss: 'nll',
    optimizer: { type: 'adam', lr: 0.02, betas: [0.8, 0.99] },
    schedule: { type: 'linear', startFactor: 0.25, totalIters: 3 },
  },
  'mse, sgd with momentum, step': {
    ...numbers,
    loss: 'mse',
    optimizer: { lr: 0.1, momentum: 0.9, weightDecay: 0.01, nesterov: true },
    schedule: { type: 'step', stepSize: 2, gamma: 0.5 },
  },
  'huber, exponential': {
    ...numbers,
    loss: { type: 'huber', delta: 0.3 },
    optimizer: { lr: 0.2 },
    schedule: { type: 'exponential', gamma: 0.8 },
    gradientClip: 0.5,
  },
  'l1, several steps': {
    ...numbers,
    loss: 'l1',
    optimizer: { type: 'adam', lr: 0.01 },
    schedule: { type: 'multiStep', milestones: [1, 3], gamma: 0.3 },
  },
};

for (const { name, epochs } of golden.cases) {
  test(`PyTorch's epochs: ${name}`, { timeout: TIMEOUT }, async () => {
    await withSession({ ...RUNS[name], batchSize: 16 }, async (session) => {
      const events = await collect(session.fit({ epochs: epochs.length }));
      const results = events.flatMap(({ result }) => result ?? []);
      epochs.forEach(([trainLoss, valLoss, valAcc = NaN], i) => {
        // Sums in another order than PyTorch's: a few units in the last place of float32, times four epochs.
        assert.ok(
          Math.abs(results[i].trainLoss / trainLoss - 1) < 2e-5,
          `${results[i].trainLoss} ${trainLoss}`,
        );
        assert.ok(Math.abs(results[i].valLoss / valLoss - 1) < 2e-5, `${results[i].valLoss} ${valLoss}`);
        if (Number.isNaN(valAcc)) assert.ok(Number.isNaN(results[i].valAcc));
        else assert.ok(Math.abs(results[i].valAcc - valAcc) < 1e-6);
      });
    });
  });
}

test('binary cross-entropy of scores: bytes count as k / 255', { timeout: TIMEOUT }, async () => {
  const bytes = Uint8Array.from({ length: 40 }, (_, i) => (i % 2 ? 255 : 0));
  const y = Float32Array.from({ length: 40 }, (_, i) => i % 2);
  const options = { model: [{ type: 'linear', units: 1 }], loss: 'bceWithLogits', optimizer: { lr: 2 } };
  await withSession(/** @type {any} */ ({ ...options, data: { x: bytes, y } }), async (session) => {
    assert.deepEqual(session.dataset.shape, [1]);
    const events = await collect(session.fit({ epochs: 200 }));
    assert.ok(Number.isNaN(events.at(-1)?.result?.valLoss));
    const { outputs } = await session.predict(Uint8Array.of(0, 255));
    const asFloats = await session.predict(Float64Array.of(0, 1));
    assert.deepEqual(outputs, asFloats.outputs);
    assert.ok(outputs[0] < -2 && outputs[1] > 2, `${outputs}`);
    await assert.rejects(session.evaluate(), { message: 'evaluate: there is no test data' });
    await assert.rejects(session.predict({ split: 'test' }), { message: 'predict: there is no test data' });
  });
});

test('classes of arrays: names, probabilities, accuracy', { timeout: TIMEOUT }, async () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const data = {
    x,
    y: labels,
    classes: names,
    test: { x: x.subarray(0, 240), y: [...labels.subarray(0, 20)] },
  };
  await withSession({ model: classifier, data }, async (session) => {
    assert.deepEqual(session.dataset.classes, names);
    assert.deepEqual([session.dataset.train, session.dataset.test], [100, 20]);
    const { classes: best, probabilities } = await session.predict({ split: 'test' });
    assert.deepEqual(await session.predict(x.subarray(0, 240)), { classes: best, probabilities });
    const hits = best.filter((found, i) => found === labels[i]).length;
    assert.ok(Math.abs((await session.evaluate()).valAcc - hits / 20) < 1e-6);
    await assert.rejects(session.examples({ split: 'test' }), /examples: there are none of arrays/);
  });
});

test(
  'a loss that is NaN stops the session at its batch, and it still answers',
  { timeout: TIMEOUT },
  async () => {
    const bad = x.slice();
    bad[50 * features] = NaN;
    await withSession(
      { ...numbers, data: { x: bad, y: targets, shape: [features] }, loss: 'mse', batchSize: 100 },
      async (session) => {
        await assert.rejects(collect(session.fit()), {
          message:
            'fit: the loss is NaN at batch 1 of epoch 1, with a learning rate of 0.1; a smaller one, clipped gradients or other data may cure it',
        });
        assert.equal((await session.predict(x.subarray(0, features))).outputs.length, 2);
        await assert.rejects(collect(session.fit()), {
          message: 'fit: the last training ended with an error; load a checkpoint or create a new session',
        });
      },
    );
  },
);

const good = { x, y: labels };
/** @type {[any, string | RegExp][]} */
const WRONG = [
  [
    { data: { x } },
    'createSession: data.y must be a typed array of numbers of at most 53 bits, got undefined',
  ],
  [
    { data: { ...good, y: labels.subarray(1) } },
    'createSession: data: x must be whole examples: 99 labels do not divide 1200 numbers; shape says how large an example is',
  ],
  [
    { data: { ...good, y: labels.subarray(1), shape: [12] } },
    'createSession: data: y must have a label for each of 100 examples, got 99',
  ],
  [{ data: { ...good, shape: [7] } }, 'createSession: data: x must be whole examples of 7 numbers, got 1200'],
  [
    { data: { ...good, shape: [0] } },
    'createSession: data: shape must be a list of whole numbers from 1, of one example, got [0]',
  ],
  [
    { data: { ...good, test: 1 } },
    'createSession: data: test must leave at least one of 100 examples on either side, got a fraction of 1',
  ],
  [
    { data: { ...good, y: targets.subarray(0, 100) } },
    `createSession: data.y must be class numbers 0, 1, 2, ... for this loss, got ${targets[0]} at 0`,
  ],
  [
    { data: { ...good, classes: ['a'] } },
    'createSession: data: classes must be a list of names for each of 5 classes, got 1',
  ],
  [
    { data: { ...good, test: { x: x.subarray(5), y: [1] } } },
    'createSession: data: test: x must be whole examples of 12 numbers, got 1195',
  ],
  [
    { data: { ...good, test: { x: x.subarray(0, 24), y: [1] } } },
    'createSession: data: test.y must have 2 numbers for 2 examples, got 1',
  ],
  [
    { data: { x: new BigInt64Array(12), y: [1] } },
    'createSession: data.x must be a typed array of numbers of at most 53 bits, got a value of type BigInt64Array',
  ],
  [
    { loss: 'hinge' },
    "createSession: loss: type must be one of crossEntropy, nll, mse, l1, huber, bceWithLogits, got 'hinge'",
  ],
  [{ loss: { type: 'mse', delta: 1 } }, /there is no option 'delta'/],
  [{ optimizer: 'lion' }, "createSession: optimizer: type must be one of sgd, adam, adamW, got 'lion'"],
  [{ optimizer: { type: 'adam', momentum: 1 } }, /there is no option 'momentum'/],
  [
    { optimizer: { type: 'adam', betas: [0.9, 1] } },
    'createSession: optimizer: betas must be two numbers from 0 to below 1, got [0.9,1]',
  ],
  [
    { schedule: {} },
    'createSession: schedule: type must be one of step, multiStep, exponential, cosine, linear, got undefined',
  ],
  [{ schedule: { type: 'step' } }, 'createSession: schedule: needs stepSize, a number of epochs'],
  [
    { schedule: { type: 'multiStep' } },
    'createSession: schedule: milestones must be a list of numbers from 0, got undefined',
  ],
  [{ gradientClip: -1 }, 'createSession: gradientClip must be a number above 0, got -1'],
  [{ model: [{ type: 'dropout', p: 2 }] }, 'createSession: model[0]: p must be a number from 0 to 1, got 2'],
  [{ model: [{ type: 'linear', units: 4 }] }, 'model: must give a score for each of 5 classes, got 4'],
  [
    { loss: 'mse', data: { x, y: targets, shape: [12] } },
    'model: must give as many numbers as there are targets, 2 an example, got 5',
  ],
];
for (const [options, message] of WRONG) {
  test(String(message), { timeout: TIMEOUT }, async () => {
    await assert.rejects(createSession({ model: classifier, data: good, threads: 1, ...options }), {
      message,
    });
  });
}
