// What the page's tests share: the server as a process of its own, Chromium, small data sets as files.
// Each test file opens one browser and closes it; nothing is left running, also after a failure.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const { chromium } = createRequire(new URL('web/package.json', root))('playwright-core');

/** Time for what should take a second or two, on a machine that others use too. */
export const SOON = 60_000;

const CHROMIUM = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch(executablePath = process.env.WEFT_CHROMIUM || '/usr/bin/chromium') {
  return chromium.launch({ executablePath, args: CHROMIUM, timeout: SOON });
}

/** Runs web/serve.mjs until it serves or ends. */
export async function serve(...args) {
  const script = fileURLToPath(new URL('web/serve.mjs', root));
  const child = spawn(process.execPath, [script, '--port', '0', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const serving = new Promise((resolve) => {
    const hear = (text) => {
      output += text;
      if (/^weft is served .*\ndata: .*\n/m.test(output)) resolve('serving');
    };
    child.stdout.setEncoding('utf8').on('data', hear);
    child.stderr.setEncoding('utf8').on('data', hear);
  });
  const late = setTimeout(() => child.kill(), SOON);
  const code = await Promise.race([exited, serving]);
  clearTimeout(late);
  return {
    output,
    url: /http:\/\/\S+/.exec(output)?.[0],
    /** The exit status of a server that did not start. */
    code: code === 'serving' ? undefined : code,
    async close() {
      child.kill();
      await exited;
    },
  };
}

/**
 * The browser and the server of a test file; they end with it.
 * @param {Record<string, Buffer>} [files]    the data set that is served, if one is
 */
export async function site(files) {
  const data = files && folder(files);
  const started = [launch(), serve(...(data ? ['--data', data.path] : []))];
  after(async () => {
    for (const one of await Promise.allSettled(started))
      if (one.status === 'fulfilled') await one.value.close();
    data?.remove();
  });
  const [browser, server] = await Promise.all(started);
  return { browser, server };
}

/**
 * A page of its own, with what went wrong on it in `errors`.
 * @param {any} browser @param {string} url @param {Record<string, any>} [options]
 */
export async function open(browser, url, { ready = true, init, ...context } = {}) {
  const opened = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    ...context,
  });
  const page = await opened.newPage();
  const errors = [];
  page.setDefaultTimeout(SOON);
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) errors.push(message.text());
  });
  page.on('pageerror', (error) => errors.push(String(error)));
  if (init) await page.addInitScript(init);
  await page.goto(url, { timeout: SOON });
  if (ready) await isReady(page);
  return { page, errors, close: () => opened.close() };
}

/** The data is open, nothing runs, and Train can be pressed. */
export async function isReady(page) {
  await stateIs(page, '(Ready|Finished|Stopped|Failed)');
  await page.locator('#train[aria-disabled=false]').waitFor({ timeout: SOON });
}

export const stateIs = (page, state, timeout = SOON) =>
  page.locator('#state', { hasText: new RegExp(`^${state}$`) }).waitFor({ timeout });

/** Makes the form have these hidden layers. */
async function setLayers(page, units) {
  const rows = page.locator('#layers li');
  while ((await rows.count()) > units.length) await rows.last().locator('button').click();
  while ((await rows.count()) < units.length) await page.click('#add-layer');
  for (const [i, one] of units.entries()) await page.fill(`#units-${i + 1}`, String(one));
}

/** Sets the settings: id -> what is typed or chosen; hidden is a layer's units, or a list of them. */
export async function set(page, fields) {
  for (const [id, value] of Object.entries(fields)) {
    if (id === 'hidden') await setLayers(page, [value].flat());
    else if (['model', 'activation', 'optimizer'].includes(id)) await page.selectOption(`#${id}`, value);
    else await page.fill(`#${id}`, String(value));
  }
}

/** Sets the settings, presses Train. */
export async function train(page, fields = {}) {
  await set(page, fields);
  await page.click('#train');
}

/** The table as a reader sees it. */
export async function rows(page) {
  const cells = await page
    .locator('#results-rows tr')
    .evaluateAll((trs) => trs.map((tr) => [...tr.cells].map((cell) => Number(cell.textContent))));
  return cells.map(([epoch, train_loss, val_loss, val_acc, seconds]) => ({
    epoch,
    train_loss,
    val_loss,
    val_acc,
    seconds,
  }));
}

/** The file that "Save as JSON" gives. */
export async function savedJson(page) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click('#save-json')]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}

/** The same without times: equal for equal runs. */
export async function figures(page) {
  return (await savedJson(page)).epochs.map(({ seconds: _, ...rest }) => rest);
}

/** Ends the page's workers as a failure in them does. */
export async function crash(page) {
  const workers = page.workers();
  assert.ok(workers.length > 0, 'the training runs in a worker');
  const fail = () =>
    void setTimeout(() => {
      throw new Error('broken on purpose');
    });
  await Promise.all(workers.map((worker) => worker.evaluate(fail).catch(() => {})));
}

function idx(magic, sizes, bytes) {
  const head = Buffer.alloc(4 + 4 * sizes.length);
  head.writeUInt32BE(magic, 0);
  sizes.forEach((size, i) => head.writeUInt32BE(size, 4 + 4 * i));
  return Buffer.concat([head, bytes]);
}

/** Images of ten classes that even a small model can tell apart: a bright band at the class's height. */
function split(count) {
  const images = Buffer.alloc(count * 784);
  const labels = Buffer.alloc(count);
  for (let i = 0; i < count; i++) {
    labels[i] = (i * 7) % 10;
    for (let p = 0; p < 784; p++) {
      const band = Math.abs(Math.floor(p / 28) - 4 - 2 * labels[i]) < 2;
      images[i * 784 + p] = band ? 200 + ((i + p) % 50) : (i * 31 + p * 17) % 60;
    }
  }
  return {
    images: idx(0x803, [count, 28, 28], images),
    labels: idx(0x801, [count], labels),
  };
}

/** Four files as a data set has them: name -> bytes. */
export function smallSet(trainCount = 600, testCount = 200) {
  const [a, b] = [split(trainCount), split(testCount)];
  return {
    'train-images-idx3-ubyte': a.images,
    'train-labels-idx1-ubyte': a.labels,
    't10k-images-idx3-ubyte': b.images,
    't10k-labels-idx1-ubyte': b.labels,
  };
}

/** Writes files into a new folder. */
export function folder(files) {
  const path = mkdtempSync(join(tmpdir(), 'weft-page-'));
  for (const [name, bytes] of Object.entries(files)) writeFileSync(join(path, name), bytes);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Picks files as a person does in the file picker. */
export function pick(page, files) {
  const payloads = Object.entries(files).map(([name, buffer]) => ({
    name,
    buffer,
    mimeType: 'application/octet-stream',
  }));
  return page.setInputFiles('#picker', payloads);
}

/** Drops files on an element as a person does: by their places on the disk. @param {any} page @param {string} selector @param {string[]} files */
export async function drop(page, selector, files) {
  const target = page.locator(selector);
  await target.scrollIntoViewIfNeeded();
  const { x, y, width } = await target.boundingBox();
  const devtools = await page.context().newCDPSession(page);
  const at = { x: x + width / 2, y: y + 20, data: { items: [], files, dragOperationsMask: 1 } };
  for (const type of ['dragEnter', 'dragOver', 'drop'])
    await devtools.send('Input.dispatchDragEvent', { type, ...at });
  await devtools.detach();
}

/** The message in the alert area, once there is one that matches. */
export async function alertSays(page, pattern) {
  await page.locator('#alert:not([hidden])').waitFor();
  const text = await page.textContent('#alert-text');
  assert.match(text, pattern);
  return text;
}
