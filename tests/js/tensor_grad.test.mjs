// Chapter 2.5 through the module: gradients, graphs, JavaScript's own control flow, hooks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { init } from './support.mjs';

const weft = await init({ threads: 1 });
const { arange, dot, ones, tensor } = weft;
const leaf = (data) => tensor(data, { dtype: 'float32', requiresGrad: true });

test('2.5.a: backward, gradients that add up, and zero_', () => {
  const x = arange(4, { dtype: 'float32' }).requiresGrad_();
  assert.equal(x.grad, null);
  const y = dot(x, x).mul(2);
  assert.equal(String(y), 'tensor(28., grad_fn=<MulBackward0>)');
  assert.deepEqual([y.gradFn, y.isLeaf, y.requiresGrad], ['MulBackward0', false, true]);
  assert.deepEqual([x.gradFn, x.isLeaf], [null, true]);
  y.backward();
  assert.equal(String(x.grad), 'tensor([ 0.,  4.,  8., 12.])');
  dot(x, x).mul(2).backward();
  assert.deepEqual(x.grad?.tolist(), [0, 8, 16, 24]);
  x.grad?.zero_();
  x.sum().backward();
  assert.deepEqual(x.grad?.tolist(), [1, 1, 1, 1]);
  x.grad = null;
  assert.equal(x.grad, null);
  x.grad = ones(4);
  assert.deepEqual(x.grad?.tolist(), [1, 1, 1, 1]);
});

test('2.5.b: a gradient for many elements, retained graphs, and the errors', () => {
  const x = leaf([0, 1, 2, 3]);
  x.mul(x).backward(ones(4));
  assert.deepEqual(x.grad?.tolist(), [0, 2, 4, 6]);
  x.grad = null;
  x.mul(x).backward({ gradient: ones(x.length) });
  assert.deepEqual(x.grad?.tolist(), [0, 2, 4, 6]);
  const y = x.mul(x).sum();
  y.backward({ retainGraph: true });
  y.backward();
  assert.throws(
    () => y.backward(),
    /^Error: backward: the graph of SumBackward0 has been freed .* retain_graph/,
  );
  assert.throws(
    () => x.mul(x).backward(),
    /^Error: backward: grad can be .* give the gradient as an argument/,
  );
});

test('2.5.c: detach, noGrad, and changes in place that backward would miss', () => {
  const x = leaf([1, 2, 3]);
  const y = x.mul(x);
  const u = y.detach();
  u.mul(x).sum().backward();
  assert.deepEqual(x.grad?.tolist(), u.tolist());
  const z = weft.noGrad(() => {
    assert.equal(weft.enableGrad(() => x.mul(2)).requiresGrad, true);
    return x.mul(2);
  });
  assert.equal(z.requiresGrad, false);
  assert.throws(
    () =>
      weft.noGrad(() => {
        throw new Error('mine');
      }),
    { message: 'mine' },
  );
  assert.equal(x.mul(2).requiresGrad, true, 'recording goes on after an exception');
  const w = x.exp();
  w.add_(1);
  assert.throws(() => w.sum().backward(), /in place/);
  assert.throws(() => x.add_(1), /leaf/);
});

test('2.5.d: gradients through while and if', () => {
  const f = (a) => {
    let b = a.mul(2);
    while (b.mul(b).sum().sqrt().item() < 1000) b = b.mul(2);
    return b.sum().item() > 0 ? b : b.mul(100);
  };
  for (const start of [0.7, -1.3, 1500]) {
    const a = leaf(start);
    const d = f(a);
    d.backward();
    assert.equal(a.grad?.item(), d.div(a).item());
  }
});

test('2.5.e: second derivatives, Jacobians, gradcheck', () => {
  const x = leaf([1, 2, 3]);
  const [first] = weft.grad(x.pow(3).sum(), x, { createGraph: true });
  assert.deepEqual(first?.tolist(), [3, 12, 27]);
  const [second] = weft.grad([/** @type {any} */ (first).sum()], [x]);
  assert.deepEqual(second?.tolist(), [6, 12, 18]);
  assert.equal(x.grad, null);
  assert.deepEqual(weft.grad(x.sum(), [x, leaf(1)], { allowUnused: true })[1], null);
  const A = tensor(
    [
      [1, 2],
      [3, 4],
      [5, 6],
    ],
    { dtype: 'float32' },
  );
  assert.deepEqual(weft.jacobian((v) => weft.mv(A, v), leaf([1, 1])).tolist(), A.tolist());
  assert.deepEqual(weft.hessian((v) => v.pow(2).sum(), leaf([1, 1])).tolist(), [
    [2, 0],
    [0, 2],
  ]);
  const inputs = [tensor([0.3, -0.7], { dtype: 'float64' }), tensor([1.5, 2.5], { dtype: 'float64' })];
  weft.gradcheck((a, b) => a.tanh().mul(b).sum(), inputs);
  assert.throws(
    () => weft.gradcheck((a) => a.detach().mul(2).add(a), [inputs[0]]),
    /^Error: gradcheck: output element 0 by element 0 of input 0: the gradient is 1, the difference quotient (3|2\.9999)/,
  );
});

test('gradients of results, and hooks that see, change and leave', () => {
  const x = leaf([1, 2]);
  const y = x.mul(3);
  y.retainGrad();
  const seen = [];
  const hook = y.registerHook((grad) => {
    seen.push(grad.tolist());
    return grad.mul(10);
  });
  y.sum().backward();
  assert.deepEqual([seen, x.grad?.tolist()], [[[1, 1]], [30, 30]]);
  hook.remove();
  hook.remove();
  let inner = 0;
  weft.jacobian(
    (v) => {
      x.registerHook(() => void inner++);
      return v.mul(2);
    },
    leaf([1, 2]),
  );
  x.sum().backward();
  assert.equal(inner, 1, 'a hook outlives the call in which it was registered');
  x.grad = null;
  x.mul(30).sum().backward();
  const other = x.registerHook(() => {
    throw new Error('from the hook');
  });
  assert.throws(() => x.sum().backward(), { message: 'from the hook' });
  other.remove();
  x.sum().backward();
  assert.deepEqual(x.grad?.tolist(), [31, 31], 'a hook that threw has left nothing behind');
  assert.throws(() => tensor([1]).registerHook(() => {}), /register_hook: the tensor of shape \(1,\) /);
});
