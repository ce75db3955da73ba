// What is written in the notebook is kept, exported and opened again.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { assertPrints, sections, textsOf } from '../notebook/expected.mjs';
import { SOON, alertSays } from './harness.mjs';
import {
  becomes,
  browser,
  button,
  cell,
  code,
  notebook,
  options,
  output,
  run,
  url,
  write,
} from './notebook_page.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('edits survive a reload, and are reset by cell, section and notebook', options, async () => {
  const { page, close } = await notebook();
  await write(page, '1.1.a', 'const x = 1;\nx');
  await write(page, '1.1.b', '2');
  await page.reload();
  await page.locator('.cm-content').first().waitFor();
  assert.equal(await code(page, '1.1.a').innerText(), 'const x = 1;\nx');
  assert.equal(await page.locator('.edited:visible').count(), 2);
  await button(page, 'Reset cell 1.1.a').click();
  assert.match(await code(page, '1.1.a').innerText(), /^const x = weft\.arange/);
  await button(page, 'Reset section').click();
  assert.match(
    await page.getByRole('dialog').innerText(),
    /^Reset section 1\? The edit of cell 1\.1\.b will be lost\./,
  );
  await button(page, 'Cancel').click();
  assert.equal(await code(page, '1.1.b').innerText(), '2');
  await button(page, 'Reset section').click();
  await button(page, 'Reset').click();
  await page.locator('.edited:visible').waitFor({ state: 'detached' });
  await write(page, '1.1.b', '3');
  await button(page, 'Reset the notebook').click();
  await button(page, 'Reset').click();
  await page.waitForFunction(() => localStorage.length === 0);
  assert.match(await code(page, '1.1.b').innerText(), /^const X = /);
  assert.ok(await button(page, 'Reset the notebook').isHidden());
  await close();
});

/** What a button saves. */
async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

/** Runs a file where `weft` is installed; its output. */
function runUnderNode(text) {
  mkdirSync(join(root, 'build'), { recursive: true });
  const folder = mkdtempSync(join(root, 'build', 'notebook-'));
  try {
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(join(root, 'wasm'), join(folder, 'node_modules', 'weft'), 'dir');
    const file = join(folder, 'notebook.mjs');
    writeFileSync(file, text);
    const flags = process.execArgv.filter((flag) => /wasm/.test(flag));
    return spawnSync(process.execPath, [...flags, file], { encoding: 'utf8', timeout: 2 * SOON });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('an exported section runs under Node as in the page, and is opened again', options, async () => {
  const { page, errors, close } = await notebook();
  await write(page, '1.3.a', 'const x = [1, 2.5, "s"];\nx, X');
  await button(page, 'Run all').click();
  await becomes(page, '1.3.a', 'done');
  const shown = await Promise.all(['1.1.a', '1.1.b', '1.2.a', '1.3.a'].map((id) => output(page, id)));
  const { name, text } = await saved(page, 'Export this section');
  assert.equal(name, 'weft_1.mjs');
  assert.equal(runUnderNode(text).stdout.trimEnd(), shown.join('\n'));
  assert.match((await saved(page, 'Export the notebook')).text, /^\/\/ %% 1\.1\.a$/m);

  const other = await notebook();
  await write(other.page, '1.1.a', 'mine');
  const file = { name, mimeType: 'text/javascript', buffer: Buffer.from(text) };
  const question = (page) => page.getByRole('dialog');
  await other.page.setInputFiles('#open-file', file);
  assert.match(await question(other.page).innerText(), /^weft_1\.mjs replaces your edits of cell 1\.1\.a\./);
  await button(other.page, 'Cancel').click();
  assert.equal(await code(other.page, '1.1.a').innerText(), 'mine');
  await other.page.setInputFiles('#open-file', file);
  await button(other.page, 'Replace').click();
  await other.page.getByText('weft_1.mjs: 4 cells read, 2 of them changed here.').waitFor();
  assert.equal(await code(other.page, '1.3.a').innerText(), 'const x = [1, 2.5, "s"];\nx, X');
  assert.equal(await other.page.locator('.edited:visible').count(), 1);
  assert.deepEqual([...errors, ...other.errors], []);
  await other.close();
  await close();
});

test('the whole notebook runs under Node, each section by itself, and is opened again', options, async () => {
  const { page, errors, close } = await notebook();
  const { name, text } = await saved(page, 'Export the notebook');
  // The sections that train take long.
  const short = text.replace(
    /^\/\/ %% \[section\]\nawait section\("(4\.4|5\.2) [^]*?^\/\/ %% \[end\]\n\}\);\n/gm,
    '',
  );
  const { stdout, stderr, status } = runUnderNode(short);
  assert.equal(status, 1, 'cell 1.3.a is wrong on purpose');
  assert.match(stderr, /^Error: add: shapes must broadcast[^\n]*\n(\s+at [^\n]*\n)+\n?$/);
  const printed = stdout.split(/^\n?# (?=\d)/m);
  for (const section of sections.filter((one) => !/^(4\.4|5\.2)$/.test(one.number))) {
    const own = printed.find((part) => part.startsWith(`${section.number} `)) ?? '';
    const lines = own
      .split('\n')
      .slice(2)
      .filter((line) => !/^\[(plot|svg|x:|epoch:|\d+ images)/.test(line));
    assertPrints(
      section.number,
      lines.join('\n').trimEnd(),
      [...textsOf(section.name).values()].join('').trimEnd(),
    );
  }
  await page.setInputFiles('#open-file', { name, mimeType: 'text/javascript', buffer: Buffer.from(text) });
  await page.getByText(/^weft_notebook\.mjs: \d+ cells read, 0 of them changed here\.$/).waitFor();
  assert.deepEqual(errors, []);
  await close();
});

/** Notes from now on what the page writes into its storage. */
const watchStorage = (page) =>
  page.evaluate(() => {
    globalThis.stored = [];
    for (const name of ['setItem', 'removeItem']) {
      const work = Storage.prototype[name];
      Storage.prototype[name] = function (...values) {
        globalThis.stored.push([name, ...values]);
        return work.apply(this, values);
      };
    }
  });

test('a second tab has what the first one writes, and writes nothing back', options, async () => {
  const { page, errors, close } = await notebook();
  const other = await page.context().newPage();
  await other.goto(url);
  await other.locator('.cm-content').first().waitFor();
  await Promise.all([page, other].map(watchStorage));
  await write(page, '1.1.a', 'const x = 7;\nx;');
  await cell(other, '1.1.a').locator('.edited').waitFor();
  assert.equal(await code(other, '1.1.a').innerText(), 'const x = 7;\nx;');
  assert.deepEqual(await other.evaluate(() => globalThis.stored), []);
  await page.evaluate(() => (globalThis.stored = []));
  await run(other, '1.1.a');
  assert.equal(await output(other, '1.1.a'), '7');
  await button(other, 'Reset cell 1.1.a').click();
  await cell(page, '1.1.a').locator('.edited').waitFor({ state: 'hidden' });
  assert.match(await code(page, '1.1.a').innerText(), /^const x = weft\.arange/);
  assert.deepEqual(await page.evaluate(() => globalThis.stored), []);
  assert.ok(await button(page, 'Reset the notebook').isHidden());
  assert.deepEqual(errors, []);
  await close();
});

test('wrong files change nothing, and are said', options, async () => {
  const { page, errors, close } = await notebook();
  await write(page, '1.1.a', 'mine');
  const give = (name, buffer) =>
    page.setInputFiles('#open-file', { name, mimeType: 'text/javascript', buffer });
  await give('a.mjs', Buffer.from('console.log(1)\n'));
  await alertSays(
    page,
    /^a\.mjs: must be a notebook that this page has exported, got no line like \/\/ %% 2\.1\.a$/,
  );
  await give('b.mjs', Buffer.from([0xff, 0xfe, 0x80]));
  await alertSays(page, /^b\.mjs: must be text/);
  await give('c.mjs', Buffer.alloc(6_000_000, 32));
  await alertSays(page, /^c\.mjs: a notebook has at most 5 MB, got 6 MB$/);
  await give('d.mjs', Buffer.from('// %% 99.z\n1\n'));
  await alertSays(page, /^d\.mjs: has no cell of this notebook, got 99\.z$/);
  await give('e.mjs', Buffer.from('// %% 1.1.b\n1\n// %% 1.1.b\n2\n'));
  await alertSays(page, /^e\.mjs: each cell must be there once, got 1\.1\.b twice$/);
  assert.equal(await code(page, '1.1.a').innerText(), 'mine');
  assert.equal(await page.locator('.edited:visible').count(), 1);
  await give('f.mjs', Buffer.from('// %% 1.1.b\n1\n\n// %% 99.z\n2\n'));
  await page
    .getByText(
      'f.mjs: 1 cell read, 1 of them changed here; left out, as they are not of this notebook: 99.z.',
    )
    .waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test('without storage or CodeMirror the notebook works, and says what it cannot do', options, async () => {
  const init = () => {
    Storage.prototype.setItem = () => {
      throw new DOMException('no', 'QuotaExceededError');
    };
  };
  const opened = await browser.newContext();
  const plain = await opened.newPage();
  plain.setDefaultTimeout(SOON);
  await plain.addInitScript(init);
  await plain.route(/codemirror/, (route) => route.abort());
  await plain.goto(url);
  const field = plain.getByLabel('Code of cell 1.1.a', { exact: true });
  await field.fill('1 +\n 1');
  await alertSays(
    plain,
    /^Edits are not kept when this page closes: this browser's storage is full\. Export keeps them as a file$/,
  );
  assert.equal(await field.evaluate((element) => element.tagName), 'TEXTAREA');
  await field.press('Control+Enter');
  await becomes(plain, '1.1.a', 'done');
  assert.equal(await output(plain, '1.1.a'), '2');
  await field.fill('1 +');
  await field.press('Control+Enter');
  await becomes(plain, '1.1.a', 'failed');
  assert.equal(await field.getAttribute('aria-invalid'), '');
  await button(plain, 'Reset cell 1.1.a').click();
  await cell(plain, '1.1.a').locator('.edited').waitFor({ state: 'hidden' });
  assert.equal(await field.getAttribute('aria-invalid'), null);
  assert.ok(await button(plain, 'Reset the notebook').isHidden());
  await field.press('Tab');
  assert.equal(await field.evaluate((element) => element === document.activeElement), false);
  await opened.close();
});
