// The benchmark page: figures that are possible, with what was measured elsewhere beside them; what makes them
// doubtful; Stop; copies and files; the link; nothing is computed on the page's own thread.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { doubts } from '../../web/src/benchmark/figures.js';
import { elsewhere, jobsFor } from '../../web/src/benchmark/jobs.js';
import { native } from '../../web/src/benchmark/measured.js';
import { alertSays, open, serve, site, smallSet } from './harness.mjs';

const options = { timeout: 240_000 };
const { browser, server } = await site(smallSet());

const stateIs = (page, state) => page.locator('#state', { hasText: state }).waitFor({ timeout: 200_000 });

/** Ready to measure these jobs. */
async function ready({ products = true, epochs = true, url = server.url, ...context } = {}) {
  const opened = await open(browser, `${url}/benchmark.html`, { ready: false, ...context });
  await stateIs(opened.page, /^Ready$/);
  await opened.page.setChecked('#products', products);
  await opened.page.setChecked('#epochs', epochs);
  return opened;
}

const copied = async (page, id) => {
  await page.click(id);
  await page.locator(id, { hasText: 'Copied' }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
};

test(
  'products and epochs are measured with one thread and with all, beside what others took',
  options,
  async (t) => {
    const { page, errors, close } = await ready({
      permissions: ['clipboard-read', 'clipboard-write'],
      init: () => {
        // What the page's own thread makes of WebAssembly; workers have a WebAssembly of their own.
        globalThis.made = [];
        for (const name of ['instantiate', 'instantiateStreaming', 'Instance']) {
          const plain = WebAssembly[name];
          WebAssembly[name] = function (...args) {
            globalThis.made.push(name);
            return new.target ? new plain(...args) : plain(...args);
          };
        }
      },
    });
    const threads = Number(await page.textContent('#status-threads'));
    await Promise.all([page.waitForEvent('worker'), page.click('#measure')]);
    await stateIs(page, /^Done$/);
    const report = JSON.parse(await copied(page, '#copy-json'));
    const counts = threads > 1 ? [1, threads] : [1];
    assert.deepEqual(
      report.rows.map(({ row, threads }) => `${row} ${threads}`),
      ['gemm/256x256x784/NT', 'gemm/1024x1024x1024/NN', 'epoch/mlp'].flatMap((row) =>
        counts.map((n) => `${row} ${n}`),
      ),
    );
    for (const { row, unit, median, low, high, samples } of report.rows) {
      t.diagnostic(`${row}: ${median} ${unit}`);
      assert.equal(samples.length, row === 'epoch/mlp' ? 2 : 5);
      assert.ok(low <= median && median <= high);
      assert.ok(samples.every((sample) => sample > 0));
      if (unit === 'GFLOP/s') assert.ok(median > 0.5 && median < 5000, `${row}: ${median}`);
    }
    assert.deepEqual([report.rows.at(-1).images, report.data], [600, 'the served files, 600 images']);
    assert.match(report.weft, /^\d+\.\d+\.\d+$/);
    assert.match(report.variant, /simd/);

    const cells = await page.locator('#rows tr').first().locator('th, td').allInnerTexts();
    assert.match(cells[2], /^[\d.,]+ GFLOP\/s$/);
    assert.match(cells.slice(4).join(' '), /GFLOP\/s.*(oneDNN|OpenBLAS)/s);
    assert.match(
      await page.innerText('#rows tr:last-child td:last-child'),
      /^[\d.]+ s\s+PyTorch, (1 thread|2 threads)$/,
    );
    assert.match(
      await page.textContent('#elsewhere'),
      /measured elsewhere: on Intel.*2 cores.*\d{4}-\d\d-\d\d, make bench\).* all threads here beside two there\. A dash: not measured\.$/,
    );
    const markdown = (await copied(page, '#copy-markdown')).split('\n');
    assert.equal(markdown.filter((line) => line.startsWith('| ')).length, 2 + report.rows.length);
    assert.ok(markdown.at(-2).includes(`variant: ${report.variant}`));
    const [file] = await Promise.all([page.waitForEvent('download'), page.click('#save-json')]);
    assert.deepEqual(JSON.parse(readFileSync(await file.path(), 'utf8')), report);
    assert.equal(report.cores, String(await page.evaluate(() => navigator.hardwareConcurrency)));
    assert.deepEqual(await page.evaluate(() => globalThis.made), [], 'the page computes nothing itself');
    assert.deepEqual(errors, []);
    await close();
  },
);

test(
  'without data the epochs are of synthetic images, and say so; one thread without isolation',
  options,
  async () => {
    const other = await serve('--no-isolation');
    try {
      const { page, close } = await ready({ url: other.url, products: false });
      await page.click('#measure');
      await stateIs(page, /^Done$/);
      assert.equal(await page.textContent('#status-data'), 'synthetic data, 60,000 images');
      assert.match(await page.textContent('#status-reason'), /not cross-origin isolated/);
      const [, threads, here] = await page.locator('#rows tr').locator('th, td').allInnerTexts();
      assert.equal(threads, '1');
      assert.match(here, /^[\d.]+ s\s+[\d,]+ images\/s$/);
      assert.equal(await page.locator('#rows tr').count(), 1);
      await close();
    } finally {
      await other.close();
    }
  },
);

test('a link chooses what is measured, and the address follows', options, async () => {
  const { page, errors, close } = await open(
    browser,
    `${server.url}/benchmark.html#effort=thorough&epochs=no`,
    {
      ready: false,
    },
  );
  await stateIs(page, /^Ready$/);
  const chosen = async () => [
    await page.isChecked('#products'),
    await page.isChecked('#epochs'),
    await page.inputValue('#effort'),
  ];
  const hash = () => page.evaluate(() => location.hash);
  assert.deepEqual(await chosen(), [true, false, 'thorough']);
  await page.uncheck('#products');
  await page.check('#epochs');
  assert.equal(await hash(), '#products=no&effort=thorough');
  await page.evaluate(() => void (location.hash = '#effort=endless&speed=9'));
  await alertSays(page, /^link: there is no part "speed"; effort must be quick or thorough, got "endless"$/);
  assert.deepEqual(await chosen(), [true, true, 'thorough'], 'what is wrong stays as it was');
  await page.selectOption('#effort', 'quick');
  assert.equal(await hash(), '');
  await page.evaluate(() => void (location.hash = '#jobs-title'));
  assert.deepEqual(await chosen(), [true, true, 'quick'], 'the link that skips is no setting');
  assert.deepEqual(errors, []);
  await close();
});

test('a measurement in a tab that nobody sees says so', options, async () => {
  const { page, close } = await ready({ epochs: false });
  await page.selectOption('#effort', 'thorough');
  await page.click('#measure');
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await page.click('#stop');
  await stateIs(page, /^Stopped$/);
  assert.match(await page.textContent('#doubts'), /The tab was in the background for a while.*Measure again/);
  await close();
});

test('figures are in doubt where samples lie apart', () => {
  const [job] = jobsFor(1, { products: true, epoch: false });
  const report = (...samples) => ({
    where: { tab: 'in front' },
    measurements: [
      { job, samples, version: '' },
      { job, samples: [9, 10, 11], version: '' },
    ],
  });
  assert.equal(doubts(report(9, 10, 11)), '');
  assert.match(doubts(report(5, 10, 15)), /^The samples of 1 of 2 jobs differ by more than a fifth/);
});

test('elsewhere is with one thread beside one, and with two beside all of those here', () => {
  for (const job of jobsFor(8, { products: true, epoch: true })) {
    const threads = job.threads > 1 ? '2 threads' : '1 thread';
    const found = Object.values(elsewhere(job)).filter(Boolean);
    for (const { note } of found) assert.ok(note.endsWith(threads), `${job.label}, ${job.threads}: ${note}`);
    const row = native.rows[`${job.row}/threads:${job.threads > 1 ? 2 : 1}`];
    assert.equal(elsewhere(job).native?.value, row?.weft);
    if (job.kind === 'epoch') assert.equal(elsewhere(job).other?.value, row.rivals.PyTorch);
  }
});

test('Stop ends a measurement, what was measured stays, and it can begin anew', options, async () => {
  const { page, close } = await ready({ epochs: false });
  await page.selectOption('#effort', 'thorough');
  await page.click('#measure');
  await page.locator('#rows tr').first().waitFor();
  await page.click('#stop');
  await stateIs(page, /^Stopped$/);
  for (let i = 0; page.workers().length && i < 50; i++) await page.waitForTimeout(100);
  assert.equal(page.workers().length, 0, 'nothing goes on');
  assert.ok((await page.locator('#rows tr').count()) >= 1);
  assert.match(await page.textContent('#announcer'), /^Stopped: \d measurements?$/);
  await page.setChecked('#products', false);
  await page.click('#measure');
  await alertSays(page, /^Nothing is chosen to measure\. Tick one of the two boxes$/);
  await page.setChecked('#epochs', true);
  await page.click('#measure');
  await page.locator('#now', { hasText: 'epoch' }).waitFor();
  await page.click('#stop');
  await stateIs(page, /^Stopped$/);
  await close();
});
