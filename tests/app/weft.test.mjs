// The program as people use it: its commands, what it writes, and what it says to what is wrong.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertFollowsPyTorch } from '../reference.mjs';

const weft = fileURLToPath(new URL('../../build/native/weft', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'weft-app-'));
after(() => rmSync(folder, { recursive: true }));

// Without the user's own data, so that a test sees only what it names.
const bare = { ...process.env, WEFT_DATA: '', XDG_CACHE_HOME: join(folder, 'no-cache') };
const run = (args, env = {}) => spawnSync(weft, args, { encoding: 'utf8', env: { ...bare, ...env }, timeout: 120_000 });

function fails(args, message, env) {
  const result = run(args, env);
  assert.notEqual(result.status, 0, `${args.join(' ')} must fail`);
  assert.match(result.stderr + result.stdout, message);
  return result;
}

const small = join(folder, 'small');
mkdirSync(small);
const synth = run(['data', 'synth', small, '--train', '3000', '--test', '500']);

test('data synth writes four files and says that they are synthetic', () => {
  assert.equal(synth.status, 0, synth.stderr);
  assert.match(synth.stdout, /synthetic set, 3000 training and 500 test images, seed 0/);
  assert.equal(readdirSync(small).length, 4);
});

test('data synth overwrites nothing unless told to, and needs a folder', () => {
  fails(['data', 'synth', small, '--train', '10', '--test', '10'], /exists|--force/);
  fails(['data', 'synth', join(folder, 'nowhere')], /nowhere/);
  fails(['data', 'synth', small, '--train', '0'], /--train must be from 1 to 10000000, got 0/);
});

test('3.2.a: train writes its results as JSON and SVG, and each says synthetic', () => {
  const json = join(folder, 'run.json');
  const svg = join(folder, 'run.svg');
  const args = ['--epochs', '2', '--seed', '7', '--threads', '1', '--hidden', '32', '--data', small];
  const result = run(['train', 'mlp', ...args, '--json', json, '--plot', svg]);
  assert.equal(result.status, 0, result.stderr);
  assert.match(result.stdout, /data {3}synthetic/);
  const report = JSON.parse(readFileSync(json, 'utf8'));
  assert.equal(report.data, 'synthetic');
  assert.equal(report.seed, 7);
  assert.match(report.hparams, /num_outputs=10, num_hiddens=32, lr=0.1$/);
  assert.ok(result.stdout.includes(report.hparams));
  assert.equal(report.threads, 1);
  assert.ok(run(['info', '--simd-list']).stdout.split('\n').includes(report.simd));
  assert.deepEqual(report.epochs.map((e) => e.epoch), [1, 2]);
  assert.deepEqual(Object.keys(report.epochs[0]), ['epoch', 'train_loss', 'val_loss', 'val_acc', 'seconds']);
  assert.ok(report.epochs[1].train_loss < report.epochs[0].train_loss);
  const chart = readFileSync(svg, 'utf8');
  for (const word of ['synthetic', 'train_loss', 'val_loss', 'val_acc']) assert.ok(chart.includes(word), word);
  assert.deepEqual(readdirSync(folder).filter((name) => name.endsWith('.part')), []);
});

test('train goes on from a saved run to the same losses', () => {
  const file = (name) => join(folder, name);
  let trained;
  const train = (epochs, ...more) => {
    const args = ['train', 'mlp', '--epochs', epochs, '--threads', '1', '--hidden', '16', '--data', small];
    const result = run([...args, '--json', file('saved.json'), ...more]);
    assert.equal(result.status, 0, result.stderr);
    const { epochs: all } = JSON.parse(readFileSync(file('saved.json'), 'utf8'));
    trained = [...result.stdout.matchAll(/^ +(\d+)  /gm)].map(([, epoch]) => Number(epoch));
    return all.map(({ epoch, train_loss, val_loss, val_acc }) => [epoch, train_loss, val_loss, val_acc]);
  };
  const whole = train('4');
  train('2', '--save', file('run.safetensors'));
  assert.deepEqual(train('4', '--resume', file('run.safetensors'), '--save', file('run.safetensors')), whole);
  assert.deepEqual(trained, [3, 4]);

  const resume = ['train', 'mlp', '--hidden', '16', '--data', small, '--resume', file('run.safetensors')];
  fails([...resume, '--lr', '0.2'], /--resume: .*run.safetensors was trained with lr 0.1, got 0.2/);
  fails([...resume, '--epochs', '4'], /run.safetensors has 4 epochs done, --epochs must be more, got 4/);
  fails(['train', 'mlp', '--data', small, '--save', file('none/run')], /none\/run/);
});

test('train reports what a warm step does, and when the first minibatch was there', () => {
  const json = join(folder, 'work.json');
  const trained = (...args) => {
    run(['train', 'mlp', '--epochs', '1', '--threads', '1', '--data', small, '--json', json, ...args]);
    return JSON.parse(readFileSync(json, 'utf8'));
  };
  const before = Date.now() / 1000;
  const report = trained('--hidden', '32');
  assert.ok(before < report.first_batch_at && report.first_batch_at < Date.now() / 1000);
  const { flops, ...rest } = report.work_per_step;
  assert.equal(flops, 2 * 256 * (2 * 784 * 32 + 3 * 32 * 10));
  assert.deepEqual(Object.keys(rest), ['packed_bytes', 'allocations', 'system_allocations', 'parallel_regions']);
  assert.equal(rest.system_allocations, 0);
  assert.equal(rest.parallel_regions, 0);
  assert.equal(trained('--batch', '1000').work_per_step, undefined, 'three batches have no warm step in full');
});

test('the same seed gives the same results for any number of threads', () => {
  const losses = [1, 2, 3].map((threads) => {
    const json = join(folder, 'threads.json');
    run(['train', 'mlp', '--epochs', '1', '--threads', `${threads}`, '--data', small, '--json', json]);
    return JSON.parse(readFileSync(json, 'utf8')).epochs[0].train_loss;
  });
  assert.equal(new Set(losses).size, 1, `${losses}`);
});

test('5.3.c: the memory of a training step is reported, on the terminal and in the JSON file', () => {
  const json = join(folder, 'memory.json');
  const { stdout } = run(['train', 'mlp', '--epochs', '1', '--data', small, '--json', json]);
  const { live, peak } = JSON.parse(readFileSync(json, 'utf8')).memory;
  // The images as bytes, weights, biases and their gradients; at the peak a batch of images as
  // float32 and the hidden layer besides.
  const images = 3500 * 784;
  const parameters = 4 * (784 * 256 + 256 + 256 * 10 + 10);
  assert.ok(live >= images + 2 * parameters && live < images + 2.1 * parameters, `${live} bytes`);
  assert.ok(peak >= live + 4 * 256 * (784 + 256) && peak < live + 4 * 256 * (784 + 8 * 256), `${peak} bytes`);
  const mb = (bytes) => (bytes / 1e6).toFixed(1);
  const line = `memory ${mb(live)} MB, ${mb(images)} MB of them images; ${mb(peak)} MB at the peak of a step`;
  assert.ok(stdout.includes(line), stdout);
});

test('WEFT_DATA names the folder where --data does not', () => {
  const result = run(['train', 'softmax', '--epochs', '1'], { WEFT_DATA: small });
  assert.equal(result.status, 0, result.stderr);
  assert.match(result.stdout, /3000 training/);
});

test('options out of range and not numbers are named with rule and value', () => {
  fails(['train', 'mlp', '--epochs', '0'], /--epochs must be from 1 to 1000000, got 0/);
  fails(['train', 'mlp', '--batch', '-3'], /--batch must be from 1 to 1000000, got -3/);
  fails(['train', 'mlp', '--hidden', '0'], /--hidden must be from 1/);
  fails(['train', 'mlp', '--lr', '-0.1'], /--lr must be a number above 0 and at most 1e6, got -0.1/);
  fails(['train', 'mlp', '--lr', 'nan'], /--lr must be a number above 0/);
  fails(['train', 'mlp', '--epochs', 'ten'], /--epochs = ten|--epochs.*ten/);
  fails(['train', 'mlp', '--threads', '5000'], /--threads must be from 0 to 1024, got 5000/);
  fails(['train', 'mlp', '--seed', '-1'], /--seed must be from 0 to \d+, got -1/);
  fails(['train', 'mlp', '--json', 'same', '--plot', 'same'], /--json and --plot must be two files, got same twice/);
  fails(['train', 'cnn'], /cnn/);
  fails(['train', 'mlp', '--colour'], /--colour/);
  fails(['dance'], /dance/);
  fails([], /train|subcommand/i);
});

test('an unknown instruction set is an error that lists the known ones', () => {
  fails(['train', 'mlp', '--data', small], /WEFT_SIMD.*mmx.*sse42/s, { WEFT_SIMD: 'mmx' });
});

test('results that could not be written are refused before the training', () => {
  const result = fails(['train', 'mlp', '--data', small, '--json', join(folder, 'no/such/run.json')], /--json.*no\/such\/run\.json/);
  assert.doesNotMatch(result.stdout, /epoch/);
  fails(['train', 'mlp', '--data', small, '--plot', folder], /--plot.*folder/);
});

function copyOfSmall(name) {
  const copy = join(folder, name);
  mkdirSync(copy);
  for (const file of readdirSync(small)) copyFileSync(join(small, file), join(copy, file));
  return copy;
}
const [testImages, testLabels, trainImages] = readdirSync(small).sort();

test('missing, truncated and swapped files are named', () => {
  const missing = copyOfSmall('missing');
  rmSync(join(missing, trainImages));
  fails(['train', 'mlp', '--data', missing], /train-images/);

  const cut = copyOfSmall('cut');
  truncateSync(join(cut, trainImages), 5000);
  fails(['train', 'mlp', '--data', cut], /train-images.*(cut|end|truncated)/s);

  const swapped = copyOfSmall('swapped');
  copyFileSync(join(small, testLabels), join(swapped, testImages));
  copyFileSync(join(small, testImages), join(swapped, testLabels));
  fails(['train', 'mlp', '--data', swapped], /t10k-(images|labels).*(labels|images)/s);

  fails(['train', 'mlp', '--data', join(folder, 'nowhere')], /nowhere/);
});

test('Ctrl-C ends the run with a message and leaves nothing behind', async () => {
  const json = join(folder, 'interrupted.json');
  const child = spawn(weft, ['train', 'mlp', '--epochs', '100000', '--data', small, '--json', json], { env: bare });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGINT');
  const status = await new Promise((resolve) => child.on('exit', resolve));
  assert.equal(status, 1);
  assert.match(errors, /train: interrupted, nothing was written/);
  assert.ok(!existsSync(json) && !existsSync(`${json}.part`));
});

const real = process.env.WEFT_DATA;
const reason = real ? false : 'WEFT_DATA names no data';
for (const simd of run(['info', '--simd-list']).stdout.split('\n').filter(Boolean)) {
  for (const [model, threads] of [['mlp', 1], ['mlp', 2], ['softmax', 1], ['softmax', 2]]) {
    test(`${model === 'mlp' ? '5.2.a' : '4.4.b'}: seed 0 follows PyTorch: ${model}, ${simd}, ${threads} threads`, { skip: reason }, () => {
      const json = join(folder, 'real.json');
      const result = run(['train', model, '--seed', '0', '--threads', `${threads}`, '--data', real, '--json', json], { WEFT_SIMD: simd });
      assert.equal(result.status, 0, result.stderr);
      const report = JSON.parse(readFileSync(json, 'utf8'));
      assert.equal(report.data, 'fashion-mnist');
      assert.equal(report.simd, simd);
      assertFollowsPyTorch(model, report.epochs);
    });
  }
}
