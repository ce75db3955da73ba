// The packed package in other people's projects: built by their bundlers, loaded by Chromium under a strict
// content policy and by Node. Each computes a gradient, fits one of the book's models, and trains in the worker.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { cpSync, createReadStream, mkdirSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { launch } from '../page/harness.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = fileURLToPath(new URL('../../', import.meta.url));
const built = join(root, 'build/consumers');
const installed = join(here, 'node_modules/weft');
const timeout = 120_000;
const run = promisify(execFile);
const tsc = join(root, 'wasm/node_modules/.bin/tsc');
const bin = (/** @type {string} */ name) => join(here, 'node_modules/.bin', name);

const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.wasm': 'application/wasm' };
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const ADVICE = 'weft: 1 thread: the page is not cross-origin isolated; send COOP and COEP';
const policy = (/** @type {string} */ more = '') =>
  `default-src 'none'; img-src data:; script-src 'self' 'wasm-unsafe-eval'${more}; ` +
  `connect-src 'self'${more}; worker-src 'self' blob:`;

let browser;
let packed = '';
before(
  async () => {
    rmSync(built, { recursive: true, force: true });
    mkdirSync(built, { recursive: true });
    const { stdout } = await run('npm', ['pack', '--silent', '--pack-destination', built], {
      cwd: join(root, 'wasm'),
    });
    packed = join(built, stdout.trim());
    rmSync(installed, { recursive: true, force: true });
    mkdirSync(installed);
    await run('tar', ['-xzf', packed, '-C', installed, '--strip-components=1']);
    browser = await launch();
  },
  { timeout },
);
after(() => browser?.close(), { timeout });

/** @param {string} folder @param {Record<string, string>} [headers] @param {string} [content]    the policy */
function serve(folder, headers = {}, content = policy()) {
  const server = createServer((request, response) => {
    const path = join(folder, new URL(request.url ?? '/', 'http://x').pathname.replace(/\/$/, '/index.html'));
    if (!statSync(path, { throwIfNoEntry: false })?.isFile()) return void response.writeHead(404).end();
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader('Content-Security-Policy', content);
    response.setHeader('Content-Type', TYPES[extname(path)] ?? 'text/plain');
    createReadStream(path).pipe(response);
  });
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () => {
      const url = `http://127.0.0.1:${/** @type {any} */ (server.address()).port}/`;
      resolve({ url, close: () => server.close() });
    }),
  );
}

/** What a page's title says in the end. @param {string} url */
async function outcome(url) {
  const page = await browser.newPage();
  /** @type {string[]} */
  const complaints = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  try {
    await page.goto(url);
    await page
      .waitForFunction(() => /^\{/.test(document.title), null, { timeout: 60_000 })
      .catch(() => complaints.push('no answer'));
    const { value, error } = JSON.parse((await page.title()) || '{}');
    // Two sessions are advised once.
    if (value?.threads === 1) assert.equal(complaints.shift(), ADVICE);
    return { value, error, complaints };
  } finally {
    await page.close();
  }
}

/** @param {any} value */
function trained({ grad, bias, losses }) {
  assert.deepEqual(grad, [0, 4, 8, 12]);
  assert.ok(Math.abs(bias - 4.2) < 0.05, `bias ${bias}`);
  assert.equal(losses.length, 3);
  assert.ok(losses[2] < losses[0] && losses[0] < Math.log(10) + 1, `losses ${losses}`);
}

/** Serves a folder, and checks what its page came to. @param {string} folder @param {Record<string, string>} [headers] */
async function works(folder, headers) {
  const { url, close } = await serve(folder, headers);
  try {
    const { value, error, complaints } = await outcome(url);
    assert.deepEqual({ error, complaints }, { error: undefined, complaints: [] });
    trained(value);
    return value;
  } finally {
    close();
  }
}

/** A page for a bundle, and the .wasm files, which Rollup and esbuild do not move. @param {string} name @param {boolean} wasm */
function finish(name, wasm) {
  const folder = join(built, name);
  cpSync(join(here, 'plain/index.html'), join(folder, 'index.html'));
  const isWasm = (/** @type {string} */ path) => !extname(path) || path.endsWith('.wasm');
  if (wasm) cpSync(join(installed, 'dist'), folder, { recursive: true, filter: isWasm });
  return folder;
}

test('Vite builds it', { timeout }, async () => {
  await run(bin('vite'), ['build', '--logLevel', 'warn'], { cwd: join(here, 'vite') });
  await works(join(built, 'vite'));
});

test("Vite's server serves it", { timeout }, async () => {
  const server = spawn(bin('vite'), ['--force', '--port', '0', '--host', '127.0.0.1'], {
    cwd: join(here, 'vite'),
  });
  try {
    const port = await new Promise((resolve, reject) => {
      let output = '';
      server.stdout.on('data', (text) => {
        output += text;
        const found = /127\.0\.0\.1:(\d+)/.exec(output.replace(/\u001b\[\d+m/g, ''));
        if (found) resolve(found[1]);
      });
      server.once('exit', () => reject(new Error(`vite ended: ${output}`)));
    });
    const { value, error } = await outcome(`http://127.0.0.1:${port}/`);
    assert.equal(error, undefined);
    trained(value);
  } finally {
    server.kill();
  }
});

test('webpack builds it', { timeout }, async () => {
  await run(bin('webpack'), [], { cwd: join(here, 'webpack') });
  await works(finish('webpack', false));
});

test('Rollup builds it', { timeout }, async () => {
  await run(bin('rollup'), ['-c', '--silent'], { cwd: join(here, 'rollup') });
  await works(finish('rollup', true));
});

for (const splitting of [true, false]) {
  test(`esbuild builds it, ${splitting ? 'in pieces' : 'as one file'}`, { timeout }, async () => {
    const name = splitting ? 'esbuild' : 'esbuild_one';
    const options = ['--bundle', '--format=esm', '--minify', `--outdir=${join(built, name)}`];
    if (splitting) options.push('--splitting');
    await run(bin('esbuild'), ['main=page.js', ...options], { cwd: here });
    await works(finish(name, true));
  });
}

test('no bundler, with isolation and without, two of everything', { timeout }, async () => {
  const folder = join(built, 'plain');
  cpSync(join(here, 'plain'), folder, { recursive: true });
  cpSync(join(installed, 'dist'), join(folder, 'weft'), { recursive: true });
  for (const [headers, suffix] of /** @type {const} */ ([
    [{}, ''],
    [ISOLATED, '-threads'],
  ])) {
    const value = await works(folder, headers);
    assert.equal(value.variant, `relaxed-simd${suffix}`);
    assert.ok(suffix ? value.threads > 1 : value.threads === 1);
    assert.deepEqual(value.same, value.losses);
    const { first, other, again } = value.random;
    assert.deepEqual(again, first);
    assert.notDeepEqual(other, first);
    assert.match(value.mixed, /belongs to another instance of the module/);
    assert.equal(value.globals, 0);
  }
});

test('another origin has it', { timeout }, async () => {
  const other = await serve(join(installed, 'dist'), { 'Access-Control-Allow-Origin': '*' });
  const page = await serve(join(here, 'other_origin'), {}, policy(` ${other.url}`));
  try {
    const { value, error, complaints } = await outcome(`${page.url}?weft=${other.url}browser.js`);
    assert.deepEqual({ error, complaints }, { error: undefined, complaints: [] });
    trained(value);
  } finally {
    other.close();
    page.close();
  }
});

test('a classic worker runs it', { timeout }, async () => {
  const folder = join(built, 'classic_worker');
  cpSync(join(here, 'classic_worker'), folder, { recursive: true });
  cpSync(join(installed, 'dist'), join(folder, 'wasm'), { recursive: true });
  const options = ['--bundle', '--format=iife', '--log-level=error', '--allow-overwrite'];
  await run(bin('esbuild'), ['worker.js', ...options, `--outfile=${join(folder, 'worker.js')}`], {
    cwd: join(here, 'classic_worker'),
  });
  await works(folder);
});

test('Node runs it, and ends', { timeout }, async () => {
  const { stdout } = await run(process.execPath, ['node/main.mjs'], { cwd: here, timeout: 60_000 });
  trained(JSON.parse(stdout).value);
});

test('Node runs a bundle of it, beside the files of dist/', { timeout }, async () => {
  const folder = join(built, 'node');
  cpSync(join(installed, 'dist'), folder, { recursive: true });
  const options = ['--bundle', '--platform=node', '--format=esm', `--outfile=${join(folder, 'main.mjs')}`];
  await run(bin('esbuild'), ['node/main.mjs', ...options], { cwd: here });
  const { stdout } = await run(process.execPath, ['main.mjs'], { cwd: folder, timeout: 60_000 });
  trained(JSON.parse(stdout).value);
});

for (const resolution of ['bundler', 'nodenext']) {
  test(`TypeScript finds its types, resolution ${resolution}`, { timeout }, async () => {
    const options = ['--moduleResolution', resolution, '--module', resolution.replace('bundler', 'esnext')];
    await run(tsc, ['-p', 'typescript', ...options], { cwd: here });
  });
}

test('a project in TypeScript does what its types say', { timeout }, async () => {
  const program = join(built, 'typescript.mjs');
  const options = [
    '--bundle',
    '--platform=node',
    '--format=esm',
    '--packages=external',
    `--outfile=${program}`,
  ];
  await run(bin('esbuild'), ['typescript/main.ts', ...options], { cwd: here });
  mkdirSync(join(built, 'node_modules'), { recursive: true });
  cpSync(installed, join(built, 'node_modules/weft'), { recursive: true });
  const { stdout } = await run(process.execPath, [program], { timeout: 60_000 });
  assert.deepEqual(JSON.parse(stdout), {
    tensors: { svg: true, grad: [3, 2] },
    book: {
      accurate: true,
      names: ['net.0.weight', 'net.0.bias', 'net.3.weight', 'net.3.bias'],
      rows: [
        [2, 1, 0],
        [2, 0, 1],
      ],
      shown: ['board', 'plot', 'images'],
    },
    session: { batch: 1, by: 'me', shape: [10, 784], variant: true },
  });
});

test('publint and attw find nothing', { timeout }, async () => {
  await run(bin('publint'), ['--strict', installed]);
  // An ESM-only package has no types for require() on purpose.
  await run(bin('attw'), [packed, '--profile', 'esm-only', '--exclude-entrypoints', './*.wasm']);
});
