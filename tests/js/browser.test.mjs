// The package in Chromium as its files lie here, without a bundler: under a strict content policy, with
// cross-origin isolation and without it.
import assert from 'node:assert/strict';
import { createReadStream } from 'node:fs';
import { createServer } from 'node:http';
import { extname } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

const TYPES = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self' blob:; img-src data:";
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};
const timeout = 120_000;

// By its address: the page's tests are checked where they lie.
const { launch } = await import(new URL('../page/harness.mjs', import.meta.url).href);
let browser;
before(async () => (browser = await launch()), { timeout });
after(() => browser?.close(), { timeout });

/** What a page's script came to, and what the page complained of. @param {Record<string, string>} headers @param {string} body @param {string} [worker] */
async function inPage(headers, body, worker) {
  const script = `
    import { createSession, buildInfo, init } from '/dist/browser.js';
    const options = {
      model: [{ type: 'flatten' }, { type: 'linear', units: 16 }, { type: 'relu' }, { type: 'linear', units: 10 }],
      data: { synthetic: { train: 2000, test: 500 } },
    };
    const run = async () => { ${body} };
    const done = (outcome) => (document.title = JSON.stringify(outcome));
    run().then((value) => done({ value }), ({ message }) => done({ error: message }));`;
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.setHeader('Content-Security-Policy', POLICY);
    response.setHeader('Content-Type', TYPES[extname(path)] ?? 'text/html');
    if (path === '/')
      return void response.end(
        '<!doctype html><link rel="icon" href="data:,"><script type="module" src="run.js"></script>',
      );
    if (path === '/run.js') return void response.end(script);
    if (path === '/worker.js') return void response.end(worker);
    createReadStream(new URL(`../../wasm${path}`, import.meta.url))
      .on('error', () => response.writeHead(404).end())
      .pipe(response);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const page = await browser.newPage();
  const complaints = [];
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  try {
    await page.goto(`http://127.0.0.1:${/** @type {any} */ (server.address()).port}/`);
    let title = '';
    for (const end = Date.now() + timeout / 2; !title && Date.now() < end; await sleep(50))
      title = await page.title();
    const { value, error } = JSON.parse(title || '{"error":"no answer"}');
    for (let i = 0; i < 100 && page.workers().length > 0; i++) await sleep(50);
    return { value, error, complaints, workers: page.workers().length };
  } finally {
    await page.close();
    server.close();
  }
}

const train = `
  const session = await createSession({ ...options, threads });
  const results = [];
  for await (const { result } of session.fit({ epochs: 2 })) if (result) results.push(result.valAcc);
  const evaluated = await session.evaluate();
  const { classes } = await session.predict({ split: 'test' });
  const { labels } = await session.examples({ split: 'test' });
  const hits = classes.filter((best, i) => best === labels[i]).length / 500;
  session.terminate();
  return { info: session.info, results, evaluated, hits, detected: await buildInfo({ threads }) };`;

test('isolated: relaxed SIMD and two threads', { timeout }, async () => {
  const { value, error, complaints, workers } = await inPage(ISOLATED, `const threads = 2; ${train}`);
  assert.equal(error, undefined);
  assert.deepEqual(complaints, []);
  const { info, results, evaluated, hits, detected } = value;
  assert.deepEqual(
    [info.variant, info.simd, info.threads, info.reason],
    ['relaxed-simd-threads', 'wasm-relaxed', 2, ''],
  );
  assert.deepEqual({ ...detected, memory: 0 }, { ...info, memory: 0 });
  assert.equal(results.length, 2);
  assert.ok(Math.abs(hits - results[1]) < 1e-6 && Math.abs(evaluated.valAcc - hits) < 1e-6);
  assert.equal(workers, 0, 'terminate() ends the worker and its threads');
});

test('not isolated: one thread, and the reason with its cure', { timeout }, async () => {
  const { value, error, complaints } = await inPage({}, `const threads = 2; ${train}`);
  assert.equal(error, undefined);
  const reason = '1 thread: the page is not cross-origin isolated; send COOP and COEP';
  assert.deepEqual(complaints, [`weft: ${reason}`]);
  assert.equal(value.info.variant, 'relaxed-simd');
  assert.equal(value.info.reason, reason);
  assert.equal(value.results.length, 2);
});

test('pause, resume and a loop left early', { timeout }, async () => {
  const { value, error } = await inPage(
    ISOLATED,
    `const session = await createSession({ ...options, data: { synthetic: { train: 20000, test: 500 } } });
     let seen = 0;
     for await (const _ of session.fit({ epochs: 1000 })) {
       await session.pause();
       await session.resume();
       if (++seen === 3) break;
     }
     session.terminate();
     return seen;`,
  );
  assert.equal(error, undefined);
  assert.equal(value, 3);
});

test('what is not WebAssembly is named', { timeout }, async () => {
  const missing = await inPage({}, `await createSession({ ...options, wasm: '/nowhere.wasm' });`);
  assert.match(
    missing.error,
    /^weft: http:\/\/127\.0\.0\.1:\d+\/nowhere\.wasm could not be loaded: the server answered 404; copy node_modules\/weft\/dist\/\*\.wasm there, /,
  );
  const html = await inPage({}, `await createSession({ ...options, wasm: new URL('/?', location.href) });`);
  assert.match(
    html.error,
    /^weft: http:\/\/127\.0\.0\.1:\d+\/\? must be WebAssembly, got \d+ bytes of type text\/html: a server that answers every address with its page /,
  );
  const compiled = await inPage(
    {},
    `
    const session = await createSession({ ...options, threads: 1, wasm: await fetch('/dist/weft-session-relaxed-simd.wasm') });
    session.terminate();
    return session.info.variant;`,
  );
  assert.equal(compiled.value, 'relaxed-simd');
  const folder = await inPage(
    {},
    `return (await init({ wasm: '/dist/', memory: 2 ** 26 })).memory().wasm.maximum;`,
  );
  assert.equal(folder.error, undefined);
  assert.equal(folder.value, 2 ** 26);
});

test('a worker that may not start is an error, not a wait', { timeout }, async () => {
  const { error } = await inPage(
    {},
    `
    const meta = document.createElement('meta');
    meta.httpEquiv = 'Content-Security-Policy';
    meta.content = "worker-src 'none'";
    document.head.append(meta);
    await createSession(options);`,
  );
  assert.match(
    error,
    /^session: its worker crashed: its script could not be loaded; does a Content-Security-Policy lack worker-src blob:/,
  );
});

const tensors = `
  const weft = await init();
  const x = weft.arange(4, { dtype: 'float32' }).requiresGrad_();
  const y = weft.dot(x, x).mul(2);
  y.backward();
  let message;
  try { x.add(weft.ones(3)); } catch (error) { message = error.message; }
  const big = weft.scope(() => weft.randn(500, 500).matmul(weft.randn(500, 500)).mean().item());
  return { info: weft.info, text: String(y), grad: x.grad.tolist(), message, big };`;

test('2.5.a: tensors on the own thread of a page, isolated or not', { timeout }, async () => {
  for (const [headers, reason] of /** @type {const} */ ([
    [{}, '1 thread: the page is not cross-origin isolated; send COOP and COEP'],
    [ISOLATED, "1 thread: a page's own thread may not wait for others; init() in a worker has threads"],
  ])) {
    const { value, error, complaints } = await inPage(headers, tensors);
    assert.equal(error, undefined);
    assert.deepEqual(complaints, []);
    assert.deepEqual(value.info.reason, reason);
    assert.deepEqual([value.info.variant, value.info.threads], ['relaxed-simd', 1]);
    assert.equal(value.text, 'tensor(28., grad_fn=<MulBackward0>)');
    assert.deepEqual(value.grad, [0, 4, 8, 12]);
    assert.match(value.message, /^add: shapes must broadcast, got \(4,\) and \(3,\)/);
    assert.ok(Math.abs(value.big) < 1);
  }
});

test('tensors in a worker of an isolated page have threads', { timeout }, async () => {
  const page = `
    const worker = new Worker('/worker.js', { type: 'module' });
    const value = await new Promise((resolve, reject) => {
      worker.onmessage = ({ data }) => resolve(data);
      worker.onerror = ({ message }) => reject(new Error(message));
    });
    worker.terminate();
    return value;`;
  const worker = `
    import { init } from '/dist/browser.js';
    const run = async () => {
      const weft = await init({ threads: 2 });
      const x = weft.arange(400 * 400, { dtype: 'float32' }).reshape(400, 400).div(160000);
      const { info } = weft;
      const sum = x.matmul(x.T).sum().item();
      weft.terminate();
      return { info, sum };
    };
    run().then(postMessage, (error) => postMessage({ error: error.message }));`;
  const { value, error, complaints } = await inPage(ISOLATED, page, worker);
  assert.deepEqual([error, value?.error, complaints], [undefined, undefined, []]);
  assert.deepEqual(
    [value.info.variant, value.info.threads, value.info.reason],
    ['relaxed-simd-threads', 2, ''],
  );
  assert.ok(Math.abs(value.sum - 400 ** 3 / 4) < 400 ** 3 / 4 / 100, `${value.sum}`);
});

test('a run that is saved and restarted comes to the same bits', { timeout }, async () => {
  const { value, error, complaints, workers } = await inPage(
    ISOLATED,
    `const seeded = { ...options, variant: 'simd', seed: 4 };
     const train = async (session, epochs) => { for await (const _ of session.fit({ epochs })); };
     const weights = async (session) => String(await session.save({ weightsOnly: true }));
     const whole = await createSession(seeded);
     await train(whole, 3);
     const session = await createSession(seeded);
     await train(session, 1);
     const file = await session.save();
     session.terminate();
     const place = await session.restart();
     await train(session, 2);
     const other = await createSession({ ...seeded, seed: 5, checkpoint: new Blob([file]) });
     await train(other, 2);
     const [a, b, c] = [await weights(whole), await weights(session), await weights(other)];
     for (const each of [whole, session, other]) each.terminate();
     return { place, restarted: a === b, loaded: a === c, length: file.length };`,
  );
  assert.equal(error, undefined);
  assert.deepEqual(complaints, []);
  assert.deepEqual(value.place, { epochs: 1, batch: 0 });
  assert.ok(value.length > 50_000);
  assert.deepEqual([value.restarted, value.loaded, workers], [true, true, 0]);
});

test('addresses are the page’s, and what comes instead of data is said', { timeout }, async () => {
  const { value, error } = await inPage(
    {},
    `const failure = (csv) => createSession({ ...options, data: { csv, label: 'a' } }).catch(({ message }) => message);
     const origin = location.origin;
     return (await Promise.all(['none.csv', '/', 'https://other.example/a.csv'].map(failure)))
       .map((text) => text.replaceAll(origin, 'HERE'));`,
  );
  assert.equal(error, undefined);
  assert.equal(value[0], 'HERE/none.csv: could not be fetched: the server answered 404 Not Found');
  assert.equal(value[1], 'HERE/: must be data, got an HTML page (type text/html); is the address right?');
  assert.match(
    value[2],
    /^https:\/\/other.example\/a.csv: could not be fetched: .*; is the address right, and does its server let other origins read it \(Access-Control-Allow-Origin\)\?$/,
  );
});
