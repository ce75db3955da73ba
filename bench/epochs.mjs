// One epoch of training, everywhere: natively, under Node, in Chromium, and PyTorch on the same machine.
// The contenders take turns, so that all of them see the same load; each figure is the median over all
// epochs of all rounds, of training without validation.
//
//   node bench/epochs.mjs --data DIR [--model mlp|softmax] [--rounds 3] [--epochs 3]
//
// The native program, the module and the page must be built (make native web); PyTorch counts where
// /usr/bin/python3 has it, Chromium where it is installed.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: process.env.WEFT_DATA },
    model: { type: 'string', default: 'mlp' },
    rounds: { type: 'string', default: '3' },
    epochs: { type: 'string', default: '3' },
  },
});
const { data, model, epochs } = values;
if (!data) throw new Error('--data must name the folder of the four IDX files');
if (!['mlp', 'softmax'].includes(model)) throw new Error(`--model must be mlp or softmax, got ${model}`);

const root = fileURLToPath(new URL('../', import.meta.url));
const report = join(tmpdir(), `weft-epochs-${process.pid}.json`);
const readReport = () => JSON.parse(readFileSync(report, 'utf8')).epochs.map((epoch) => epoch.seconds);

const native = (threads) => () => {
  const args = ['train', model, '--epochs', epochs, '--threads', threads, '--data', data, '--json', report];
  execFileSync(`${root}build/native/weft`, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  return readReport();
};

const pytorch = (threads) => () => {
  const script = `${root}bench/rivals/pytorch_mlp.py`;
  const args = [script, '--data', data, '--model', model, '--threads', threads, '--epochs', epochs, '--json', report];
  const env = { ...process.env, OMP_NUM_THREADS: threads };
  execFileSync('/usr/bin/python3', args, { env, stdio: ['ignore', 'ignore', 'inherit'] });
  return readReport();
};

const layers = [
  { type: 'flatten' },
  ...(model === 'mlp' ? [{ type: 'linear', units: 256 }, { type: 'relu' }] : []),
  { type: 'linear', units: 10 },
];
const names = ['train-images-idx3', 'train-labels-idx1', 't10k-images-idx3', 't10k-labels-idx1'];

const node = (variant, threads) => async () => {
  const { createSession } = await import('../wasm/src/node.js');
  const [trainImages, trainLabels, testImages, testLabels] = names.map((name) =>
    readFileSync(join(data, `${name}-ubyte.gz`)),
  );
  const session = await createSession({
    model: layers,
    data: { trainImages, trainLabels, testImages, testLabels },
    variant,
    threads: Number(threads),
  });
  const seconds = [];
  for await (const { result } of session.fit({ epochs: Number(epochs) })) if (result) seconds.push(result.seconds);
  session.terminate();
  return seconds;
};

/** Without isolation there are no threads. */
const chromium = (isolated) => async () => {
  const { launch, open, rows, serve, stateIs, train } = await import('../tests/page/harness.mjs');
  const server = await serve('--data', data, ...(isolated ? [] : ['--no-isolation']));
  const browser = await launch();
  try {
    const { page } = await open(browser, server.url);
    await page.selectOption('#model', model);
    await train(page, { epochs });
    await stateIs(page, 'Finished', 600_000);
    return (await rows(page)).map((row) => row.seconds);
  } finally {
    await browser.close();
    await server.close();
  }
};

const hasPyTorch = spawnSync('/usr/bin/python3', ['-c', 'import torch']).status === 0;
const contenders = new Map([
  ['native, 1 thread', native('1')],
  ['native, 2 threads', native('2')],
  ...(hasPyTorch ? [['PyTorch, 1 thread', pytorch('1')], ['PyTorch, 2 threads', pytorch('2')]] : []),
  ['Node, simd, 1 thread', node('simd', '1')],
  ['Node, simd-threads, 2 threads', node('simd-threads', '2')],
  ['Chromium, 1 thread', chromium(false)],
  ['Chromium, all cores', chromium(true)],
]);

const times = new Map([...contenders.keys()].map((name) => [name, []]));
const failures = new Map();
for (let round = 0; round < Number(values.rounds); ++round) {
  for (const [name, run] of contenders) {
    try {
      times.get(name).push(...(await run()));
    } catch (error) {
      failures.set(name, String(error.message).split('\n')[0]);
    }
  }
}
rmSync(report, { force: true });

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const base = median(times.get('native, 2 threads'));
console.log(`${model}, one epoch of 60,000 images, batch 256; ${cpus().length} cores, ${cpus()[0].model}\n`);
console.log('| where | median s | least s | to native, 2 threads |\n| --- | --- | --- | --- |');
for (const [name, seconds] of times) {
  if (seconds.length === 0) console.log(`| ${name} | ${failures.get(name)} | | |`);
  else console.log(`| ${name} | ${median(seconds).toFixed(3)} | ${Math.min(...seconds).toFixed(3)} | ${(median(seconds) / base).toFixed(2)} |`);
}
