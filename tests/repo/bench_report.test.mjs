// The report of a benchmark run: medians, goals met and missed, and rivals that are unknown or missing.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { advantage, judge, misses, verdict } from '../../bench/report/judge.mjs';
import { figure } from '../../bench/report/figure.mjs';
import { markdown } from '../../bench/report/markdown.mjs';
import { caption, headlineRows, summary } from '../../bench/report/summary.mjs';
import { Samples } from '../../bench/report/samples.mjs';
import { chooseRivals, chooseRows } from '../../bench/report/select.mjs';
import { best, digits, median } from '../../bench/report/values.mjs';
import { between, writeReport, writeWhole } from '../../bench/report/write.mjs';

const folder = mkdtempSync(join(tmpdir(), 'report-'));
after(() => rmSync(folder, { recursive: true }));

const time = {
  row: 'epoch/mlp',
  unit: 's',
  ours: 0.21,
  rivals: { pytorch: 0.42, expert: 0.24 },
  missing: {},
};
const speed = {
  row: 'gemm/512',
  unit: 'GFLOP/s',
  ours: 95,
  rivals: { openblas: 100, blis: 80 },
  missing: {},
};

test('a median is the middle, or the mean of the two in the middle', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([10, 1, 2, 4]), 3);
  assert.throws(() => median([]), { message: 'median: needs at least one number, got none' });
});

test('the best rate is the highest, the best time the lowest', () => {
  assert.deepEqual(best(speed.rivals, 'GFLOP/s'), ['openblas', 100]);
  assert.deepEqual(best(time.rivals, 's'), ['expert', 0.24]);
  assert.equal(best({}, 's'), undefined);
});

test('figures have three digits that count', () => {
  assert.deepEqual([0.0012345, 0.4163, 12.34, 99.96, 236.4, 12345, 0].map(digits), [
    '0.00123', '0.416', '12.3', '100', '236', '12300', '0.00',
  ]); // prettier-ignore
});

test('a goal is met or missed as a ratio to a rival, to the best, to a reference, or by the figure itself', () => {
  const met = (row, goal) => judge(row, [{ rows: row.row, ...goal }]).met;
  assert.equal(met(time, { atMost: 0.5, of: 'pytorch' }), true);
  assert.equal(met(time, { atMost: 0.49, of: 'pytorch' }), false);
  assert.equal(met(time, { atMost: 0.87, of: 'best' }), false);
  assert.equal(met(time, { atMost: 0.88, of: ['pytorch', 'expert'] }), true);
  assert.equal(met(speed, { atLeast: 0.95, of: 'best' }), true);
  assert.equal(met(speed, { atLeast: 0.96, of: 'best' }), false);
  assert.equal(met({ ...speed, references: { triad: 100 } }, { atLeast: 0.9, of: 'triad' }), true);
  assert.equal(met(time, { atMost: 0.2 }), false);
  assert.equal(met(time, { atMost: 0.21 }), true);
  assert.deepEqual(misses(judge(time, [{ rows: 'epoch/mlp', atMost: 0.2 }])), ['0.210, wanted <= 0.2 s']);
});

test('several goals are met together, and the ratio is that of the first', () => {
  const row = judge(time, [
    { rows: /^epoch/, atMost: 0.58, of: 'pytorch' },
    { rows: /^epoch/, atMost: 0.8, of: 'expert' },
    { rows: /^gemm/, atLeast: 2, of: 'best' },
  ]);
  assert.equal(row.ratio, 0.5);
  assert.equal(row.goal, '<= 0.58 of pytorch, <= 0.8 of expert');
  assert.equal(row.met, false);
  assert.deepEqual(
    row.checks.map((check) => verdict(check)),
    ['0.500, wanted <= 0.58 of pytorch', '0.875, wanted <= 0.8 of expert'],
  );
});

test('a rival that is missing leaves its goal unjudged; our own missing figure misses it', () => {
  const goals = [{ rows: 'epoch/mlp', atMost: 0.58, of: 'pytorch' }];
  const alone = judge({ ...time, rivals: {}, missing: { pytorch: 'no module torch' } }, goals);
  assert.deepEqual([alone.met, alone.ratio], [null, null]);
  assert.equal(verdict(alone.checks[0]), 'wanted <= 0.58 of pytorch');
  const failed = judge({ ...time, ours: null }, goals);
  assert.deepEqual([failed.met, failed.ratio], [false, null]);
  // One goal that is reached, and one that nobody can judge, are not all goals.
  const both = [{ rows: 'epoch/mlp', atMost: 0.3 }, ...goals];
  assert.equal(judge({ ...time, rivals: {} }, both).met, null);
  assert.equal(judge({ ...time, rivals: {} }, [{ rows: 'epoch/mlp', atMost: 0.2 }, ...goals]).met, false);
  assert.equal(judge(speed, []).ratio, 0.95);
  assert.equal(judge(speed, []).met, null);
});

test('a goal names the rivals that it lacks', () => {
  const row = { ...speed, missing: { eigen: 'not built', weft: '?' } };
  const lacks = (of) => judge(row, [{ rows: row.row, atLeast: 1, of }]).checks[0].lacks;
  assert.deepEqual(lacks('best'), ['eigen']);
  assert.deepEqual(lacks('openblas'), []);
  assert.deepEqual(lacks(['openblas', 'eigen']), ['eigen']);
});

test('a bound without an end in decimals is a fraction', () => {
  const [{ goal }] = judge(time, [{ rows: time.row, atMost: 1 / 15, of: 'pytorch' }]).checks;
  assert.equal(goal, '<= 1/15 of pytorch');
});

test('the table says of which run it is, and is not of a part of one', () => {
  const run = { machine: 'M', simd: 'S', date: 'D', command: 'make bench', asked: { quick: false } };
  assert.equal(caption(run), 'M; S; D; `make bench`');
  assert.equal(
    caption({ ...run, asked: { quick: true }, command: 'make bench ARGS="--quick"' }),
    'M; S; D; `make bench ARGS="--quick"`, a quick run of few rounds',
  );
  for (const part of [{ rows: 'gemm' }, { rivals: 'eigen' }])
    assert.throws(() => caption({ ...run, asked: part, command: 'make bench ARGS="..."' }), {
      message:
        'figures: a report in build/bench is of a part, make bench ARGS="..."; the README shows whole runs',
    });
  assert.throws(() => caption({ ...run, asked: undefined }), { message: /older than this program/ });
});

test('the advantage is how many times better, whatever the unit', () => {
  assert.deepEqual(advantage(speed), { rival: 'openblas', times: 0.95 });
  assert.equal(advantage(time)?.rival, 'expert');
  assert.equal(advantage({ ...time, rivals: {} }), undefined);
});

test('samples become medians; a contender that fails once has a reason and no figure', () => {
  const samples = new Samples().declare('exp/1000', { unit: 'ns', threads: 1 });
  for (const value of [5, 1, 3]) samples.add('exp/1000', 'weft', value);
  samples.add('exp/1000', 'eigen', 4);
  samples.miss('exp/1000', 'eigen', 'eigen, exp/1000[3]: 2 and not 3');
  samples.miss('exp/1000', 'eigen', 'told once');
  assert.deepEqual(samples.medians(), [
    {
      row: 'exp/1000',
      unit: 'ns',
      threads: 1,
      ours: 3,
      rivals: {},
      missing: { eigen: 'eigen, exp/1000[3]: 2 and not 3' },
      spread: 4 / 3,
    },
  ]);
  assert.throws(() => samples.add('tanh', 'weft', 1), { message: 'samples: row tanh was not declared' });
});

test('an unknown rival, and a filter that matches nothing, are named with what there is', () => {
  const rivals = ['openblas', 'blis'];
  assert.deepEqual(chooseRivals(undefined, rivals), rivals);
  assert.deepEqual(chooseRivals('blis', rivals), ['blis']);
  assert.throws(() => chooseRivals('blis,mkl', rivals), {
    message: "bench: unknown rival 'mkl'; there are: openblas, blis",
  });
  const rows = ['gemm/8', 'exp/1000'];
  assert.deepEqual(chooseRows(undefined, rows), rows);
  assert.deepEqual(chooseRows('^exp', rows), ['exp/1000']);
  assert.throws(() => chooseRows('conv', rows), {
    message: "bench: no row matches 'conv'; there are:\n  gemm/8\n  exp/1000",
  });
  assert.throws(() => chooseRows('(', rows), {
    message: /^bench: --rows wants a regular expression, got '\(': /,
  });
});

const report = {
  title: 'Native',
  machine: 'a processor, 2 cores',
  date: '2026-11-25',
  simd: 'avx512',
  peak: { 1: 118.2, 2: 236.4 },
  bandwidth: { 'triad, 1 thread': 11.3 },
  rows: [
    judge({ ...speed, peakShare: 0.804, missing: { eigen: 'not built: no Eigen | here' } }, [
      { rows: /gemm/, atLeast: 0.97, of: 'best' },
    ]),
    judge({ ...time, rivals: { pytorch: 0.42 } }, [{ rows: /^epoch/, atMost: 0.58, of: 'pytorch' }]),
    judge({ row: 'max/1000', unit: 'ns', ours: 12, rivals: {}, spread: 0.3 }, []),
  ],
};

test('the report says what it was run on, what was missed, every row, and who is missing why', () => {
  const text = markdown(report, [
    { title: 'Training', rows: /^epoch/ },
    { title: 'Products', rows: /^gemm/ },
  ]);
  assert.equal(
    text,
    `# Native

a processor, 2 cores; avx512; 2026-11-25.

Peak of multiply-adds, by cores: 1: 118 GFLOP/s, 2: 236 GFLOP/s.

Bandwidth: triad, 1 thread: 11.3 GB/s.

1 of 2 rows with a goal reach it. In 1 of them a rival is missing (see Not measured). Figures are medians of one interleaved run; a ratio is ours over the rival of the first goal.

Missed:

- gemm/512: 0.950, wanted >= 0.97 of the best (openblas)

## Training

| row | unit | weft | pytorch | ratio | goal | met |
| --- | --- | --- | --- | --- | --- | --- |
| epoch/mlp | s | 0.210 | 0.420 | 0.500 | <= 0.58 of pytorch | yes |

## Products

| row | unit | weft | openblas | blis | eigen | ratio | of peak | goal | met |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| gemm/512 | GFLOP/s | 95.0 | 100 | 80.0 | missing | 0.950 | 80 % | >= 0.97 of the best | **no** |

## Other rows

| row | unit | weft | ratio | goal | met |
| --- | --- | --- | --- | --- | --- |
| max/1000 | ns | 12.0 |  |  |  |

## Not measured

- eigen: not built: no Eigen | here (gemm/512)

In 1 of 3 rows the rounds of a contender differ by more than a quarter: max/1000 (0.300)
`,
  );
});

test('our own figure, where it is missing, has its column and its reason', () => {
  const row = judge({ ...time, ours: null, missing: { weft: 'out of memory' } }, []);
  const text = markdown({ ...report, rows: [row] }, []);
  assert.match(text, /\| row \| unit \| weft \| pytorch \| expert \| ratio /);
  assert.match(text, /\| epoch\/mlp \| s \| missing \| 0\.420 \| 0\.240 \|/);
  assert.match(text, /- weft: out of memory \(epoch\/mlp\)/);
});

const headlines = [
  { row: 'epoch/mlp', label: 'MLP, one epoch' },
  { row: 'gemm/512', label: 'Product <512>' },
  { row: 'not run', label: '?' },
];

test('the summary has the headline rows that were measured', () => {
  assert.equal(
    summary(headlineRows(report, headlines), { openblas: 'OpenBLAS' }),
    `|  | weft | rivals, the best first | weft ahead |
| --- | --- | --- | --- |
| MLP, one epoch | **0.210 s** | pytorch 0.420 | 2.0 times |
| Product <512> | **95.0 GFLOP/s** | OpenBLAS 100, blis 80.0 | 0.95 times |`,
  );
});

test('the picture has a bar for each contender, as long as it is fast, and reads well in the dark', () => {
  const svg = figure([
    { title: 'Native', note: 'here', called: { blis: 'BLIS' }, rows: headlineRows(report, headlines) },
    { title: 'Empty', note: '', rows: [] },
  ]);
  const bars = [...svg.matchAll(/width="(\d+)" height="11" rx="2" class="(\w+)"/g)].map(([, w, kind]) => [
    Number(w),
    kind,
  ]);
  assert.deepEqual(bars, [
    [388, 'ours'],
    [194, 'rival'],
    [369, 'ours'],
    [388, 'rival'],
    [310, 'rival'],
  ]);
  assert.match(svg, />Product &lt;512&gt;</);
  assert.match(svg, />BLIS</);
  assert.match(svg, /prefers-color-scheme: dark/);
  assert.doesNotMatch(svg, /Empty|NaN/);
});

test('reports are written whole: JSON and Markdown, and nothing half where that fails', () => {
  writeReport(join(folder, 'new/report'), report, 'text\n');
  assert.deepEqual(
    JSON.parse(readFileSync(join(folder, 'new/report.json'), 'utf8')).rows[0].rivals,
    speed.rivals,
  );
  assert.deepEqual(readdirSync(join(folder, 'new')), ['report.json', 'report.md']);
  mkdirSync(join(folder, 'taken/report.md'), { recursive: true });
  assert.throws(() => writeWhole(join(folder, 'taken/report.md'), ''), { code: /EISDIR|ENOTEMPTY/ });
  assert.deepEqual(readdirSync(join(folder, 'taken')), ['report.md']);
});

test('a table takes its place between two marks, or the missing marks are named', () => {
  assert.equal(
    between('a\n<!-- x -->\nold\n<!-- /x -->\nb', 'x', 'new'),
    'a\n<!-- x -->\nnew\n<!-- /x -->\nb',
  );
  assert.throws(() => between('a', 'x', 'new'), {
    message: 'figures: no <!-- x --> ... <!-- /x --> in the text',
  });
});
