// All chapters of the book by one button, section after section.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findings } from './axe.mjs';
import { SOON, alertSays } from './harness.mjs';
import { becomes, button, cell, code, notebook, options, run, write } from './notebook_page.mjs';

const note = (page) => page.locator('#book-note');
const says = (page, text) =>
  note(page)
    .getByText(text)
    .waitFor({ timeout: 2 * SOON });
const goTo = async (page, number, id) => {
  await page.evaluate((address) => (location.hash = address), `#${number}`);
  await code(page, id).waitFor();
};
/** A section's mark in the contents, in words. */
const mark = (page, number) => page.locator(`.contents a[href="#${number}"] .progress-mark`).innerText();

test('one button runs section after section, over one that fails, until it is stopped', options, async () => {
  const { page, errors, close } = await notebook({}, '#2.2');
  await code(page, '2.2.1.a').waitFor();
  await write(page, '2.2.1.b', 'print("broken");\nnull.x;');
  await goTo(page, '3.2', '3.2.1.a');
  await write(page, '3.2.1.a', 'print("here");\nwhile (true);');
  assert.equal(await button(page, 'Stop').getAttribute('aria-disabled'), 'true');
  await button(page, 'Run chapters 2 to 5').click();
  await becomes(page, '3.2.1.a', 'running');
  await cell(page, '3.2.1.a').locator('.output').getByText('here').waitFor();
  assert.match(
    await note(page).innerText(),
    /^Running 3\.2 Object-oriented design for implementation, 6 of 14\.$/,
  );
  assert.match(await mark(page, '2.1'), /has run/);
  assert.match(await mark(page, '2.2'), /failed/);
  assert.match(await mark(page, '3.2'), /running/);
  await button(page, 'Stop').click();
  await says(page, /^Stopped: 4 of 14 sections have run, in /);
  await becomes(page, '3.2.1.a', 'interrupted');
  assert.match(await note(page).innerText(), / Failed: 2\.2\.1\.b$/);
  assert.equal(await page.textContent('#announcer'), await note(page).innerText());
  assert.equal(await button(page, 'Stop').getAttribute('aria-disabled'), 'true');
  assert.deepEqual(await findings(page), []);
  await note(page).getByRole('link', { name: '2.2.1.b' }).click();
  assert.match(await cell(page, '2.2.1.b').locator('.output').innerText(), /broken[^]*Line 2$/);
  assert.deepEqual(errors, []);
  await close();
});

/** How the cell's section explains where its variables are. */
const explanation = (page, id) =>
  page
    .locator('.section', { has: cell(page, id) })
    .locator('.kernel-note')
    .textContent();

test(
  'only the latest sections keep their workers; the others say so, and make them again',
  options,
  async () => {
    const { page, errors, close } = await notebook({}, '#2.1');
    const later = { 2.2: '2.2.1.a', 2.3: '2.3.1.a', 2.5: '2.5.1.a', 5.3: '5.3.1.a' };
    await code(page, '2.1.1.a').waitFor();
    await run(page, '2.1.1.a');
    await write(page, '2.1.1.c', 'null.x;');
    await button(page, 'Run all').click();
    await becomes(page, '2.1.1.c', 'failed');
    for (const [number, id] of Object.entries(later)) {
      await goTo(page, number, id);
      await run(page, id);
    }
    await goTo(page, '2.1', '2.1.1.a');
    await becomes(page, '2.1.1.b', 'gone');
    assert.match(
      await explanation(page, '2.1.1.a'),
      /^Cell 2\.1\.1\.c failed: \d+ cells were not run\. To save memory, the variables of this section were given back\./,
    );
    assert.match(await mark(page, '2.1'), /failed/);
    await run(page, '2.1.1.b');
    assert.equal(await cell(page, '2.1.1.b').locator('.output').innerText(), '12');
    assert.match(await cell(page, '2.1.1.a').locator('.cell-state').innerText(), /^done in /);
    assert.deepEqual(errors, []);
    await close();
  },
);

test('a section that runs keeps its worker, and counts among the latest when it ends', options, async () => {
  const { page, errors, close } = await notebook({}, '#2.1');
  const later = { 2.2: '2.2.1.a', 2.3: '2.3.1.a', 2.5: '2.5.1.a', 5.3: '5.3.1.a' };
  await write(page, '2.1.1.a', 'await new Promise((end) => (new BroadcastChannel("end").onmessage = end));');
  await run(page, '2.1.1.a', 'running');
  for (const [number, id] of Object.entries(later)) {
    await goTo(page, number, id);
    await run(page, id);
  }
  await goTo(page, '2.2', '2.2.1.a');
  await becomes(page, '2.2.1.a', 'gone');
  await goTo(page, '2.1', '2.1.1.a');
  await page.evaluate(() => new BroadcastChannel('end').postMessage(''));
  await becomes(page, '2.1.1.a', 'done');
  await goTo(page, '2.2', '2.2.1.a');
  await run(page, '2.2.1.a');
  await goTo(page, '2.3', '2.3.1.a');
  await becomes(page, '2.3.1.a', 'gone');
  for (const id of ['2.1.1.a', '2.5.1.a', '5.3.1.a'])
    assert.equal(await cell(page, id).getAttribute('data-state'), 'done');
  assert.deepEqual(errors, []);
  await close();
});

test('a section that cannot be loaded is named, and so is the reason', options, async () => {
  const { page, close } = await notebook({ serviceWorkers: 'block' });
  await page.route(/\.js$/, (route) => route.abort());
  await button(page, 'Run chapters 2 to 5').click();
  await says(page, /^0 of 14 sections have run, in .* Failed: 2\.1, 2\.2, /);
  await alertSays(page, /^Section 5\.3 cannot run: \S+/);
  await close();
});
