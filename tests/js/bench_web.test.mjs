// make bench-web, without its rivals: what it refuses, what it is compared with, and what becomes of contenders
// that are missing, wrong or silent.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Samples } from '../../bench/report/samples.mjs';
import { RIVALS, lacks } from '../../bench/web/bundle.mjs';
import { open } from '../../bench/web/contenders/weft.js';
import { measurePlace } from '../../bench/web/measure.mjs';
import { within } from '../../bench/web/places.mjs';
import { epochLoss, multiply } from '../../bench/web/reference.js';
import { GOALS, ROWS, variantOf } from '../../bench/web/rows.mjs';
import { createRunner } from '../../bench/web/runner.js';
import { firstOf, layersOf, operandsOf, productName } from '../../bench/web/task.js';
import { orderOf, startOf } from '../../bench/web/task_files.mjs';
import { smallSet } from '../page/harness.mjs';
import { init } from './support.mjs';

const weft = new URL('../../wasm/src/node.js', import.meta.url).href;

/** @param {...string} args */
function bench(...args) {
  const script = fileURLToPath(new URL('../../bench/web/main.mjs', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  return { status, stderr };
}

test('an unknown rival, row or option is named with what there is', () => {
  assert.deepEqual(bench('--rivals', 'jax-js,numpy'), {
    status: 1,
    stderr: "bench: unknown rival 'numpy'; there are: tfjs, tfjs-tuned, jax-js\n",
  });
  const rows = bench('--rows', 'firefox');
  assert.equal(rows.status, 1);
  assert.match(
    rows.stderr,
    /^bench: no row matches 'firefox'; there are:\n  chromium\/epoch\/mlp\/threads:2\n/,
  );
  assert.match(bench('--fast').stderr, /Unknown option '--fast'/);
  assert.match(
    bench('--data', '/nowhere').stderr,
    /^bench: \/nowhere\/train-images-idx3-ubyte: neither this file nor train-images-idx3-ubyte\.gz is there/,
  );
});

test('a rival that is not installed says so', () => {
  for (const rival of RIVALS)
    assert.match(
      lacks(rival, '/nowhere') ?? '',
      /^not installed: @(tensorflow|jax-js)\/.* \(\.setup\/setup\.sh bench-web\)$/,
    );
});

test('each goal is for a row, and each row with a rival to beat has a goal', () => {
  const applies = ({ rows }, row) => (typeof rows === 'string' ? rows === row : rows.test(row));
  for (const goal of GOALS)
    assert.ok(
      ROWS.some(({ row }) => applies(goal, row)),
      String(goal.rows),
    );
  const without = ROWS.filter(({ row }) => !GOALS.some((goal) => applies(goal, row)));
  assert.deepEqual(
    without.map(({ row }) => row),
    ['node/epoch/mlp/threads:2'],
  );
  const [transposed] = GOALS.filter((goal) => applies(goal, 'chromium/gemm/256x256x784/NT/threads:1/plain'));
  assert.equal('atLeast' in transposed && transposed.atLeast, 30.4);
});

test('rows name the variant that they measure', () => {
  const variants = new Map(ROWS.map((row) => [row.row, variantOf(row)]));
  assert.equal(variants.get('chromium/gemm/256x256x784/NN/threads:2/plain'), 'simd-threads');
  assert.equal(variants.get('chromium/epoch/mlp/threads:1'), 'relaxed-simd');
});

test('the reference multiplies what is transposed, too', () => {
  const shape = { m: 2, n: 1, k: 3, ta: false, tb: false };
  const truth = Float64Array.of(14, 32);
  assert.deepEqual(multiply(shape, [1, 2, 3, 4, 5, 6], [1, 2, 3]), truth);
  assert.deepEqual(multiply({ ...shape, ta: true }, [1, 4, 2, 5, 3, 6], [1, 2, 3]), truth);
  assert.deepEqual(
    multiply({ ...shape, n: 2, tb: true }, [1, 2, 3, 4, 5, 6], [1, 2, 3, 1, 0, 0]),
    Float64Array.of(14, 1, 32, 4),
  );
});

test('a session on the task has the losses of the float64 reference', async () => {
  const set = smallSet(600, 40);
  const files = {
    trainImages: new Uint8Array(set['train-images-idx3-ubyte']),
    trainLabels: new Uint8Array(set['train-labels-idx1-ubyte']),
    testImages: new Uint8Array(set['t10k-images-idx3-ubyte']),
    testLabels: new Uint8Array(set['t10k-labels-idx1-ubyte']),
  };
  const w = await init({ variant: 'simd' });
  for (const model of /** @type {const} */ (['mlp', 'softmax'])) {
    const count = 520;
    const task = { model, count, files, layers: layersOf(model, startOf(w, model)) };
    const engine = await open({ threads: 1, variant: 'simd', weft, tfjsWasm: '' });
    const session = await engine.model(task);
    const { loss } = await session.epoch();
    session.dispose();
    const truth = epochLoss(task, orderOf(w, count));
    assert.ok(Math.abs(loss / truth - 1) < 1e-5, `${model}: ${loss}, not ${truth}`);
  }
});

test('the first items of a file are a file', () => {
  const part = firstOf(new Uint8Array(smallSet(600)['train-images-idx3-ubyte']), 3);
  assert.equal(part.length, 16 + 3 * 784);
  assert.equal(new DataView(part.buffer).getUint32(4), 3);
});

test('a product is compared with float64 before it is timed', async () => {
  const shapes = [
    [false, false],
    [false, true],
    [true, false],
  ].map(([ta, tb]) => ({ m: 37, n: 10, k: 50, ta, tb }));
  const truths = Object.fromEntries(
    shapes.map((shape) => [productName(shape), multiply(shape, ...operandsOf(shape))]),
  );
  const runner = createRunner({
    read: async (name) => truths[name].buffer,
    load: async () => ({ open }),
    packages: { weft, tfjsWasm: '' },
  });
  assert.equal(await runner.open('weft', { threads: 1, variant: 'simd' }), 'simd, threads: 1');
  for (const shape of shapes) assert.ok((await runner.multiply(shape)) < 1);
  truths[productName(shapes[2])][36] += 0.01;
  assert.ok((await runner.multiply(shapes[2])) > 1);
  const rate = await runner.rate(5);
  assert.ok(rate > 0.01 && rate < 1000, `${rate} GFLOP/s`);
});

/** A place whose contenders answer as told. @param {Record<string, (method: string) => unknown>} answers */
function placeWith(answers) {
  const closed = [];
  return {
    closed,
    async seat() {
      let name = '';
      return {
        async call(method, ...args) {
          if (method === 'open') return void (name = args[0]);
          return answers[name](method);
        },
        close: async () => void closed.push(name),
      };
    },
    close: async () => {},
  };
}

test('a contender that is wrong, fails or hangs has a reason, and the others go on', async () => {
  const rows = ROWS.filter(({ row }) => /^chromium\/epoch\/.*\/threads:2$/.test(row));
  const samples = new Samples();
  for (const { row } of rows) samples.declare(row, { unit: 's', threads: 2 });
  let calls = 0;
  const place = placeWith({
    weft: (method) => ({ loss: 2, epoch: 0.5 })[method],
    wrong: () => 2.1,
    failing: (method) => (method === 'epoch' ? Promise.reject(new Error('out of memory')) : 2),
    silent: () => (calls++, new Promise(() => {})),
  });
  const run = {
    rows,
    rivals: ['wrong', 'failing', 'silent'],
    data: '',
    rounds: 3,
    images: 30_000,
    warmUp: 100,
    milliseconds: 1,
    losses: { mlp: 2, softmax: 2 },
    samples,
  };
  let rounds = 0;
  await measurePlace({ ...run, patience: 0.05, rest: 0 }, place, {
    onInfo() {},
    onRound: () => rounds++,
  });
  const [{ ours, rivals, missing }, softmax] = samples.medians();
  assert.equal(ours, 1);
  assert.deepEqual(rivals, {});
  assert.deepEqual(missing, {
    wrong: 'a wrong loss after 2048 images: 2.1, not 2',
    failing: 'out of memory',
    silent: 'no answer within 0.05 s',
  });
  assert.equal(softmax.missing.silent, `no answer within 0.05 s in an earlier row (${rows[0].row})`);
  assert.equal(calls, 1);
  assert.deepEqual(place.closed.sort(), ['failing', 'failing', 'silent', 'weft', 'wrong', 'wrong']);
  assert.equal(rounds, 6);
});

test('within() gives what a promise gives, and no timer is left', async () => {
  assert.equal(await within(Promise.resolve(3), 60), 3);
  await assert.rejects(within(Promise.reject(new Error('no')), 60), { message: 'no' });
});
