// Bytes by address: fetched where they can be, read from files in Node, and errors that say what came.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { TIMEOUT, createSession, gzip, mlp, smallFiles, withSession } from './support.mjs';

/** @param {(base: string) => Promise<void>} use */
async function withServer(use) {
  const files = smallFiles();
  const server = createServer((request, response) => {
    const found = /** @type {Record<string, [string, Uint8Array | string]>} */ ({
      '/images.gz': ['application/gzip', gzip(files.trainImages)],
      '/page': ['text/html; charset=utf-8', '<!doctype html>'],
    })[String(request.url)];
    if (!found) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': found[0] }).end(found[1]);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  try {
    await use(`http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`);
  } finally {
    server.close();
  }
}

/** @param {any} trainImages @param {string | RegExp} message */
const fails = (trainImages, message) =>
  assert.rejects(createSession({ model: mlp(), threads: 1, data: { ...smallFiles(), trainImages } }), {
    message,
  });

test('addresses, files and memory of every kind', { timeout: TIMEOUT }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'weft-source-'));
  const files = smallFiles();
  await writeFile(join(folder, 'labels'), files.trainLabels);
  await writeFile(join(folder, 'images'), gzip(files.testImages));
  const shared = new SharedArrayBuffer(files.testLabels.length);
  new Uint8Array(shared).set(files.testLabels);
  try {
    await withServer(async (base) => {
      const data = {
        trainImages: `${base}/images.gz`,
        trainLabels: pathToFileURL(join(folder, 'labels')),
        testImages: join(folder, 'images'),
        testLabels: new Uint8Array(shared),
      };
      const dataset = await withSession({ data }, async (session) => session.dataset);
      assert.deepEqual([dataset.train, dataset.test, dataset.rows], [40, 20, 4]);
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});

test(
  'what cannot be fetched is said with the address, the status and the type',
  { timeout: TIMEOUT },
  async () => {
    let base = '';
    await withServer(async (address) => {
      base = address;
      await fails(
        new URL(`${base}/none`),
        `${base}/none: could not be fetched: the server answered 404 Not Found`,
      );
      await fails(
        `${base}/page`,
        `${base}/page: must be data, got an HTML page (type text/html; charset=utf-8); is the address right?`,
      );
    });
    await fails(`${base}/gone`, new RegExp(`^${base}/gone: could not be fetched: connect ECONNREFUSED`));
    await fails('no/such/file', /^no\/such\/file: could not be read: ENOENT/);
  },
);

test('a buffer that was handed over is named', { timeout: TIMEOUT }, async () => {
  const { trainImages } = smallFiles();
  structuredClone(trainImages.buffer, { transfer: [trainImages.buffer] });
  await fails(
    trainImages,
    'createSession: data.trainImages has no bytes; was its buffer handed over to a worker before?',
  );
});
