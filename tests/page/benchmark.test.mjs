// The benchmark page: figures that are possible, with what was measured elsewhere beside them; Stop; copies; the
// page stays responsive.

import assert from 'node:assert/strict';
import { test } from 'node:test';
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
    const { page, errors, close } = await ready({ permissions: ['clipboard-read', 'clipboard-write'] });
    const threads = Number(await page.textContent('#place-threads'));
    // How long the page's own thread was ever kept from its next frame.
    await page.evaluate(() => {
      globalThis.longest = 0;
      let last = performance.now();
      const tick = (now) => {
        globalThis.longest = Math.max(globalThis.longest, now - last);
        last = now;
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    });
    await page.click('#measure');
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
      /measured elsewhere: on Intel.*2 cores.*\d{4}-\d\d-\d\d, make bench\)/,
    );
    const markdown = (await copied(page, '#copy-markdown')).split('\n');
    assert.equal(markdown.filter((line) => line.startsWith('| ')).length, 2 + report.rows.length);
    assert.ok(markdown.at(-2).includes(`variant: ${report.variant}`));
    const longest = await page.evaluate(() => globalThis.longest);
    t.diagnostic(`longest wait for a frame: ${longest.toFixed(0)} ms`);
    assert.ok(longest < 1500, `${longest} ms without a frame`);
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
      assert.equal(await page.textContent('#data'), 'synthetic data, 60,000 images');
      assert.match(await page.textContent('#place-reason'), /not cross-origin isolated/);
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
