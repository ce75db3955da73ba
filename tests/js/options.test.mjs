// Wrong options: each error names the option, the rule and the value, and nothing is started.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TIMEOUT, createSession, mlp, withSession } from './support.mjs';

const synthetic = { synthetic: { train: 100, test: 50 } };
const good = { model: mlp(), data: synthetic };

/** @type {[any, string][]} */
const wrong = [
  [undefined, 'createSession: options must be an object, got undefined'],
  [
    { ...good, epochs: 3 },
    "createSession: there is no option 'epochs', only: model, data, loss, optimizer, schedule, gradientClip, batchSize, seed, signal, checkpoint, checkpoints, variant, threads, wasm, memory",
  ],
  [{ data: synthetic }, 'createSession: model must be a list of layers, got undefined'],
  [{ ...good, model: [] }, 'createSession: model must be a list of layers, got an empty one'],
  [
    { ...good, model: ['relu'] },
    "createSession: model[0]: must be an object as { type: 'relu' }, got 'relu'",
  ],
  [
    { ...good, model: [{ type: 'conv' }] },
    "createSession: model[0]: type must be one of flatten, linear, relu, sigmoid, tanh, dropout, layerNorm, logSoftmax, got 'conv'",
  ],
  [
    { ...good, model: [{ units: 3 }] },
    'createSession: model[0]: type must be one of flatten, linear, relu, sigmoid, tanh, dropout, layerNorm, logSoftmax, got undefined',
  ],
  [{ ...good, model: [{ type: 'linear' }] }, 'createSession: model[0]: a linear layer needs units'],
  [
    { ...good, model: [{ type: 'relu', units: 3 }] },
    "createSession: model[0]: a relu layer: there is no option 'units', only: type",
  ],
  [
    { ...good, model: mlp(0) },
    'createSession: model[1]: units must be a whole number from 1 to 1048576, got 0',
  ],
  [
    { ...good, model: mlp(NaN) },
    'createSession: model[1]: units must be a whole number from 1 to 1048576, got NaN',
  ],
  [{ ...good, batchSize: 0 }, 'createSession: batchSize must be a whole number from 1 to 2147483647, got 0'],
  [
    { ...good, batchSize: '256' },
    "createSession: batchSize must be a whole number from 1 to 2147483647, got '256'",
  ],
  [{ ...good, seed: -1 }, 'createSession: seed must be a whole number from 0 to 9007199254740991, got -1'],
  [
    { ...good, optimizer: { momentum: -1 } },
    'createSession: optimizer: momentum must be a number of at least 0, got -1',
  ],
  [{ ...good, optimizer: { lr: 0 } }, 'createSession: optimizer: lr must be a number above 0, got 0'],
  [
    { ...good, optimizer: { lr: Infinity } },
    'createSession: optimizer: lr must be a number above 0, got Infinity',
  ],
  [
    { ...good, optimizer: { type: 'lion' } },
    "createSession: optimizer: type must be one of sgd, adam, adamW, got 'lion'",
  ],
  [
    { ...good, optimizer: { learningRate: 1 } },
    "createSession: optimizer: sgd: there is no option 'learningRate', only: type, lr, momentum, dampening, weightDecay, nesterov",
  ],
  [{ ...good, signal: true }, 'createSession: signal must be an AbortSignal, got true'],
  [
    { ...good, wasm: 3 },
    'createSession: wasm must be a URL, a string, a Response, a WebAssembly.Module or bytes, got 3',
  ],
  [{ model: mlp() }, 'createSession: data: options must be an object, got undefined'],
  [
    { ...good, data: { synthetic: { train: 0 } } },
    'createSession: data.synthetic: train must be a whole number from 1 to 2000000, got 0',
  ],
  [
    { ...good, data: { synthetic: {}, trainImages: new Uint8Array() } },
    "createSession: data: there is no option 'trainImages', only: synthetic",
  ],
  [
    { ...good, data: { trainImages: [1, 2] } },
    'createSession: data.trainImages must be a Blob, an ArrayBuffer, a Uint8Array, a URL or an address, got an array',
  ],
  [
    { ...good, data: { trainImages: new Uint8Array() } },
    'createSession: data.trainImages has no bytes; was its buffer handed over to a worker before?',
  ],
  [
    { ...good, data: { trainImage: new Uint8Array() } },
    "createSession: data: there is no option 'trainImage'; did you mean 'trainImages'?",
  ],
];

for (const [options, message] of wrong) {
  test(message, async () => {
    await assert.rejects(createSession(options), { message });
  });
}

test(
  'a model that gives no row of scores an image is refused before training',
  { timeout: TIMEOUT },
  async () => {
    const noFlatten = createSession({ ...good, model: [{ type: 'linear', units: 10 }] });
    await assert.rejects(noFlatten, {
      message:
        'model: must give one row of numbers an example, got shape (1, 1, 28, 10) for one example; is a flatten layer missing?',
    });
    const tooFew = createSession({ ...good, model: [{ type: 'flatten' }, { type: 'linear', units: 7 }] });
    await assert.rejects(tooFew, { message: 'model: must give a score for each of 10 classes, got 7' });
  },
);

test('the calls of a session check what they are given', { timeout: TIMEOUT }, async () => {
  await withSession({ data: synthetic }, async (session) => {
    /** @type {any} */
    const any = session;
    assert.throws(() => any.fit({ epochs: 0 }), {
      message: 'fit: epochs must be a whole number from 1 to 1000000, got 0',
    });
    assert.throws(() => any.fit({ epoch: 1 }), {
      message: "fit: there is no option 'epoch'; did you mean 'epochs'?",
    });
    await assert.rejects(any.examples({ split: 'val' }), {
      message: "examples: split must be one of train, test, got 'val'",
    });
    await assert.rejects(any.examples({}), {
      message: 'examples: split must be one of train, test, got undefined',
    });
    await assert.rejects(any.predict({ split: 'test', start: 51 }), {
      message: 'predict: start must be a whole number from 0 to 50, got 51',
    });
    await assert.rejects(any.predict({ split: 'test', start: 40, count: 11 }), {
      message: 'predict: count must be a whole number from 0 to 10, got 11',
    });
    await assert.rejects(session.predict(new Uint8Array(1000)), {
      message: 'predict: input must be whole examples of 1 x 28 x 28 = 784 numbers, got 1000',
    });
    // None of this has harmed it.
    assert.equal((await session.predict({ split: 'test' })).classes.length, 50);
  });
});
