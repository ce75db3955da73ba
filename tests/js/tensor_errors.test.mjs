// Mistakes at the tensor door: each text names the function, the rule and the value, and the stack begins
// at the caller's line.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { init } from './support.mjs';

const weft = /** @type {any} */ (await init({ threads: 1 }));
const x = weft.ones(2, 3);

/** @type {[() => unknown, string | RegExp][]} */
const mistakes = [
  [() => x.matmul(weft.ones(4, 5)), /^matmul: inner sizes must match, got \(2, 3\) and \(4, 5\)/],
  [() => x.softmax(), /^softmax: dim is missing; the parameters are \(x, dim\)/],
  [() => x.softmax('1'), 'softmax: dim must be a whole number, got a text'],
  [() => x.softmax(0.5), 'softmax: dim must be a whole number, got a number'],
  [() => x.sum(0, false, 3), 'sum: takes (x, dim, keepdim), got 4 arguments'],
  [() => x.sum({ keepdimension: true }), "sum: there is no argument 'keepdimension', only: x, dim, keepdim"],
  [() => x.sum(0, { dim: 1 }), 'sum: dim is given twice'],
  [() => x.sum({ requiresGrad: true }), "sum: there is no argument 'requiresGrad', only: x, dim, keepdim"],
  [() => x.add('1'), /^add: other must be a (tensor|number).*, got a text$/],
  [() => x.add([1, 2, 3]), /^add: other must be a (tensor|number).*, got a list of whole numbers$/],
  [() => x.add(() => 1), 'add: other must not be a function, got a function'],
  [
    () => x.add(Symbol.iterator),
    /^add: an argument must be a tensor, a number, a text or a list, got Symbol/,
  ],
  [() => x.reshape([2, 1.5]), 'reshape: shape must be a list of whole numbers, got a list of numbers'],
  [() => x.reshape([2, 'a']), "reshape: a list must hold tensors or numbers, got 'a'"],
  [
    () => weft.optim.Adam([weft.ones(1, { requiresGrad: true })], { betas: [0.9] }),
    'Adam: betas must be a list of two numbers, got a list of numbers',
  ],
  [() => x.reshape(4, 2), /^reshape: .*\(2, 3\)/],
  [
    () => x.to('float16'),
    'to: dtype must be one of float32, float64, int64, int32, uint8, bool, got float16',
  ],
  [() => weft.cat(3), /^cat: tensors must be a list of tensors, got a whole number/],
  [() => weft.zeros(2, { dtyp: 'int64' }), "zeros: there is no argument 'dtyp', only: size, dtype"],
  [() => weft.tensor([[1, 2], [3]]), 'tensor: lists must have the same length, got 2 and 1 in dimension 1'],
  [() => weft.tensor([1, [2]]), 'tensor: lists must have the same length, got a number and 1 in dimension 1'],
  [() => weft.tensor([[1], 2]), 'tensor: lists must hold numbers of one shape, got 2'],
  [() => weft.tensor(['a']), "tensor: lists must hold numbers of one shape, got 'a'"],
  [() => weft.tensor(1, { type: 'int64' }), "tensor: there is no option 'type'; did you mean 'dtype'?"],
  [
    () => weft.tensor(1, { dtype: 'int8' }),
    "tensor: dtype must be one of float32, float64, int64, int32, uint8, bool, got 'int8'; did you mean 'uint8'?",
  ],
  [
    () => weft.tensor([1, 2], { requiresGrad: true }),
    'requires_grad_: only floating point tensors can require gradients, got int64',
  ],
  [
    () => weft.fromTypedArray(new Int8Array(2)),
    'fromTypedArray: needs a Float32Array, Float64Array, BigInt64Array, Int32Array or Uint8Array, got a value of type Int8Array',
  ],
  [
    () => weft.fromTypedArray(new Float32Array(5), [2, 3]),
    'fromTypedArray: shape [2,3] needs 6 elements, got 5',
  ],
  [
    () => weft.fromTypedArray(new Float32Array(4), [0.5, 8]),
    'fromTypedArray: shape must be a list of whole numbers from 0, got [0.5,8]',
  ],
  [
    () => weft.fromTypedArray(new Float32Array(4), 4),
    'fromTypedArray: shape must be a list of whole numbers from 0, got 4',
  ],
  [
    () => (weft.optim.SGD([weft.ones(1, { requiresGrad: true })], { lr: 1 }).lr = '0.1'),
    "lr: must be a number, got '0.1'",
  ],
  [() => x.size(2), 'size: dim must be in [-2, 1], got 2'],
  [() => x.index(2), /^index: .*2/],
  [
    () => x.index('1:2:3:4'),
    "index: parts must be whole numbers, slices as 1:3 or ::2, '...' or None, got '1:2:3:4'",
  ],
  [() => x.index('a'), "index: parts must be whole numbers, slices as 1:3 or ::2, '...' or None, got 'a'"],
  [() => x.index(0.5), "index: parts must be whole numbers, slices as 1:3 or ::2, '...' or None, got '0.5'"],
  [() => x.index('T'), "index: parts must be whole numbers, slices as 1:3 or ::2, '...' or None, got 'T'"],
  [() => x.index(0, 0, 0), /^index: .*3/],
  [() => weft.optim.SGD([], { lr: 0.1 }), /^optimizer: got an empty parameter list/],
  [() => weft.optim.SGD([x], { lr: 0.1 }), /^optimizer: parameters must be leaf tensors that require grad/],
  [() => weft.optim.SGD([weft.ones(1, { requiresGrad: true })]), /^SGD: lr is missing/],
  [() => weft.jacobian(x, x), /^jacobian: f must be a function, got a value of type Tensor/],
  [() => weft.jacobian(() => 3, weft.ones(2)), 'a function must return a tensor, got 3'],
  [() => x.registerHook(3), 'registerHook: needs a function, got 3'],
  [() => (x.grad = 3), 'set_grad: grad must be a tensor, got a whole number'],
  [() => (x.grad = weft.ones(3)), 'set_grad: the gradient must be float32 of shape (2, 3), got float32 (3,)'],
  [() => x.indexPut_(0, 'a'), 'index_put_: value must be a number, got a text'],
  [() => weft.cat([x, undefined]), 'cat: a list must hold tensors or numbers, got undefined'],
  // prettier-ignore
  [() => weft.zeros([2, , 3]), 'zeros: a list must hold tensors or numbers, got undefined'],
  [() => x.add(2n ** 53n), /^add: a bigint must be below 2\^53 in size, got 9007199254740992; /],
  [
    () => weft.tensor([-(2n ** 60n)]),
    /^tensor: a bigint must be below 2\^53 in size, got -1152921504606846976; /,
  ],
  [() => weft.scope(3), 'scope: needs a function, got 3'],
  [() => weft.noGrad(), 'noGrad: needs a function, got undefined'],
  [() => [...weft.tensor(1)], 'length: a 0-d tensor has no length'],
  [() => weft.zeros(2 ** 20, 2 ** 20), /memory/],
];

for (const [i, [mistake, message]] of mistakes.entries()) {
  test(`${i}: ${message}`, () => {
    assert.throws(mistake, (error) => {
      assert.ok(error instanceof Error);
      if (typeof message === 'string') assert.equal(error.message, message);
      else assert.match(error.message, message);
      return true;
    });
  });
}

test('a list may be long', () => {
  assert.throws(() => weft.zeros(Array(200_000).fill(1)), /^Error: .*dimensions/);
});

test('a mistake leaves no tensor behind', () => {
  const before = weft.memory().tensors;
  assert.throws(() => weft.arange(3, { requiresGrad: true }));
  assert.throws(() => weft.tensor([1, 2], { requiresGrad: true }));
  assert.throws(() => weft.fromTypedArray(new Int32Array(2), [2], { requiresGrad: true }));
  assert.equal(weft.memory().tensors, before);
});

test('the stack of an error begins at the caller', () => {
  const ended = x.clone();
  const endedRows = ended[Symbol.iterator]();
  ended.dispose();
  for (const mistake of [
    () => x.softmax(9),
    () => weft.sum(),
    () => x.index(7),
    () => x.T.length.x.y,
    () => weft.scope(async () => {}),
    () => weft.noGrad(async () => {}),
    () => [...weft.tensor(1)],
    () => endedRows.next(),
  ]) {
    assert.throws(mistake, (error) => {
      const [first] =
        /** @type {Error} */ (error).stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
      assert.match(String(first), /tensor_errors\.test\.mjs/);
      return true;
    });
  }
});

test('the error of a function that was handed over keeps its stack', () => {
  const deep = () => {
    throw new Error('mine');
  };
  for (const run of [
    () => weft.jacobian(deep, weft.ones(2)),
    () => weft.scope(deep),
    () => weft.noGrad(deep),
  ]) {
    assert.throws(run, (error) => {
      assert.match(/** @type {Error} */ (error).stack ?? '', /mine\n\s+at deep/);
      return true;
    });
  }
});

test('init: wrong options', async () => {
  const wrong = async (options, message) => assert.rejects(init(options), { message });
  await wrong({ thread: 1 }, "init: there is no option 'thread'; did you mean 'threads'?");
  await wrong({ variant: 'simd', threads: 2 }, 'init: threads must be 1 for variant simd, got 2');
  await wrong(
    { wasm: 3 },
    'init: wasm must be a URL, a string, a Response, a WebAssembly.Module or bytes, got 3',
  );
  await wrong({ wasm: new URL('file:///nowhere.wasm') }, /could not be loaded/);
});
