// A report out of what was measured: rows with their references and verdicts, the machine's own figures, and what more
// cores should give.
import { waits } from './contenders.mjs';
import * as cores from './cores.mjs';
import { goals } from './goals.mjs';
import { told } from './process.mjs';
import { judge } from './report/judge.mjs';
import { table } from './report/markdown.mjs';
import { commandOf } from './report/select.mjs';
import { digits } from './report/values.mjs';
import { scaling } from './scaling.mjs';

/** @param {import('./measure.mjs').Measurement} measurement */
export function judged({ samples, simd }, wanted) {
  const all = new Map(samples.medians().map((row) => [row.row, row]));
  return wanted
    .filter((name) => all.has(name))
    .map((name) => {
      const { missing, ...row } = all.get(name);
      const machine = (what) => all.get(`machine/${what}/threads:${row.threads}`)?.ours ?? 0;
      const peak = name.startsWith('gemm/') && machine('peak');
      const triad = Math.max(machine('triad'), machine('triad_streaming'));
      const kernel = name.startsWith('matmul/') ? all.get(name.replace('matmul', 'gemm'))?.ours : undefined;
      const [m, n, k] = (/(\d+)x(\d+)x(\d+)/.exec(name) ?? []).slice(1).map(Number);
      const references = {
        ...(peak ? { peak } : {}),
        ...(triad && row.unit === 'GB/s' ? { triad } : {}),
        ...(kernel ? { 'the kernel and 100 ns': (2 * m * n * k) / kernel + 100 } : {}),
      };
      const share = peak && row.ours !== null ? { peakShare: row.ours / peak } : {};
      return judge({ ...row, simd, ...share, references, missing }, goals);
    });
}

/** The model of scaling.mjs on this run's figures, or undefined where one of them is missing. */
function scaled({ samples, counted }) {
  const all = new Map(samples.medians().map(({ row, ours }) => [row, ours]));
  const two = (row) => [1, 2].map((threads) => all.get(`${row}/threads:${threads}`));
  const measured = {
    epoch: two('epoch/mlp'),
    peak: two('machine/peak'),
    product: (all.get('gemm/256x256x784/NT/threads:1') + all.get('gemm/784x256x256/TN/threads:1')) / 2,
    regions: counted.get('step/mlp/threads:2')?.regions,
    region: all.get('machine/region/threads:2'),
    bandwidth: all.get('machine/triad/threads:2'),
  };
  if (!Object.values(measured).flat().every(Number.isFinite)) return undefined;
  const { seconds, ...model } = scaling(measured);
  const beside = (one) => ({ ...one, measured: all.get(`epoch/mlp/threads:${one.cores}`) });
  return { ...measured, ...model, seconds: seconds.map(beside) };
}

function scalingText({ regions, region, serial, seconds }) {
  const head = ['cores', 'epoch of the MLP, s, by the model', 'of it products', 'measured'];
  const body = seconds.map(({ cores, seconds: all, products, measured }) => [
    cores,
    digits(all),
    digits(products),
    measured ? digits(measured) : '',
  ]);
  return (
    `## More cores\n\nA step has ${digits(regions)} parallel regions of ${digits(region)} ns on two threads; of what is not a product, ` +
    `${Math.round(serial * 100)} % does not run in parallel. The formula is in bench/scaling.mjs.\n\n${table(head, body)}`
  );
}

const workText = (work) =>
  `## Work of a warm step, counted\n\n${table(
    ['row', 'MFLOP in products', 'MB packed', 'allocations', 'of them from the system', 'parallel regions'],
    Object.entries(work).map(([row, step]) => [
      row,
      (step.flops / 1e6).toFixed(1),
      (step.packed_bytes / 1e6).toFixed(2),
      step.allocations,
      step.system_allocations,
      step.parallel_regions,
    ]),
  )}`;

const bandwidthIs =
  'The triad runs over three ranges of 40 MB' +
  (cores.lastCache ? `; the last cache of this machine calls itself ${cores.lastCache}.` : '.');

/** @param {{ quick?: boolean, rows?: string, rivals?: string }} asked the command line's */
export function assemble(measurement, wanted, asked) {
  const { samples, simd, libraries } = measurement;
  const machine = samples.medians().filter(({ row, ours }) => row.startsWith('machine/') && ours !== null);
  const of = (what) =>
    Object.fromEntries(
      machine
        .filter(({ row }) => row.startsWith(`machine/${what}/`))
        .map(({ threads, ours }) => [threads, ours]),
    );
  const named = (what, name) =>
    Object.fromEntries(
      Object.entries(of(what)).map(([threads, value]) => [`${name}, threads: ${threads}`, value]),
    );
  const model = scaled(measurement);
  return {
    title: 'Native benchmarks',
    machine: cores.machine,
    date: new Date().toISOString().slice(0, 10),
    simd,
    command: commandOf('bench', asked),
    asked,
    peak: of('peak'),
    bandwidth: { ...named('triad', 'triad'), ...named('triad_streaming', 'triad, streaming stores') },
    libraries,
    rows: judged(measurement, wanted),
    scaling: model,
    workPerStep: told.workPerStep,
    notes: [
      `Rivals: ${Object.values(libraries).join('; ')}.`,
      ...(told.images ? [`Images: ${told.images}.`] : []),
      ...(told.truth ? [`Without PyTorch, losses were compared with those of ${told.truth}.`] : []),
      waits,
      bandwidthIs,
      ...(asked.quick ? ['A quick run: few rounds, without gemm/60000 and rows that have no goal.'] : []),
      ...(model ? [scalingText(model)] : []),
      ...(Object.keys(told.workPerStep).length ? [workText(told.workPerStep)] : []),
    ],
  };
}
