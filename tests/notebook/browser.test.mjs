// Every cell of the notebook runs in the page, in Chromium, and shows there what it shows under Node: texts as
// recorded, and a picture where there is to be one. The data set is the synthetic one.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { launch, open, serve } from '../page/harness.mjs';
import { checks, rows } from './checks.mjs';
import { assertPrints, read, sections, textsOf } from './expected.mjs';

let browser, server;
before(async () => ([browser, server] = await Promise.all([launch(), serve()])));
after(async () => {
  await browser?.close();
  await server?.close();
});

const PICTURES = '.output .figure, .output .image-grid, .output .drawing';

for (const { name, number, title, cells } of sections) {
  const ids = cells.map(({ id }) => id);
  const parts = new Set(
    ids.flatMap((id) => (rows[id.replace(/\.[a-z]+$/, '')] ?? '').split(', ')).filter(Boolean),
  );
  test(
    `${[...parts].sort().join(', ')}: notebook ${number} ${title} in the page`,
    { timeout: 240_000 },
    async () => {
      const { page, errors, close } = await open(browser, `${server.url}/notebook.html#${number}`, {
        ready: false,
      });
      await page.locator(`[id="${ids[0]}"] .cm-content`).waitFor();
      await page.getByRole('button', { name: 'Run all', exact: true }).click();
      const last = page.locator(`[id="${ids.at(-1)}"][data-state="done"]`);
      await page.locator('[data-state="failed"]').or(last).first().waitFor({ timeout: 200_000 });
      const failures = await page.locator('[data-state="failed"] .output').allInnerTexts();
      assert.deepEqual(failures, []);
      const texts = textsOf(name);
      const plots = existsSync(new URL(`expected/${name}.json`, import.meta.url))
        ? JSON.parse(read(`${name}.json`))
        : {};
      // Texts are written with the next frame.
      await page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      );
      for (const id of ids) {
        const cell = page.locator(`[id="${id}"]`);
        const printed = (await cell.locator('.output pre').allTextContents())
          .map((text) => `${text}\n`)
          .join('');
        assertPrints(id, printed, texts.get(id) ?? '');
        const pictures = await cell.locator(PICTURES).count();
        const wanted = plots[id] || (checks[id] && !/^(4\.2\.1\.b|4\.4\.4\.b|5\.2\.2\.c)$/.test(id)) ? 1 : 0;
        assert.equal(pictures, wanted, `${id}: pictures`);
      }
      assert.deepEqual(errors, [], 'the content policy has refused nothing');
      if (process.env.WEFT_SCREENSHOTS) {
        const path = `${process.env.WEFT_SCREENSHOTS}/${name}.png`;
        await page.screenshot({ path, fullPage: true });
      }
      await close();
    },
  );
}
