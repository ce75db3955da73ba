// The native benchmarks without running any: what a row's name says, losses that differ, and command lines that are wrong.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assemble, judged } from '../../bench/assemble.mjs';
import { covers, benchmarkNames } from '../../bench/contenders.mjs';
import { goals, sections } from '../../bench/goals.mjs';
import { native } from '../../bench/headlines.mjs';
import { Measurement } from '../../bench/measure.mjs';
import { compareLosses, comparison, groups } from '../../bench/process.mjs';
import { sectionOf } from '../../bench/report/markdown.mjs';
import { scaling } from '../../bench/scaling.mjs';
import { figure, threads, unit } from '../../bench/units.mjs';

test("a row's name gives its unit, its figure and its threads", () => {
  const entry = { 'GFLOP/s': 100, bytes_per_second: 2e10, items_per_second: 4e9, ns: 1500 };
  const of = (row) => [figure(row, entry), unit(row), threads(row)];
  assert.deepEqual(of('gemm/256x10x256/TN/threads:2'), [100, 'GFLOP/s', 2]);
  assert.deepEqual(of('machine/peak/threads:4'), [100, 'GFLOP/s', 4]);
  assert.deepEqual(of('machine/triad_streaming/threads:1'), [20, 'GB/s', 1]);
  assert.deepEqual(of('exp_fresh/10000000/threads:2'), [20, 'GB/s', 2]);
  assert.deepEqual(of('exp/1000'), [0.25, 'ns/element', 1]);
  assert.deepEqual(of('matmul/8x8x8/NN/threads:1'), [1500, 'ns', 1]);
  assert.deepEqual(of('machine/region/threads:2'), [1500, 'ns', 2]);
  assert.deepEqual(of('small/add'), [1500, 'ns', 1]);
  assert.deepEqual(of('softmax/256x10'), [1.5, 'us', 1]);
  assert.deepEqual(of('loader/60000/threads:2'), [1.5e-6, 's', 2]);
});

test('a curve that is not the task is named with its epoch and both losses', () => {
  const truth = { name: 'pytorch', losses: [0.8, 0.6] };
  compareLosses('epoch/mlp', 'weft', [0.8009, 0.5991], truth);
  assert.throws(() => compareLosses('epoch/mlp', 'expert_onednn', [0.8, 0.62], truth), {
    message: 'expert_onednn, epoch/mlp: the training loss of epoch 2 is 0.62, and not 0.6 (pytorch)',
  });
  assert.throws(() => compareLosses('epoch/mlp', 'weft', [NaN], truth), { message: /is NaN, and not 0.8/ });
  assert.throws(() => compareLosses('epoch/mlp', 'weft', [0.8], truth), {
    message: /of epoch 2 is undefined, and not 0.6/,
  });
  assert.throws(() => comparison('epoch/mlp')('pytorch', [], 2), {
    message: 'pytorch, epoch/mlp: 0 epochs, and not 2',
  });
});

test('headline rows stand in a section, and each but those of whole programs has a rival that covers it', () => {
  const whole = groups('').flatMap((group) => group.rows);
  for (const { row } of native) {
    assert.notEqual(sectionOf(row, sections).title, 'Other rows', row);
    if (sectionOf(row, sections).title === 'Training') continue;
    assert.ok(
      benchmarkNames.some((name) => name !== 'weft' && covers(name, row)),
      row,
    );
    assert.ok(
      goals.some(({ rows }) => (rows instanceof RegExp ? rows.test(row) : rows === row)),
      row,
    );
  }
  assert.ok(whole.includes('epoch/mlp/threads:2'));
});

test('an unknown rival ends the run with one line that lists what there is', () => {
  const program = fileURLToPath(new URL('../../bench/run.mjs', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [program, '--rivals', 'mkl'], { encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stderr, /^bench: unknown rival 'mkl'; there are: openblas, blis, .*, expert_openblas\n$/);
});

test('the model of more cores gives back what it was made from', () => {
  // Products at half the peak, no cost of threads; of what is left, 0.1 s, half is serial.
  const products = (235 * 2 * 256 * (2 * 784 * 256 + 3 * 256 * 10)) / 1e11;
  const free = { region: 0, regions: 0, bandwidth: Infinity };
  const ideal = { epoch: [products + 0.1, products / 2 + 0.075], peak: [200, 400], product: 100, ...free };
  const { serial, seconds } = scaling(ideal);
  const near = (got, want) => assert.ok(Math.abs(got - want) < 1e-9, `${got}, and not ${want}`);
  near(serial, 0.5);
  near(seconds[0].seconds, ideal.epoch[0]);
  near(seconds[1].seconds, ideal.epoch[1]);
  near(seconds[4].seconds, products / 16 + 0.1 * (0.5 + 0.5 / 16));
  // Regions cost as a tree of threads does, and cores read what others wrote.
  const costly = scaling({ ...ideal, regions: 10, region: 1000, bandwidth: 20 }).seconds;
  const apart = scaling({ ...ideal, epoch: [products + 0.1, 0] }).seconds;
  near(apart[2].seconds, products / 4 + 0.1 / 4);
  assert.ok(costly[4].seconds > 235 * (10 * 1e-6 * 4 + ((4 * (784 * 256 + 256 * 256)) / 1e10) * (15 / 16)));
});

test(
  'the peak memory of a process is its own: not that of its parent, and all of it',
  { skip: !existsSync('/proc/self/status') },
  () => {
    const watch = fileURLToPath(new URL('../../bench/watch.mjs', import.meta.url));
    const watched = (...command) => {
      const before = Date.now() / 1000;
      const { status, stdout } = spawnSync(process.execPath, [watch, ...command], { encoding: 'utf8' });
      if (status !== 0) return { status };
      const { startedAt, peakMiB } = JSON.parse(stdout);
      assert.ok(before <= startedAt && startedAt <= Date.now() / 1000);
      return { status, peakMiB };
    };
    const small = watched('sleep', '0.1').peakMiB;
    assert.ok(small > 0.1 && small < 20, `${small} MiB`);
    const fill = 'Buffer.alloc(200 << 20, 1); setTimeout(() => {}, 100)';
    const large = watched(process.execPath, '-e', fill).peakMiB;
    assert.ok(large > 200 && large < 400, `${large} MiB`);
    assert.equal(watched('sh', '-c', 'exit 3').status, 3);
    assert.equal(watched('/no/such/program').status, 1);
  },
);

test('contenders take turns, every other round backwards; one that fails or is absent has its reason', () => {
  const measurement = new Measurement({ trainings: 3 });
  const turns = [];
  measurement.samples.declare('epoch/mlp', { unit: 's', threads: 1 });
  measurement.whole(
    {
      rows: ['epoch/mlp'],
      contenders: ['pytorch', 'weft', 'expert_onednn', 'expert_openblas'],
      missing: (name) => (name === 'expert_onednn' ? 'not built' : undefined),
      measure(name) {
        turns.push(name);
        if (name === 'pytorch' && turns.length > 3) throw new Error('no memory');
        return { 'epoch/mlp': [turns.length, turns.length + 1] };
      },
    },
    ['pytorch', 'expert_onednn'],
  );
  assert.deepEqual(turns, ['pytorch', 'weft', 'weft', 'pytorch', 'weft']);
  const [row] = measurement.samples.medians();
  assert.deepEqual(row.missing, { expert_onednn: 'not built', pytorch: 'no memory' });
  assert.equal(row.ours, 3.5);
  assert.deepEqual(row.rivals, {});
});

test('rows are judged by the peak, the triad and the kernel of the same run', () => {
  const measurement = new Measurement({});
  measurement.simd = 'avx512';
  const figures = {
    'machine/peak/threads:2': [400, 'GFLOP/s'],
    'machine/triad/threads:1': [10, 'GB/s'],
    'machine/triad_streaming/threads:1': [20, 'GB/s'],
    'gemm/1024x1024x1024/NN/threads:2': [300, 'GFLOP/s'],
    'gemm/256x256x784/NT/threads:2': [384, 'GFLOP/s'],
    'gemm/8x8x8/NN/threads:1': [10.24, 'GFLOP/s'], // 100 ns
    'matmul/8x8x8/NN/threads:1': [210, 'ns'],
    'exp/10000000': [18, 'GB/s'],
  };
  for (const [row, [value, of]] of Object.entries(figures)) {
    measurement.samples.declare(row, { unit: of, threads: threads(row) });
    measurement.samples.add(row, 'weft', value);
  }
  const names = [
    'gemm/1024x1024x1024/NN/threads:2',
    'matmul/8x8x8/NN/threads:1',
    'exp/10000000',
    'gemm/256x256x784/NT/threads:2',
  ];
  const [product, small, exp, layer] = judged(measurement, [...names, 'not measured']);
  const atPeak = layer.checks.find(({ of }) => of === 'peak');
  assert.deepEqual([atPeak.goal, atPeak.ratio, atPeak.met], ['>= 0.97 of peak', 0.96, false]);
  assert.equal(product.peakShare, 0.75);
  assert.deepEqual([product.threads, product.simd, product.met], [2, 'avx512', null]);
  assert.deepEqual(small.references, { 'the kernel and 100 ns': 200 });
  assert.deepEqual([small.ratio, small.met], [1.05, false]);
  assert.deepEqual(exp.references, { triad: 20 });
  assert.deepEqual([exp.ratio, exp.checks.map(({ met }) => met)], [0.9, [null, true]]);
  assert.equal(exp.met, null); // since no rival ran
});

test('the report has the model beside what was measured, and leaves it out where a figure is missing', () => {
  const measurement = new Measurement({});
  const figures = {
    'machine/peak/threads:1': 200,
    'machine/peak/threads:2': 400,
    'machine/region/threads:2': 1000,
    'machine/triad/threads:2': 20,
    'gemm/256x256x784/NT/threads:1': 150,
    'gemm/784x256x256/TN/threads:1': 150,
    'epoch/mlp/threads:1': 0.4,
    'epoch/mlp/threads:2': 0.25,
  };
  for (const [row, value] of Object.entries(figures)) {
    measurement.samples.declare(row, { unit: unit(row), threads: threads(row) });
    measurement.samples.add(row, 'weft', value);
  }
  assert.equal(assemble(measurement, [], {}).scaling, undefined);
  measurement.counted.set('step/mlp/threads:2', { regions: 9 });
  const report = assemble(measurement, ['epoch/mlp/threads:2'], { quick: true });
  assert.deepEqual(report.peak, { 1: 200, 2: 400 });
  assert.equal(report.bandwidth['triad, threads: 2'], 20);
  assert.deepEqual(
    report.scaling.seconds.map(({ cores, measured }) => [cores, measured]),
    [[1, 0.4], [2, 0.25], [4, undefined], [8, undefined], [16, undefined]], // prettier-ignore
  );
  assert.match(
    report.notes.join('\n'),
    /9\.00 parallel regions of 1000 ns[^]*\| 2 \| 0\.250 \| 0\.164 \| 0\.250 \|/,
  );
});
