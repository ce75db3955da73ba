// The data set as it comes from the server: progress, sums, Cancel, Try again, kept in the browser; and
// all that a network, a server or a full storage may do to it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { faulty, reply } from './faulty.mjs';
import { alertSays, folder, isReady, open, serve, site, smallSet, stateIs, train } from './harness.mjs';

const options = { timeout: 180_000 };
const small = { hidden: 16, batch: 20, epochs: 1 };
const IMAGES = '/data/train-images-idx3-ubyte';
const { browser, server } = await site(smallSet());

const origin = (page, text) => page.locator('#data-origin', { hasText: text }).waitFor();

/** The page's server with a fault, and a page on it. */
async function openFaulty(fault, more = {}) {
  const proxy = await faulty(server.url, fault);
  const opened = await open(browser, proxy.url, { ready: false, ...more });
  return {
    ...opened,
    async close() {
      await opened.close();
      await proxy.close();
    },
  };
}

test('the files come with their sums checked, are kept, and then come from the cache', options, async () => {
  let asked = 0;
  const { page, errors, close } = await openFaulty((path) => void (asked += Number(path === IMAGES)));
  await isReady(page);
  await origin(page, /^The served files: from this page’s server, MD5 checked; kept in this browser/);
  await page.reload();
  await isReady(page);
  await origin(page, 'The served files: from this browser’s cache.');
  assert.match(await page.textContent('#status-data'), /^the served files: 600 training/);
  assert.equal(asked, 1);
  assert.deepEqual(errors, []);
  await close();
});

test('other files on the server are not mistaken for the kept ones', options, async () => {
  const { page, close } = await openFaulty(() => {});
  await origin(page, /kept in this browser for the next visit/);
  await page.evaluate(async () => {
    const cache = await caches.open('weft data');
    for (const request of await cache.keys())
      if (/md5=/.test(request.url)) {
        const kept = await cache.match(request);
        await cache.delete(request);
        await cache.put(request.url.replace(/md5=.*/, 'md5=0'), kept);
      }
  });
  await page.reload();
  await origin(page, /from this page’s server/);
  await close();
});

/** Answers wrongly until it is told not to. */
const broken = (answer, where = IMAGES) => {
  const fault = (path, response) => path === where && fault.on && answer(response);
  fault.on = true;
  return fault;
};

const whole = smallSet()['train-images-idx3-ubyte'];
const damaged = Buffer.from(whole);
damaged[5000] ^= 1;
const binary = 'application/octet-stream';

for (const [what, answer, message] of [
  [
    'damaged',
    (response) => reply(response, 200, binary, damaged),
    /^train-images-idx3-ubyte: the file is damaged: its MD5 must be [0-9a-f]{32}, got [0-9a-f]{32}\. Going on with synthetic data$/,
  ],
  [
    '404',
    (response) => reply(response, 404, 'text/plain', 'no'),
    /^train-images-idx3-ubyte: could not be loaded: the server answered 404\. Going on/,
  ],
  [
    '500',
    (response) => reply(response, 500, 'text/plain', 'no'),
    /^train-images-idx3-ubyte: could not be loaded: the server answered 500\. Going on/,
  ],
  [
    'a web page',
    (response) => reply(response, 200, 'text/html; charset=utf-8', '<!doctype html><title>Hello</title>'),
    /^train-images-idx3-ubyte: must be a data file, got a web page \(type text\/html; charset=utf-8\)\. Going/,
  ],
  [
    'too short',
    (response) => reply(response, 200, binary, whole.subarray(0, 4000)),
    /^train-images-idx3-ubyte: must have 470416 bytes, got 4000\. Going on/,
  ],
  [
    'the connection breaks',
    (response) => {
      response.writeHead(200, { 'Content-Type': binary, 'Content-Length': whole.length });
      response.write(whole.subarray(0, 200_000));
      setTimeout(() => response.destroy(), 200);
      return true;
    },
    /^train-images-idx3-ubyte: the connection broke after 0\.2 of 0\.5 MB: /,
  ],
  [
    'no connection',
    (response) => {
      response.destroy();
      return true;
    },
    /^train-images-idx3-ubyte: could not be loaded: .*; is the network there\?\. Going on/,
  ],
]) {
  test(`the download fails (${what}): a message, nothing used, Try again`, options, async () => {
    const fault = broken(answer);
    const { page, close } = await openFaulty(fault);
    await alertSays(page, message);
    await stateIs(page, 'Ready');
    assert.match(await page.textContent('#status-data'), /^synthetic data/);
    assert.equal(await page.isChecked('#data-synthetic'), true);
    assert.equal(
      await page.evaluate(() =>
        caches
          .has('weft data')
          .then(async (has) => has && (await (await caches.open('weft data')).keys()).length > 0),
      ),
      false,
    );
    fault.on = false;
    await page.click('#data-again');
    await origin(page, /from this page’s server, MD5 checked/);
    assert.equal(await page.locator('#alert').isVisible(), false);
    assert.equal(await page.locator('#data-again').isVisible(), false);
    await train(page, small);
    await stateIs(page, 'Finished');
    await close();
  });
}

test('progress in MB and percent; Cancel goes on with synthetic data', options, async () => {
  const { page, close } = await openFaulty((path, response) => {
    if (path !== IMAGES) return false;
    response.writeHead(200, { 'Content-Type': binary, 'Content-Length': whole.length });
    response.write(whole.subarray(0, whole.length >> 1));
    return true;
  });
  await page
    .locator('#download-text', { hasText: /^The served files: 0\.[34] of 0\.6 MB, [56]\d %$/ })
    .waitFor();
  assert.equal(await page.getAttribute('#train', 'aria-disabled'), 'false');
  await page.focus('#download-cancel');
  await page.keyboard.press('Enter');
  await alertSays(page, /^the served files: the download was cancelled\. Going on with synthetic data$/);
  await stateIs(page, 'Ready');
  assert.equal(await page.locator('#download').isVisible(), false);
  assert.equal(await page.locator('#data-again').isVisible(), true);
  assert.notEqual(await page.evaluate(() => document.activeElement), null);
  await close();
});

for (const [what, body, message] of [
  [
    'HTML',
    '<!doctype html><p>Hello',
    /^data\/index\.json: must be JSON, got a text that begins with "<!doctype html><p>Hello/,
  ],
  ['a list', '[1]', /^data\/index\.json: must be \{ "name": …, "files": \{ … \} \}, got \[1\]$/],
  [
    'a missing role',
    '{"name":"x","files":{"trainImages":"a"}}',
    /^data\/index\.json: files\.trainLabels must be the name of a file in data\/, got none$/,
  ],
  [
    'a path',
    '{"name":"x","files":{"trainImages":"../a"}}',
    /^data\/index\.json: files\.trainImages must be the name of a file in data\/, got "\.\.\/a"$/,
  ],
]) {
  test(`data/index.json is broken (${what}): a message, and synthetic data`, options, async () => {
    const fault = (path, response) =>
      path === '/data/index.json' && reply(response, 200, 'application/json', body);
    const { page, close } = await openFaulty(fault);
    await alertSays(page, message);
    await isReady(page);
    assert.match(await page.textContent('#status-data'), /^synthetic data/);
    assert.equal(await page.locator('#served-choice').isVisible(), false);
    await close();
  });
}

test('data/index.json: 500 is said, 404 means that there is no data', options, async () => {
  for (const [status, message] of [
    [500, /^data\/index\.json: could not be loaded: the server answered 500$/],
    [404, undefined],
  ]) {
    const fault = (path, response) =>
      path === '/data/index.json' && reply(response, status, 'text/plain', 'no');
    const { page, close } = await openFaulty(fault);
    if (message) await alertSays(page, message);
    await isReady(page);
    assert.equal(await page.locator('#alert').isVisible(), Boolean(message));
    assert.match(await page.textContent('#status-data'), /^synthetic data/);
    await close();
  }
});

const without = "Object.defineProperty(globalThis, 'caches', { value: undefined });";

/** What stands in for storage that refuses: before the worker's own script, for it is the worker that keeps. */
const refusing = (name) => `
  Cache.prototype.put = () => Promise.reject(new DOMException('no more', '${name}'));
`;
for (const [what, script, message] of [
  ['full', refusing('QuotaExceededError'), /not kept in this browser: its storage for this page is full\.$/],
  [
    'refused',
    refusing('SecurityError'),
    /not kept in this browser: it refuses to store files \(no more\)\.$/,
  ],
  ['missing', without, /not kept in this browser: it offers no storage to a page without HTTPS\.$/],
]) {
  test(`storage ${what}: the page goes on without, and says so`, options, async () => {
    const fault = (path, response) => {
      if (!/\/assets\/download_worker-.*\.js$/.test(path)) return false;
      fetch(server.url + path)
        .then((answer) => answer.text())
        .then((text) => reply(response, 200, 'text/javascript', script + text));
      return true;
    };
    const { page, errors, close } = await openFaulty(fault, {
      init: what === 'missing' ? without : '',
    });
    await isReady(page);
    await origin(page, message);
    assert.match(await page.textContent('#status-data'), /600 training and 200 test images$/);
    await train(page, small);
    await stateIs(page, 'Finished');
    assert.deepEqual(errors, []);
    await close();
  });
}

test('whoever saves data asks for the download by a press', options, async () => {
  const init = () => Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
  const { page, close } = await openFaulty(() => {}, { init });
  await isReady(page);
  assert.match(await page.textContent('#status-data'), /^synthetic data/);
  assert.match(await page.textContent('#served-choice'), /0\.6 MB/);
  await page.check('#data-served');
  await origin(page, /from this page’s server/);
  await close();
});

const real = process.env.WEFT_DATA;
test(
  'Fashion-MNIST by the authors’ sums',
  { ...options, skip: real ? false : 'WEFT_DATA names no folder' },
  async () => {
    const other = await serve('--data', real);
    let fault = (path, response) =>
      path === '/data/t10k-labels-idx1-ubyte.gz' && reply(response, 200, binary, gzipSync('something else'));
    const proxy = await faulty(other.url, (...all) => fault(...all));
    const { page, close } = await open(browser, proxy.url, { ready: false });
    try {
      await alertSays(
        page,
        /^t10k-labels-idx1-ubyte\.gz: must have 5148 bytes|^t10k-labels-idx1-ubyte\.gz: the file is damaged: its MD5 must be bb300cfdad3c16e7a12a480ee83cd310, got [0-9a-f]{32}\. Going on with synthetic data$/,
      );
      fault = () => false;
      await stateIs(page, 'Ready');
      await page.click('#data-again');
      await origin(page, /^Fashion-MNIST: from this page’s server, MD5 checked; kept in this browser/);
      await isReady(page);
      assert.match(await page.textContent('#status-data'), /^Fashion-MNIST: 60,000 training and 10,000 test/);
      await page.reload();
      await origin(page, 'Fashion-MNIST: from this browser’s cache.');
    } finally {
      await close();
      await proxy.close();
      await other.close();
    }
  },
);
