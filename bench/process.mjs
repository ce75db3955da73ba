// Rows of whole programs. A group is { rows, unit, threads, contenders, missing(name), measure(name, { epochs }) },
// where measure gives { row: [figures] } and throws what went wrong.
//
// Training programs share a command line, PROGRAM --data DIR --threads N --epochs N --json FILE, and what they write:
// { epochs: [{ train_loss, val_loss, val_acc, seconds }] }, and first_batch_at, in Unix seconds, where how fast they
// start is a row. All start from seed 0, so that their losses must be PyTorch's (ours, where it is not installed) within
// 1e-3 before their figures count.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as contenders from './contenders.mjs';
import { cores } from './cores.mjs';

const built = `${contenders.root}build/native`;

/** The command without the part that all share. PyTorch comes first: its losses are the measure. */
const trainers = {
  pytorch: (model) => [contenders.python, `${contenders.root}bench/rivals/pytorch_mlp.py`, '--model', model],
  weft: (model) => [`${built}/weft`, 'train', model],
  expert_onednn: (model) => [`${built}/bench/rivals/weft_expert_onednn`, '--model', model],
  expert_openblas: (model) => [`${built}/bench/rivals/weft_expert_openblas`, '--model', model],
};

function missing(name) {
  if (name === 'pytorch') return contenders.missing(name);
  const note = `${built}/bench/rivals/${name}.missing`;
  if (existsSync(note)) return `not built: ${readFileSync(note, 'utf8').trim()}`;
  const [program] = trainers[name]('mlp');
  return existsSync(program) ? undefined : `not built: no ${program.slice(contenders.root.length)}`;
}

/** Throws where a curve is not the one that the task has. */
export function compareLosses(row, name, losses, truth) {
  for (let i = 0; i < truth.losses.length; ++i)
    if (!(Math.abs(losses[i] - truth.losses[i]) <= 1e-3))
      throw new Error(
        `${name}, ${row}: the training loss of epoch ${i + 1} is ${losses[i]}, and not ${truth.losses[i]} (${truth.name})`,
      );
}

/** Runs a training program, behind `wrapper` if there is one. @returns {{ report: object, stdout: string }} */
function train(name, model, { threads, epochs, data, wrapper = [] }) {
  const folder = mkdtempSync(join(tmpdir(), 'weft-bench-'));
  try {
    const file = join(folder, 'epochs.json');
    const args = ['--data', data, '--threads', threads, '--epochs', epochs, '--json', file];
    const env = name === 'pytorch' ? contenders.pytorchEnv : {};
    const command = [...wrapper, ...trainers[name](model), ...args.map(String)];
    // watch.mjs takes its program along when it is told to end, and cannot where it is killed.
    const killSignal = wrapper.length ? 'SIGTERM' : 'SIGKILL';
    const { stdout } = contenders.pinned(command, threads, { env, killSignal });
    return { report: JSON.parse(readFileSync(file, 'utf8')), stdout };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Throws unless the curves that it is given are so long, and all the first one's. */
export function comparison(row) {
  let truth;
  return (name, curve, epochs) => {
    const losses = curve.map((epoch) => epoch.train_loss);
    if (losses.length !== epochs)
      throw new Error(`${name}, ${row}: ${losses.length} epochs, and not ${epochs}`);
    truth ??= { name, losses };
    if (truth.name !== 'pytorch') told.truth = truth.name;
    compareLosses(row, name, losses, truth);
  };
}

function training(model, threads, data) {
  const row = `epoch/${model}/threads:${threads}`;
  const compare = comparison(row);
  return {
    rows: [row],
    unit: 's',
    threads,
    contenders: Object.keys(trainers),
    missing,
    measure(name, { epochs }) {
      const { report } = train(name, model, { threads, epochs, data });
      if (report.work_per_step) told.workPerStep[row] = report.work_per_step;
      if (name === 'weft') told.images = report.data;
      compare(name, report.epochs, epochs);
      return { [row]: report.epochs.map((epoch) => epoch.seconds) };
    },
  };
}

/** One figure of a process that trains the MLP for an epoch on two threads, `figure` of what watch.mjs and it say. */
function footprint(row, unit, names, figure, data) {
  const wrapper = [process.execPath, `${contenders.root}bench/watch.mjs`];
  const compare = comparison(row);
  return {
    rows: [row],
    unit,
    threads: 2,
    contenders: names,
    missing,
    measure(name) {
      const { report, stdout } = train(name, 'mlp', { threads: 2, epochs: 1, data, wrapper });
      compare(name, report.epochs, 1);
      const value = figure(JSON.parse(stdout), report);
      if (!(value > 0)) throw new Error(`${name}, ${row}: cannot be measured here`);
      return { [row]: [value] };
    },
  };
}

const memory = (data) =>
  footprint('memory/mlp', 'MiB', Object.keys(trainers), (process) => process.peakMiB, data);

/** From the start of the process until its first minibatch is there; it reads the gzip files in between. */
const start = (data) =>
  footprint(
    'start/mlp',
    's',
    ['pytorch', 'weft'],
    (process, report) => report.first_batch_at - process.startedAt,
    data,
  );

/**
 * By our own program: what a warm step does, row by row, as core/base/work.h counts it, and what it trained on; and
 * whose losses were the measure, where PyTorch's could not be.
 */
export const told = { workPerStep: {}, images: undefined, truth: undefined };

/** @param {string} data the folder of the four IDX files */
export const groups = (data) => [
  training('mlp', 1, data),
  training('mlp', 2, data),
  training('softmax', 2, data),
  // Where there are more cores: what the model of scaling.mjs is held against.
  ...[4, 8, 16].filter((count) => count <= cores).map((count) => training('mlp', count, data)),
  memory(data),
  start(data),
];

export const names = Object.keys(trainers).filter((name) => name !== 'weft');
