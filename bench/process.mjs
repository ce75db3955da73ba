// Rows of whole programs. A group is { rows, unit, threads, contenders, missing(name), measure(name, { epochs }) },
// where measure gives { row: [figures] } and throws what went wrong.
//
// Training programs share a command line, PROGRAM --data DIR --threads N --epochs N --json FILE, and what they write:
// { epochs: [{ train_loss, val_loss, val_acc, seconds }] }. All start from seed 0, so that their losses must be
// PyTorch's (ours, where it is not installed) within 1e-3 before their times count.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as contenders from './contenders.mjs';

const built = `${contenders.root}build/native`;

/** The command without the part that all share. PyTorch comes first: its losses are the measure. */
const trainers = {
  pytorch: (model) => [contenders.python, `${contenders.root}bench/rivals/pytorch_mlp.py`, '--model', model],
  weft: (model) => [`${built}/weft`, 'train', model],
  expert_onednn: (model) => [`${built}/bench/rivals/weft_expert_onednn`, '--model', model],
  expert_openblas: (model) => [`${built}/bench/rivals/weft_expert_openblas`, '--model', model],
};

function missing(name, data) {
  if (!data) return 'no data: --data names the folder of the four IDX files';
  if (name === 'pytorch') return contenders.missing(name);
  const note = `${built}/bench/rivals/${name}.missing`;
  if (existsSync(note)) return `not built: ${readFileSync(note, 'utf8').trim()}`;
  const [program] = trainers[name]('mlp');
  return existsSync(program) ? undefined : `not built: no ${program.slice(contenders.root.length)}`;
}

/** Throws where a curve is not the one that the task has. */
export function compareLosses(row, name, losses, truth) {
  for (let i = 0; i < Math.min(losses.length, truth.losses.length); ++i)
    if (!(Math.abs(losses[i] - truth.losses[i]) <= 1e-3))
      throw new Error(
        `${name}, ${row}: the training loss of epoch ${i + 1} is ${losses[i]}, and not ${truth.losses[i]} (${truth.name})`,
      );
}

function training(model, threads, data) {
  const row = `epoch/${model}/threads:${threads}`;
  let truth;
  return {
    rows: [row],
    unit: 's',
    threads,
    contenders: Object.keys(trainers),
    missing: (name) => missing(name, data),
    measure(name, { epochs }) {
      const folder = mkdtempSync(join(tmpdir(), 'weft-bench-'));
      try {
        const report = join(folder, 'epochs.json');
        const args = ['--data', data, '--threads', threads, '--epochs', epochs, '--json', report];
        const env = name === 'pytorch' ? contenders.pytorchEnv : {};
        contenders.pinned([...trainers[name](model), ...args.map(String)], threads, { env });
        const curve = JSON.parse(readFileSync(report, 'utf8')).epochs;
        const losses = curve.map((epoch) => epoch.train_loss);
        truth ??= { name, losses };
        compareLosses(row, name, losses, truth);
        return { [row]: curve.map((epoch) => epoch.seconds) };
      } finally {
        rmSync(folder, { recursive: true });
      }
    },
  };
}

/** @param {string | undefined} data the folder of the four IDX files */
export const groups = (data) => [
  training('mlp', 1, data),
  training('mlp', 2, data),
  training('softmax', 2, data),
];

export const names = Object.keys(trainers).filter((name) => name !== 'weft');
