// Who ends tensors: scopes, dispose, the garbage collector; and that all of it is counted.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';
import { TIMEOUT, init } from './support.mjs';

const weft = await init({ threads: 1 });
const held = () => {
  const { tensors, bytes } = weft.memory();
  return { tensors, bytes };
};

test('scope: disposes of what is made inside, except what it returns', () => {
  const before = held();
  const kept = weft.scope(() => {
    const x = weft.ones(1000);
    return [x.add(1), { deep: [x.mul(2)] }, 'text', null];
  });
  assert.equal(held().tensors, before.tensors + 2);
  assert.equal(held().bytes, before.bytes + 8000);
  const [a, b] = /** @type {[any, { deep: any[] }]} */ (/** @type {unknown} */ (kept));
  assert.equal(a.sum().item() + b.deep[0].sum().item(), 4000);
  const count = held().tensors;
  let out;
  weft.scope(() => {
    const inner = weft.scope(() => weft.ones(2));
    assert.equal(inner.sum().item(), 2, 'what an inner scope returns belongs to the outer one');
    out = weft.keep(weft.ones(3));
    weft.ones(4).dispose();
  });
  assert.equal(/** @type {any} */ (out).numel(), 3);
  assert.equal(held().tensors, count + 1, 'and ends with it');
  assert.throws(
    () =>
      weft.scope(() => {
        weft.ones(5);
        throw new Error('mine');
      }),
    { message: 'mine' },
  );
  assert.throws(() => weft.scope(async () => weft.ones(5)), {
    message: 'scope: its function must not be async, since others run in between; open scopes inside it',
  });
  assert.throws(() => weft.noGrad(async () => {}), /^Error: noGrad: its function must not be async/);
});

test('dispose: twice is fine, use afterwards is an error, a graph keeps what it needs', () => {
  const before = held();
  const x = weft.tensor([1, 2], { dtype: 'float32', requiresGrad: true });
  const square = x.mul(x);
  const y = square.sum();
  square.dispose();
  square.dispose();
  assert.equal(square.disposed, true);
  assert.equal(String(square), 'tensor(disposed)');
  assert.throws(() => square.add(1), { message: 'add: the tensor has been disposed' });
  assert.throws(() => square.requiresGrad, { message: 'requiresGrad: the tensor has been disposed' });
  assert.throws(() => square.shape, { message: 'shape: the tensor has been disposed' });
  y.backward();
  weft.scope(() => assert.deepEqual(x.grad?.tolist(), [2, 4]));
  if (Symbol.dispose) /** @type {any} */ (x)[Symbol.dispose]();
  else x.dispose();
  y.dispose();
  assert.deepEqual(held(), before);
});

for (const type of /** @type {const} */ (['SGD', 'Adam']))
  test(`a thousand training steps of ${type} in scopes leave memory as it was`, () => {
    const X = weft.randn(32, 8);
    const y = weft.randint(0, 3, [32]);
    const W = weft.zeros(3, 8, { requiresGrad: true });
    const optimizer = weft.optim[type]([W], { lr: 0.1 });
    const step = () =>
      weft.scope(() => {
        optimizer.zeroGrad();
        weft.crossEntropy(weft.linear(X, W), y).backward();
        optimizer.step();
      });
    step();
    const before = held();
    const { cached, wasm } = weft.memory();
    for (let i = 0; i < 1000; i++) step();
    assert.deepEqual(held(), before);
    assert.deepEqual([weft.memory().cached, weft.memory().wasm], [cached, wasm]);
    optimizer.dispose();
    assert.throws(() => optimizer.step(), { message: 'step: the optimizer has been disposed' });
  });

test('peak memory is counted, and can start anew', () => {
  weft.resetPeakMemory();
  const { bytes } = weft.memory();
  weft.scope(() => void weft.zeros(1000, 100));
  const { peak } = weft.memory();
  assert.ok(peak >= bytes + 400_000 && peak < bytes + 400_100, `${peak}`);
  weft.resetPeakMemory();
  assert.equal(weft.memory().peak, weft.memory().bytes);
});

test('what was lost is found by the garbage collector', { timeout: TIMEOUT }, () => {
  const script = `
    import { init } from ${JSON.stringify(new URL('../../wasm/src/node.js', import.meta.url).href)};
    const weft = await init({ threads: 1 });
    const before = weft.memory().bytes;
    for (let i = 0; i < 1000; i++) weft.zeros(1000).add(1);
    const lost = weft.memory().tensors;
    for (let i = 0; i < 50 && weft.memory().tensors > 0; i++) {
      gc();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    console.log(JSON.stringify([lost, weft.memory().tensors, weft.memory().bytes - before]));`;
  const out = execFileSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', script]);
  assert.deepEqual(JSON.parse(String(out)), [2000, 0, 0]);
});

test('leaks() names where tensors were made that live', async () => {
  const tracked = await init({ threads: 1, trackLeaks: true });
  const list = [];
  for (let i = 0; i < 3; i++) list.push(tracked.ones(2));
  const other = tracked.scope(() => tracked.ones(3).mul(2));
  const leaks = tracked.leaks();
  assert.deepEqual(
    leaks.map(({ count }) => count),
    [3, 1],
  );
  for (const { site } of leaks) assert.match(site, /tensor_memory\.test\.mjs:\d+:\d+/);
  for (const x of [...list, other]) x.dispose();
  assert.deepEqual(tracked.leaks(), []);
  assert.throws(() => weft.leaks(), { message: 'leaks: needs init({ trackLeaks: true })' });
});

test('two instances side by side do not share anything', async () => {
  const other = await init({ threads: 1 });
  const before = other.memory().bytes;
  weft.manualSeed(5);
  other.manualSeed(6);
  const x = weft.rand(3);
  other.manualSeed(5);
  const y = other.rand(3);
  assert.deepEqual(x.tolist(), y.tolist());
  assert.throws(() => x.add(y), { message: 'add: the tensor belongs to another instance of the module' });
  assert.ok(x instanceof weft.Tensor && !(x instanceof other.Tensor));
  weft.noGrad(() => assert.ok(other.ones(1, { requiresGrad: true }).mul(2).requiresGrad));
  assert.equal(before, 0);
  const { bytes } = weft.memory();
  const big = other.zeros(1000);
  assert.ok(other.memory().bytes >= 4000 && big.length === 1000);
  assert.equal(weft.memory().bytes, bytes);
});

test('a view of the memory is copied, though memory moves', async () => {
  const other = await init({ threads: 1 });
  let x = other.ones(4_000_000);
  const { bytes } = other.memory().wasm;
  for (let i = 0; i < 4; i++) x = other.fromTypedArray(x.asTypedArray());
  assert.ok(other.memory().wasm.bytes > bytes, 'it has grown');
  assert.equal(x.sum().item(), 4_000_000);
});

test('terminate: what comes after it is an error, not a wait; disposal is fine', { timeout: TIMEOUT }, () => {
  const script = `
    import { init } from ${JSON.stringify(new URL('../../wasm/src/node.js', import.meta.url).href)};
    const weft = await init({ variant: 'simd-threads', threads: 2 });
    const x = weft.ones(512, 512);
    x.matmul(x);
    weft.terminate();
    weft.terminate();
    for (const call of [() => x.matmul(x), () => x.shape, () => String(x), () => weft.zeros(2), () => weft.memory()]) {
      try {
        call();
      } catch (error) {
        console.log(error.message);
      }
    }
    x.dispose();`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { timeout: TIMEOUT });
  assert.equal(String(out), 'weft: this instance of the module has been terminated\n'.repeat(5));
});

test('threads stay at hand in a scope: errors pass, terminate inside it ends', { timeout: TIMEOUT }, () => {
  const script = `
    import { init } from ${JSON.stringify(new URL('../../wasm/src/node.js', import.meta.url).href)};
    const weft = await init({ variant: 'simd-threads', threads: 2 });
    const x = weft.ones(512, 512);
    const y = weft.scope(() => weft.scope(() => x.matmul(x).sum()));
    const log = [y.item(), weft.memory().tensors];
    for (const body of [() => x.matmul(y.reshape(1, 1)), () => { throw new Error('mine'); }, async () => x.matmul(x)]) {
      try {
        weft.scope(body);
      } catch (error) {
        log.push(error.message.slice(0, 40));
      }
    }
    const other = await init({ variant: 'simd-threads', threads: 2 });
    const big = other.ones(512, 512);
    log.push(weft.scope(() => other.scope(() => x.matmul(x).sum().item() + big.matmul(big).sum().item())));
    other.scope(() => other.terminate());
    weft.scope(() => {
      x.matmul(x);
      weft.terminate();
    });
    console.log(JSON.stringify(log));`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { timeout: TIMEOUT });
  assert.deepEqual(JSON.parse(String(out)), [
    512 ** 3,
    2,
    'matmul: inner sizes must match, got (512',
    'mine',
    'scope: its function must not be async, s',
    2 * 512 ** 3,
  ]);
});

test('threads: the same values, and the process ends', { timeout: TIMEOUT }, async () => {
  const script = `
    import { init } from ${JSON.stringify(new URL('../../wasm/src/node.js', import.meta.url).href)};
    const weft = await init({ variant: 'simd-threads', threads: 2 });
    weft.manualSeed(0);
    const x = weft.randn(300, 300);
    console.log(JSON.stringify([weft.info.threads, x.matmul(x).mul(0.1).exp().sum(0).tolist()]));`;
  const out = execFileSync(process.execPath, ['--input-type=module', '-e', script], { timeout: TIMEOUT });
  const [threads, sums] = JSON.parse(String(out));
  const serial = await init({ variant: 'simd' });
  serial.manualSeed(0);
  const x = serial.randn(300, 300);
  assert.equal(threads, 2);
  assert.deepEqual(sums.map(Math.fround), x.matmul(x).mul(0.1).exp().sum(0).tolist().map(Math.fround));
});

test('memory that the option does not allow is an Error, and the module goes on', async () => {
  const small = await init({ threads: 1, memory: 2 ** 25 });
  assert.throws(() => small.zeros(4096, 4096), /memory/);
  assert.equal(small.ones(3).sum().item(), 3);
  assert.deepEqual(small.memory().wasm, { bytes: 2 ** 25, maximum: 2 ** 25 });
  small.terminate();
});
