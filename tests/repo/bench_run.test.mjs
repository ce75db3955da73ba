// How a benchmark run fares with contenders that fail, hang or stay silent, and where it runs them.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { NoAnswer, pinned } from '../../bench/contenders.mjs';
import { byCore, listed } from '../../bench/cores.mjs';
import { findData } from '../../bench/data.mjs';
import { Measurement } from '../../bench/measure.mjs';

const bench = fileURLToPath(new URL('../../bench', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'bench-'));
after(() => rmSync(folder, { recursive: true }));

function program(path, text) {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  chmodSync(path, 0o755);
}

test('rivals that do not start, and rows without a figure, are told in a report that is written all the same', () => {
  cpSync(bench, join(folder, 'bench'), { recursive: true, filter: (path) => !/node_modules/.test(path) });
  const rows = ['gemm/8x8x8/NN/threads:1', 'matmul/8x8x8/NN/threads:1', 'machine/peak/threads:1'];
  const answer = { name: rows[0], real_time: 1, time_unit: 'ns', 'GFLOP/s': 3 };
  program(
    join(folder, 'build/native/bench/weft_bench'),
    `#!${process.execPath}
const asked = process.argv.join(' ');
const benchmarks = asked.includes('gemm/') ? [${JSON.stringify(answer)}] : [];
const list = asked.includes('--benchmark_list_tests=true');
console.log(list ? ${JSON.stringify(rows.join('\n'))} : JSON.stringify({ context: { simd: 'none' }, benchmarks }));
`,
  );
  const rivals = join(folder, 'build/native/bench/rivals');
  program(
    join(rivals, 'bench_rival_openblas'),
    '#!/bin/sh\necho "error while loading shared libraries" >&2\nexit 127\n',
  );
  writeFileSync(join(rivals, 'blis.missing'), 'it does not compile\n');
  writeFileSync(join(folder, 'train-images-idx3-ubyte'), '');
  const args = ['--quick', '--rows', '8x8x8', '--rivals', 'openblas,blis', '--data', folder];
  const run = spawnSync(process.execPath, [join(folder, 'bench/run.mjs'), ...args], { encoding: 'utf8' });
  assert.equal(run.status, 1, run.stderr); // since rows of weft's are missing
  const report = JSON.parse(readFileSync(join(folder, 'build/bench/report.json'), 'utf8'));
  const of = Object.fromEntries(report.rows.map((row) => [row.row, row]));
  assert.equal(of[rows[0]].ours, 3);
  assert.match(of[rows[0]].missing.openblas, /^does not start: .*status 127, error while loading/);
  assert.equal(of[rows[0]].missing.blis, 'not built: it does not compile');
  for (const row of rows.slice(1))
    assert.deepEqual(of[row].missing, { weft: 'its program has no figure for this row' });
  assert.equal(report.command, `make bench ARGS="--quick --rows '8x8x8' --rivals openblas,blis"`);
});

test('a command line that is wrong gets one line with the options there are', () => {
  const run = (...args) =>
    spawnSync(process.execPath, [join(bench, 'run.mjs'), ...args], { encoding: 'utf8' }).stderr;
  const options = 'there are: --quick, --rows REGEX, --rivals a,b, --data DIR\n';
  assert.equal(run('--foo'), `bench: Unknown option '--foo'; ${options}`);
  assert.equal(run('--rows'), `bench: Option '--rows <value>' argument missing; ${options}`);
});

test('a folder without images is named', () => {
  assert.throws(() => findData('/nowhere'), {
    message:
      'bench: /nowhere/train-images-idx3-ubyte: neither this file nor train-images-idx3-ubyte.gz is there',
  });
  assert.equal(findData(folder), folder);
});

test('a contender that gives no answer in time is not asked again', () => {
  assert.throws(() => pinned(['sleep', '9'], 1, { patience: 0.05 }), { message: 'no answer within 0.05 s' });
  const measurement = new Measurement({ trainings: 3 });
  const asked = [];
  for (const row of ['epoch/mlp', 'epoch/softmax']) {
    measurement.samples.declare(row, { unit: 's', threads: 1 });
    const measure = (name) => {
      asked.push(`${name} ${row}`);
      if (name === 'pytorch') throw new NoAnswer('no answer within 90 s');
      return { [row]: [1] };
    };
    measurement.whole({ rows: [row], contenders: ['pytorch', 'weft'], missing: () => undefined, measure }, [
      'pytorch',
    ]);
  }
  assert.equal(asked.filter((one) => one.startsWith('pytorch')).length, 1);
  assert.equal(asked.filter((one) => one.startsWith('weft')).length, 6);
  assert.deepEqual(
    measurement.samples.medians().map(({ missing }) => missing.pytorch),
    ['no answer within 90 s', 'no answer within 90 s in an earlier row (epoch/mlp)'],
  );
});

test(
  'the watcher takes its program along when it is told to end',
  { skip: !existsSync('/proc/self/stat') },
  async () => {
    const file = join(folder, 'pid');
    const command = ['sh', '-c', `echo $$ >${file}.part; mv ${file}.part ${file}; exec sleep 60`];
    const watcher = spawn(process.execPath, [join(bench, 'watch.mjs'), ...command]);
    const ended = new Promise((resolve) => watcher.on('exit', resolve));
    while (!existsSync(file)) await sleep(5);
    const stat = `/proc/${Number(readFileSync(file, 'utf8'))}/stat`;
    // Z: dead, and not yet buried by whoever inherits it.
    const runs = () => existsSync(stat) && !/ Z /.test(readFileSync(stat, 'utf8'));
    assert.ok(runs());
    watcher.kill();
    assert.equal(await ended, 1);
    for (let i = 0; i < 200 && runs(); ++i) await sleep(5);
    assert.ok(!runs());
  },
);

test('threads go to processors that the process may use, one of each core first', () => {
  assert.deepEqual(listed('0-2,8\n'), [0, 1, 2, 8]);
  const pairs = (cpu) => [cpu - (cpu % 2), cpu - (cpu % 2) + 1];
  assert.deepEqual(byCore([0, 1, 2, 3], pairs), { cores: 2, processors: [0, 2, 1, 3] });
  assert.deepEqual(byCore([3, 5, 6, 7], pairs), { cores: 3, processors: [3, 5, 6, 7] });
  assert.deepEqual(
    byCore([1], (cpu) => [cpu]),
    { cores: 1, processors: [1] },
  );
});
