// Chapters 2.1 and 2.3 through the module: tensors, indices, arithmetic, memory, linear algebra.
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { runInNewContext } from 'node:vm';
import { test } from 'node:test';
import { init } from './support.mjs';

const weft = await init({ threads: 1 });
const { arange, tensor, zeros, ones, slice } = weft;
const matrix = () => arange(12, { dtype: 'float32' }).reshape(3, 4);

test('2.1.a: creation, shapes, and how they print', () => {
  const x = arange(12, { dtype: weft.float32 });
  assert.equal(String(x), 'tensor([ 0.,  1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10., 11.])');
  assert.equal(inspect(x), String(x));
  assert.equal(x.numel(), 12);
  assert.deepEqual(x.shape, [12]);
  for (const shape of [
    [3, 4],
    [-1, 4],
    [3, -1],
  ]) {
    assert.deepEqual(x.reshape(shape).shape, [3, 4]);
    assert.deepEqual(x.reshape(shape[0], shape[1]).tolist(), matrix().tolist());
  }
  assert.deepEqual(zeros(2, 3, 4).shape, [2, 3, 4]);
  assert.deepEqual(ones([2, 3]).tolist(), [
    [1, 1, 1],
    [1, 1, 1],
  ]);
  weft.manualSeed(0);
  assert.equal(String(weft.randn(3, 4).index(0)), 'tensor([ 1.5410, -0.2934, -2.1788,  0.5684])');
  const t = tensor([
    [2, 1, 4, 3],
    [1, 2, 3, 4],
    [4, 3, 2, 1],
  ]);
  assert.equal(t.dtype, 'int64');
  assert.equal(String(t), 'tensor([[2, 1, 4, 3],\n        [1, 2, 3, 4],\n        [4, 3, 2, 1]])');
  assert.deepEqual(
    [tensor(2.5).dtype, tensor([true, false]).dtype, tensor([1n, 2n]).dtype],
    ['float32', 'bool', 'int64'],
  );
  assert.deepEqual(
    [t.ndim, t.dim(), t.size(), t.size(-1), t.length, t.strides],
    [2, 2, [3, 4], 4, 3, [4, 1]],
  );
});

test('2.1.b: indices and slices, read and written', () => {
  const X = matrix();
  assert.deepEqual(X.index(-1).tolist(), [8, 9, 10, 11]);
  assert.deepEqual(X.index('1:3').tolist(), [
    [4, 5, 6, 7],
    [8, 9, 10, 11],
  ]);
  X.indexPut_([1, 2], 17);
  assert.deepEqual(X.index(1).tolist(), [4, 5, 17, 7]);
  X.indexPut_(':2, :', 12);
  assert.deepEqual(X.tolist(), [
    [12, 12, 12, 12],
    [12, 12, 12, 12],
    [8, 9, 10, 11],
  ]);
  const Y = matrix();
  assert.deepEqual(Y.index('::2', -1).tolist(), [3, 11]);
  assert.deepEqual(Y.index(slice(0, 2), null, 1).shape, [2, 1]);
  assert.deepEqual(Y.index(weft.ellipsis, slice(1, null, 2)).tolist(), [
    [1, 3],
    [5, 7],
    [9, 11],
  ]);
  assert.deepEqual(Y.index('-2:, None, ..., 0').tolist(), [[4], [8]]);
  assert.deepEqual(Y.index([0, 2], tensor([1, 3])).tolist(), [1, 11]);
  assert.deepEqual(Y.index([[0], [1]], [0, 1]).tolist(), [
    [0, 1],
    [4, 5],
  ]);
  assert.deepEqual(Y.index(Y.gt(9)).tolist(), [10, 11]);
  assert.deepEqual(Y.index([true, false, true]).shape, [2, 4]);
  assert.deepEqual(Y.index([]).shape, [0, 4]);
  Y.indexPut_([Y.lt(6)], 0).indexPut_([2], tensor([1, 2, 3, 4]));
  assert.deepEqual(Y.tolist(), [
    [0, 0, 0, 0],
    [0, 0, 6, 7],
    [1, 2, 3, 4],
  ]);
  Y.index(0).fill_(5);
  assert.deepEqual(Y.index(0).tolist(), [5, 5, 5, 5], 'slices and numbers give views');
  assert.deepEqual(
    [...Y].map((row) => row.sum().item()),
    [20, 13, 10],
  );
  const y = tensor([
    [0.1, 0.3, 0.6],
    [0.3, 0.2, 0.5],
  ]);
  assert.equal(String(y.index([0, 1], tensor([0, 2]))), 'tensor([0.1000, 0.5000])');
});

test('2.1.c: arithmetic, promotion, exp, comparison, cat, sum', () => {
  const x = tensor([1.0, 2, 4, 8], { dtype: 'float32' });
  const y = tensor([2, 2, 2, 2]);
  const results = [x.add(y), x.sub(y), x.mul(y), x.div(y), x.pow(y)];
  assert.deepEqual(
    results.map((z) => z.tolist()),
    [
      [3, 4, 6, 10],
      [-1, 0, 2, 6],
      [2, 4, 8, 16],
      [0.5, 1, 2, 4],
      [1, 4, 16, 64],
    ],
  );
  for (const z of results) assert.equal(z.dtype, 'float32');
  assert.equal(y.div(4).dtype, 'float32');
  assert.deepEqual(weft.sub(1, y).tolist(), [-1, -1, -1, -1]);
  assert.equal(String(x.mul(-0).index(0)), 'tensor(-0.)', 'the number -0 is a floating one');
  assert.equal(
    String(weft.exp(arange(12, { dtype: 'float32' })).index('8:')),
    'tensor([ 2980.9580,  8103.0840, 22026.4648, 59874.1406])',
  );
  assert.equal(String(tensor([12, 12], { dtype: 'float32' }).exp()), 'tensor([162754.7969, 162754.7969])');
  const X = matrix();
  const Y = tensor(
    [
      [2, 1, 4, 3],
      [1, 2, 3, 4],
      [4, 3, 2, 1],
    ],
    { dtype: 'float32' },
  );
  assert.deepEqual(weft.cat([X, Y]).shape, [6, 4]);
  assert.deepEqual(weft.cat([X, Y], { dim: 1 }).shape, [3, 8]);
  assert.equal(
    String(X.eq(Y)),
    'tensor([[False,  True, False,  True],\n        [False, False, False, False],\n        [False, False, False, False]])',
  );
  assert.equal(String(X.sum()), 'tensor(66.)');
});

test('2.1.d: broadcasting, and what does not broadcast', () => {
  const sum = arange(3).reshape(3, 1).add(arange(2).reshape(1, 2));
  assert.equal(sum.dtype, 'int64');
  assert.deepEqual(sum.tolist(), [
    [0, 1],
    [1, 2],
    [2, 3],
  ]);
  assert.throws(() => ones(2, 3).add(ones(2, 4)), {
    message:
      'add: shapes must broadcast, got (2, 3) and (2, 4): the sizes 3 and 4 differ at axis 1 and neither of them is 1',
  });
});

test('2.1.e: which operations keep their storage', () => {
  let Y = ones(3, 4);
  const X = matrix();
  const before = Y.dataPtr();
  Y = Y.add(X);
  assert.notEqual(Y.dataPtr(), before);
  const Z = weft.zerosLike(Y);
  const place = Z.dataPtr();
  Z.indexPut_(':', X.add(Y));
  assert.equal(Z.dataPtr(), place);
  assert.deepEqual(Z.tolist(), X.add(Y).tolist());
  const kept = X.dataPtr();
  assert.equal(X.add_(Y), X);
  assert.equal(X.dataPtr(), kept);
  const x = arange(12);
  const view = x.reshape(3, 4);
  const copy = view.clone();
  view.indexPut_([1, 1], 0);
  assert.deepEqual([x.index(5).item(), copy.index(1, 1).item()], [0, 5]);
});

test('2.1.f: typed arrays both ways, item, numbers', () => {
  const arrays = [
    Float32Array.of(1, 2.5),
    Float64Array.of(0.1, 2),
    BigInt64Array.of(2n ** 60n, -1n),
    Int32Array.of(-3, 4),
    Uint8Array.of(0, 255),
  ];
  const dtypes = ['float32', 'float64', 'int64', 'int32', 'uint8'];
  for (const [i, array] of arrays.entries()) {
    const x = weft.fromTypedArray(array, [2, 1]);
    assert.deepEqual([x.dtype, x.shape], [dtypes[i], [2, 1]]);
    assert.deepEqual(x.toTypedArray(), array);
    assert.deepEqual(tensor(array).toTypedArray(), array);
  }
  assert.deepEqual(tensor([true, false]).toTypedArray(), Uint8Array.of(1, 0));
  const x = tensor(
    [
      [1, 2],
      [3, 4],
    ],
    { dtype: 'float32' },
  );
  assert.deepEqual(x.T.toTypedArray(), Float32Array.of(1, 3, 2, 4));
  const view = x.asTypedArray();
  view[3] = 40;
  assert.deepEqual(
    x.tolist(),
    [
      [1, 2],
      [3, 40],
    ],
    'without a copy',
  );
  assert.throws(() => x.T.asTypedArray(), {
    message: 'asTypedArray: the tensor must be contiguous, got strides [1,2] for shape [2,2]',
  });
  const a = tensor([3.5]);
  assert.deepEqual([a.item(), Number(a), Math.trunc(+a), `${a}`], [3.5, 3.5, 3, 'tensor([3.5000])']);
  assert.equal(tensor(true).item(), true);
  assert.throws(() => x.item(), {
    message: 'item: only a tensor with one element can be converted to a number, got shape (2, 2)',
  });
  const copy = tensor(x);
  assert.notEqual(copy.dataPtr(), x.dataPtr());
});

test('2.3.a: scalars, vectors, len, matrices, transposes', () => {
  const x = tensor(3, { dtype: 'float32' });
  const y = tensor(2, { dtype: 'float32' });
  assert.equal(
    [x.add(y), x.mul(y), x.div(y), x.pow(y)].join(' '),
    'tensor(5.) tensor(6.) tensor(1.5000) tensor(9.)',
  );
  assert.equal(arange(3).length, 3);
  assert.throws(() => x.length, { message: 'length: a 0-d tensor has no length' });
  const A = arange(6).reshape(3, 2);
  assert.deepEqual(A.T.tolist(), [
    [0, 2, 4],
    [1, 3, 5],
  ]);
  const S = tensor([
    [1, 2, 3],
    [2, 0, 4],
    [3, 4, 5],
  ]);
  assert.deepEqual(S.eq(S.T).tolist(), [
    [true, true, true],
    [true, true, true],
    [true, true, true],
  ]);
  assert.deepEqual(arange(24).reshape(2, 3, 4).index(1, 2, 3).item(), 23);
});

test('2.3.b: Hadamard products, sums and means along axes, cumulative sums', () => {
  const A = arange(6, { dtype: 'float32' }).reshape(2, 3);
  assert.deepEqual(A.mul(A.clone()).tolist(), [
    [0, 1, 4],
    [9, 16, 25],
  ]);
  assert.deepEqual(weft.add(2, arange(24).reshape(2, 3, 4)).shape, [2, 3, 4]);
  assert.equal(A.sum().item(), 15);
  assert.deepEqual(A.sum(0).tolist(), [3, 5, 7]);
  assert.deepEqual(A.sum({ axis: 1 }).tolist(), [3, 12]);
  assert.equal(A.sum([0, 1]).item(), 15);
  assert.equal(A.mean().item(), 2.5);
  assert.deepEqual(A.mean({ dim: 0 }).tolist(), [1.5, 2.5, 3.5]);
  const sums = A.sum(1, { keepdim: true });
  assert.deepEqual(A.sum({ axis: 1, keepdims: true }).tolist(), sums.tolist());
  assert.equal(String(A.div(sums)), 'tensor([[0.0000, 0.3333, 0.6667],\n        [0.2500, 0.3333, 0.4167]])');
  assert.deepEqual(A.cumsum(0).tolist(), [
    [0, 1, 2],
    [3, 5, 7],
  ]);
});

test('2.3.c: products of vectors and matrices, norms', () => {
  const A = arange(6, { dtype: 'float32' }).reshape(2, 3);
  const x = arange(3, { dtype: 'float32' });
  const B = ones(3, 4);
  assert.equal(weft.dot(x, ones(3)).item(), 3);
  assert.deepEqual(
    [weft.mv(A, x), A.matmul(x)].map((y) => y.tolist()),
    [
      [5, 14],
      [5, 14],
    ],
  );
  assert.deepEqual(weft.mm(A, B).tolist(), [
    [3, 3, 3, 3],
    [12, 12, 12, 12],
  ]);
  assert.deepEqual(ones(5, 2, 3).matmul(ones(3, 4)).shape, [5, 2, 4]);
  const u = tensor([3, -4], { dtype: 'float32' });
  assert.equal([u.norm(), ones(4, 9).norm()].join(' '), 'tensor(5.) tensor(6.)');
  assert.equal(u.abs().sum().item(), 7);
});

test('values with indices, lists and truth values come as JavaScript has them', () => {
  const x = tensor([
    [3, 1, 2],
    [6, 5, 4],
  ]);
  const { values, indices } = x.max(1);
  assert.deepEqual(
    [values.tolist(), indices.tolist()],
    [
      [3, 6],
      [0, 0],
    ],
  );
  const [sorted, order] = x.sort({ descending: true });
  assert.deepEqual(
    [sorted.index(0).tolist(), order.index(0).tolist()],
    [
      [3, 2, 1],
      [0, 2, 1],
    ],
  );
  assert.equal(x.max().item(), 6);
  assert.deepEqual(
    x.chunk(1).map((part) => part.shape),
    [[2, 3]],
  );
  assert.deepEqual(
    x.split(2, 1).map((part) => part.shape),
    [
      [2, 2],
      [2, 1],
    ],
  );
  assert.deepEqual(x.flip(0, 1).tolist(), [
    [4, 5, 6],
    [2, 1, 3],
  ]);
  assert.deepEqual(
    [x.equal(x.clone()), x.equal(x.add(1)), weft.allclose(ones(2), ones(2))],
    [true, false, true],
  );
});

test('typed arrays: parts, shared, resizable and detached ones, those of another realm', () => {
  assert.deepEqual(weft.fromTypedArray(Float32Array.of(1, 2, 3, 4).subarray(1, 3)).tolist(), [2, 3]);
  const shared = new Int32Array(new SharedArrayBuffer(8));
  shared[1] = 7;
  assert.deepEqual(weft.fromTypedArray(shared).tolist(), [0, 7]);
  assert.equal(weft.fromTypedArray(BigInt64Array.of(2n ** 60n)).toTypedArray()[0], 2n ** 60n);
  assert.equal(weft.fromTypedArray(Uint8ClampedArray.of(300)).item(), 255);
  const buffer = new /** @type {any} */ (ArrayBuffer)(8, { maxByteLength: 16 });
  const growing = new Float32Array(buffer);
  buffer.resize(12);
  assert.deepEqual(weft.fromTypedArray(growing).shape, [3]);
  const fixed = new Float32Array(buffer, 0, 2);
  buffer.resize(4);
  assert.throws(() => weft.fromTypedArray(fixed, [2]), {
    message: 'fromTypedArray: shape [2] needs 2 elements, got 0',
  });
  const foreign = runInNewContext(
    '({ array: new Float64Array([1.5]), list: [1, 2], options: { dtype: "int64" } })',
  );
  assert.deepEqual(weft.fromTypedArray(foreign.array).tolist(), [1.5]);
  assert.deepEqual(weft.tensor(foreign.list, foreign.options).tolist(), [1, 2]);
  assert.equal(weft.zeros(2, foreign.options).dtype, 'int64');
});
