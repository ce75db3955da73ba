// The self-test page: the C++ tests run in Chromium and Firefox as under Node, failures are shown, and where
// the programs are missing or end in the middle that is said.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, cpSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import * as fox from './firefox.mjs';
import { alertSays, open, serve, site } from './harness.mjs';

const built = fileURLToPath(new URL('../../build/web', import.meta.url));
const options = { timeout: 300_000 };
assert.deepEqual(
  JSON.parse(readFileSync(`${built}/selftest/index.json`, 'utf8')).variants,
  ['relaxed-simd-threads', 'simd'],
  'the page is built with the tests',
);
const { browser, server } = await site();

const ended = /^(Passed|Failed|Nothing to run)$/;
const stateIs = (page, state) => page.locator('#state', { hasText: state }).waitFor({ timeout: 240_000 });
const number = async (page, id) => Number((await page.textContent(`#${id}`)).replaceAll(',', ''));

/** A page that is ready, with one variant chosen. */
async function ready({ variant = 'simd', url = server.url, ...context } = {}) {
  const opened = await open(browser, `${url}/selftest.html`, { ready: false, ...context });
  await stateIs(opened.page, /^Ready$/);
  await opened.page.selectOption('#variant', variant);
  return opened;
}

async function run(page, filter) {
  await page.fill('#filter', filter);
  await page.click('#run-tests');
  await stateIs(page, ended);
}

/** The names of the tests that the same program has under Node. @param {string} variant */
function underNode(variant) {
  const flags = (process.env.NODE_FLAGS ?? '').split(' ').filter(Boolean);
  const script = fileURLToPath(new URL('../wasm.mjs', import.meta.url));
  const args = [...flags, script, variant, '--list-tests', '-v', 'quiet'];
  // Into a file: a pipe that is full for a moment ends the program, whose writes do not wait.
  const folder = mkdtempSync(join(tmpdir(), 'weft-page-'));
  const file = openSync(join(folder, 'names'), 'w');
  try {
    execFileSync(process.execPath, args, { stdio: ['ignore', file, 'inherit'] });
    return readFileSync(join(folder, 'names'), 'utf8').trim().split('\n').sort();
  } finally {
    closeSync(file);
    rmSync(folder, { recursive: true });
  }
}

for (const variant of ['simd', 'relaxed-simd-threads']) {
  test(`Chromium: all C++ tests pass, ${variant}`, options, async (t) => {
    const { page, errors, close } = await ready({
      variant,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    await page.click('#run-tests');
    await page.locator('#running', { hasNotText: /^–$/ }).waitFor();
    await stateIs(page, ended);
    const result = await page.textContent('#result');
    t.diagnostic(`${variant}: ${result}`);
    assert.equal(await page.textContent('#state'), 'Passed', await page.textContent('#failures'));
    const [, passed, skipped] = /^(\d+) passed, 0 failed, (\d+) skipped in [\d.]+ s$/
      .exec(result)
      .map(Number);
    assert.ok(passed > 400 && skipped <= 9, result);
    assert.equal(await page.locator('#tests tr').count(), passed + skipped);

    const reasons = await page.locator('#skips li').allTextContents();
    assert.equal(reasons.length, skipped);
    assert.ok(
      reasons.some((reason) => reason.endsWith('WEFT_DATA names no data')),
      reasons.join('\n'),
    );
    await page.click('#copy');
    await page.locator('#copy', { hasText: 'Copied' }).waitFor();
    const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
    assert.deepEqual(
      [copied.how, copied.passed, copied.failed, copied.skipped, copied.variant, copied.tests.length],
      ['done', passed, 0, skipped, variant, passed + skipped],
    );
    assert.equal(await page.textContent('#status-threads'), String(copied.threads));
    const names = copied.tests.map(({ name }) => name);
    assert.deepEqual(names.sort(), underNode(variant), 'the tests that Node has');
    assert.deepEqual(errors, []);
    await close();
  });
}

test(
  'Firefox: all C++ tests pass, with threads',
  { ...options, skip: fox.firefox ? false : 'no Firefox' },
  async (t) => {
    const other = await fox.launchFirefox();
    try {
      const { page, errors } = await fox.open(other, `${server.url}/selftest.html`);
      await page.waitForSelector('#run-tests[aria-disabled=false]');
      assert.equal(await page.$eval('#variant', (select) => select.value), 'relaxed-simd-threads');
      await page.click('#run-tests');
      await page.waitForFunction(
        () => /^(Passed|Failed|Nothing to run)$/.test(document.querySelector('#state').textContent),
        { timeout: 240_000 },
      );
      const text = (id) => page.$eval(id, (element) => element.textContent);
      t.diagnostic(`Firefox: ${await text('#result')}`);
      assert.equal(await text('#state'), 'Passed', await text('#failures'));
      assert.match(await text('#result'), /^4\d\d passed, 0 failed, \d skipped in /);
      assert.deepEqual(errors, []);
    } finally {
      await other.close();
    }
  },
);

test('a failure is shown as one, with its place, its values and its words', options, async () => {
  const { page, close } = await ready();
  await run(page, '[.fail],numbers print*');
  assert.equal(await page.textContent('#state'), 'Failed');
  assert.match(await page.textContent('#result'), /^1 passed, 1 failed, 0 skipped in /);
  const failure = await page.textContent('#failures li');
  assert.match(
    failure,
    /one and one are three.*live_reporter\.cpp:\d+\s+CHECK\( one \+ one == 3 \)\s+with 2 == 3\s+counted with care/s,
  );
  await page.click('#failures button');
  await page.waitForFunction(() => document.querySelector('#progress-count').textContent === '1 of 1');
  await stateIs(page, /^Failed$/);
  assert.match(await page.textContent('#result'), /^0 passed, 1 failed, 0 skipped in /, 'that one alone');
  await run(page, 'numbers print*');
  assert.equal(await page.textContent('#state'), 'Passed');
  assert.equal(await page.locator('#failures-section').isVisible(), false);
  const [file] = await Promise.all([page.waitForEvent('download'), page.click('#save')]);
  const { passed, filter, tests } = JSON.parse(readFileSync(await file.path(), 'utf8'));
  assert.deepEqual([passed, filter, tests.length], [1, 'numbers print*', 1]);
  await close();
});

test('a filter that fits nothing is named', options, async () => {
  const { page, close } = await ready();
  await run(page, 'nothing of this name');
  await alertSays(page, /no test matches '"?nothing of this name"?'\. Change the filter, or empty it/);
  assert.equal(await page.textContent('#state'), 'Nothing to run');
  await close();
});

test(
  'a link chooses variant and tests; without isolation the variant with threads is not offered',
  options,
  async () => {
    const other = await serve('--no-isolation');
    try {
      const link = '#filter=numbers+print*&variant=relaxed-simd-threads';
      const { page, close } = await open(browser, `${other.url}/selftest.html${link}`, { ready: false });
      await stateIs(page, /^Ready$/);
      await alertSays(page, /^link: variant must be simd, got "relaxed-simd-threads"$/);
      assert.match(
        await page.textContent('#status-reason'),
        /^relaxed-simd-threads: .*cross-origin isolated/,
      );
      assert.equal(await page.textContent('#status-threads'), '1');
      assert.equal(await page.inputValue('#filter'), 'numbers print*');
      await page.click('#run-tests');
      await stateIs(page, /^Passed$/);
      await page.fill('#filter', '2.5*');
      await page.press('#filter', 'Tab');
      assert.equal(await page.evaluate(() => location.hash), '#filter=2.5*');
      await close();
    } finally {
      await other.close();
    }
  },
);

test('Stop ends a run, and the next one begins anew', options, async () => {
  const { page, close } = await ready();
  await page.click('#run-tests');
  await page.waitForFunction(() => document.querySelector('#progress').value > 3);
  await page.click('#stop-tests');
  await stateIs(page, /^Stopped$/);
  assert.match(await page.textContent('#result'), /^Stopped: \d+ passed, 0 failed/);
  for (let i = 0; page.workers().length && i < 50; i++) await page.waitForTimeout(100);
  assert.equal(page.workers().length, 0, 'nothing goes on');
  await run(page, 'numbers print*');
  assert.equal(await number(page, 'passed'), 1);
  await close();
});

test(
  'a copy without the programs says how to add them; a program that ends in the middle is a failure',
  options,
  async () => {
    const root = mkdtempSync(join(tmpdir(), 'weft-page-'));
    cpSync(built, root, { recursive: true });
    const other = await serve('--root', root);
    try {
      const program = `${root}/selftest/weft_tests_simd.js`;
      writeFileSync(
        program,
        `export default async ({ print }) => {
        print('{"run":2}');
        print('{"test":"the first"}');
        throw new WebAssembly.RuntimeError('unreachable');
      };`,
      );
      const broken = await ready({ url: other.url });
      await broken.page.click('#run-tests');
      await stateIs(broken.page, /^Failed$/);
      assert.match(
        await broken.page.textContent('#failures'),
        /the first\s*The program ended here: RuntimeError: unreachable/,
      );
      await broken.close();

      writeFileSync(`${root}/selftest/index.json`, JSON.stringify({ variants: [], built: 0, files: [] }));
      const { page, close } = await open(browser, `${other.url}/selftest.html`, { ready: false });
      await page.locator('#missing', { hasText: /built without the tests.*make selftest/s }).waitFor();
      assert.equal(await page.textContent('#state'), 'No tests here');
      assert.equal(await page.locator('#selftest').isVisible(), false);
      await close();
    } finally {
      await other.close();
      rmSync(root, { recursive: true });
    }
  },
);
