// The server of the page: headers, types, what it must not give away, data, ports.

import assert from 'node:assert/strict';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { after, before, test } from 'node:test';
import { folder, serve, smallSet } from './harness.mjs';

const options = { timeout: 60_000 };
let server;
before(async () => (server = await serve()));
after(() => server?.close());

/** A request as it stands, without the clean-up that fetch does to paths. */
function get(path, method = 'GET', base = server.url) {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base);
    request({ hostname, port, path, method }, (response) => {
      let body = '';
      response.setEncoding('latin1').on('data', (chunk) => (body += chunk));
      response.on('end', () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body,
        }),
      );
    })
      .on('error', reject)
      .end();
  });
}

test('the page is isolated, has a strict policy, and its files have their types', options, async () => {
  const { status, headers, body } = await get('/');
  assert.equal(status, 200);
  assert.equal(headers['content-type'], 'text/html; charset=utf-8');
  assert.equal(headers['cross-origin-opener-policy'], 'same-origin');
  assert.equal(headers['cross-origin-embedder-policy'], 'require-corp');
  const policy = headers['content-security-policy'];
  assert.match(policy, /default-src 'self'/);
  assert.match(policy, /script-src 'self' 'wasm-unsafe-eval'(;|$)/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*|https?:/);
  const script = /<script type="module"[^>]* src="\.(\/[^"]+)"/.exec(body)[1];
  assert.match((await get(script)).headers['content-type'], /^text\/javascript/);
  const style = /<link rel="stylesheet"[^>]* href="\.(\/[^"]+)"/.exec(body)[1];
  assert.match((await get(style)).headers['content-type'], /^text\/css/);
  const head = await get('/', 'HEAD');
  assert.deepEqual([head.status, head.body, head.headers['content-length']], [200, '', String(body.length)]);
});

test('nothing outside the page is given away', options, async () => {
  const paths = [
    '/../../web/package.json',
    '/..%2f..%2fweb%2fpackage.json',
    '/%2e%2e/%2e%2e/web/package.json',
    '/assets/../../../web/package.json',
    '//etc/passwd',
    '/data/../../../web/package.json',
    '/data/train-images-idx3-ubyte.gz',
    '/nothing',
  ];
  for (const path of paths) assert.equal((await get(path)).status, 404, path);
  for (const path of ['/%', '/%00']) assert.equal((await get(path)).status, 400, path);
  assert.equal((await get('/', 'POST')).status, 405);
});

test('without data it says synthetic', options, async () => {
  assert.match(server.output, /^weft is served on http:\/\/localhost:\d+$/m);
  assert.match(server.output, /^data: synthetic/m);
  assert.deepEqual(JSON.parse((await get('/data/index.json')).body).files, {});
});

test('it serves the four files of a folder, and nothing else of it', options, async () => {
  const data = folder({ ...smallSet(20, 10), secret: 'secret' });
  const other = await serve('--data', data.path);
  try {
    assert.match(other.output, /^data: the four files in .* which are not the authors' Fashion-MNIST$/m);
    const index = JSON.parse((await get('/data/index.json', 'GET', other.url)).body);
    assert.equal(index.name, 'custom');
    assert.equal(index.files.trainImages, 'train-images-idx3-ubyte');
    const images = await get('/data/train-images-idx3-ubyte', 'GET', other.url);
    assert.equal(images.body.length, 16 + 20 * 784);
    assert.equal(images.headers['content-encoding'], undefined);
    assert.equal((await get('/data/secret', 'GET', other.url)).status, 404);
  } finally {
    await other.close();
    data.remove();
  }
});

test('a folder that lacks a file means synthetic data, and the file is named', options, async () => {
  const { 't10k-labels-idx1-ubyte': _, ...three } = smallSet(20, 10);
  const data = folder(three);
  const other = await serve('--data', data.path);
  try {
    assert.match(other.output, /^data: synthetic, for .* lacks t10k-labels-idx1-ubyte\[\.gz\]/m);
  } finally {
    await other.close();
    data.remove();
  }
});

test('without isolation the two headers are absent', options, async () => {
  const other = await serve('--no-isolation');
  try {
    const { headers } = await get('/', 'GET', other.url);
    assert.equal(headers['cross-origin-embedder-policy'], undefined);
    assert.ok(headers['content-security-policy']);
  } finally {
    await other.close();
  }
});

test('a port in use, a wrong port, a wrong folder: a message and exit status 1', options, async () => {
  const { port } = new URL(server.url);
  const ended = async (...args) => {
    const other = await serve(...args);
    await other.close();
    return [other.code, other.output.trim()];
  };
  const [code, output] = await ended('--port', port);
  assert.equal(code, 1);
  assert.match(
    output,
    new RegExp(`^port ${port} is in use: choose another one, for instance make demo PORT=\\d+$`),
  );
  for (const wrong of ['http', '65536', '-1', '80.5', '']) {
    const [status, message] = await ended(`--port=${wrong}`);
    assert.deepEqual([status, message], [1, `port: a whole number from 0 to 65535, got "${wrong}"`]);
  }
  assert.match((await ended('--root', '/nowhere')).join(' '), /^1 \/nowhere holds no built page/);
  assert.match((await ended('--data', '/nowhere')).join(' '), /^1 data: \/nowhere is not a folder/);
  assert.equal((await ended('--colour'))[0], 1);
});

test('a port that someone else has on the other loopback address counts as in use', options, async (t) => {
  const other = createServer();
  const port = await new Promise((resolve) => {
    other.once('error', () => resolve(0)).listen(0, '::1', () => resolve(other.address().port));
  });
  if (!port) return t.skip('no IPv6 here');
  const second = await serve('--port', String(port));
  await second.close();
  other.close();
  assert.equal(second.code, 1);
  assert.match(second.output, /is in use/);
});
