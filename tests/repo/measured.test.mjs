// What the page shows of other machines: the README's own figures, and no word where nothing was measured.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { called, native as headlines } from '../../bench/headlines.mjs';
import { measured } from '../../bench/report/measured.mjs';
import { summary } from '../../bench/report/summary.mjs';
import { native, pytorchLine, web } from '../../web/src/benchmark/measured.js';

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

test("the page's figures are those of the README, with machine and date", () => {
  for (const { machine, simd, date, command, rows } of [native, web]) {
    assert.ok(
      readme.includes(`${machine}; ${simd}; ${date}; \`${command}\``),
      `${machine}; ${simd}; ${date}`,
    );
    assert.ok(Object.keys(rows).length >= 5);
    for (const [row, { unit, weft, rivals }] of Object.entries(rows)) {
      const cells = summary([{ row, label: '', unit, ours: weft, rivals }])
        .split('\n')
        .at(-1)
        .split('|');
      assert.ok(readme.includes(cells.slice(2, 4).join('|')), `${row}: ${cells}`);
    }
  }
});

test('a report gives training and products under the names that people know', () => {
  const row = (name, rivals) => ({ row: name, unit: 's', ours: 0.17512, rivals });
  const report = {
    ...{ machine: 'M', simd: 'avx2', date: '2026-01-02', command: 'make bench', asked: {} },
    rows: [
      row('epoch/mlp/threads:2', { pytorch: 0.31149 }),
      row('exp/100000', { eigen: 1 }),
      row('other', {}),
    ],
  };
  assert.deepEqual(measured(report, headlines, called), {
    ...{ machine: 'M', simd: 'avx2', date: '2026-01-02', command: 'make bench' },
    rows: { 'epoch/mlp/threads:2': { unit: 's', weft: 0.175, rivals: { PyTorch: 0.311 } } },
  });
  const part = { ...report, command: 'make bench ARGS="--rows epoch"', asked: { rows: 'epoch' } };
  assert.throws(() => measured(part, headlines, called), /is of a part, make bench ARGS/);
});

test("PyTorch's time stands beside the job that was measured, and beside no other", () => {
  const line =
    /^PyTorch on this job: [\d.]+ s an epoch, (1 thread|2 threads), .+ cores, measured \d{4}-\d\d-\d\d$/;
  const mlp = { hidden: [256], batch: 256, threads: 8 };
  assert.equal(line.exec(pytorchLine(mlp))?.[1], '2 threads');
  assert.equal(line.exec(pytorchLine({ ...mlp, threads: 1 }))?.[1], '1 thread');
  assert.match(pytorchLine({ hidden: [] }), line);
  const others = [
    { hidden: [128] },
    { hidden: [256, 256] },
    { batch: 64 },
    { dropout: 0.5 },
    { optimizer: 'adam' },
  ];
  for (const other of [...others, { activation: 'tanh' }, { momentum: 0.9 }])
    assert.equal(pytorchLine({ ...mlp, ...other }), '', JSON.stringify(other));
});
