// The notebook as its readers use it: cells are run, changed, interrupted, kept, exported and opened again.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { findings } from './axe.mjs';
import { firefox, launchFirefox, open as openInFirefox } from './firefox.mjs';
import { alertSays, open, site, SOON } from './harness.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const options = { timeout: 180_000 };
const { browser, server } = await site();

const RANGE = 'tensor([ 0.,  1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10., 11.])';

/** The page with its editors. @param {Record<string, unknown>} [context] @param {string} [hash] */
async function notebook(context = {}, hash = '') {
  const opened = await open(browser, `${server.url}/notebook.html${hash}`, { ready: false, ...context });
  await opened.page.locator('.cm-content').first().waitFor();
  return opened;
}

const cell = (page, id) => page.locator(`[id="${id}"]`);
const output = (page, id) => cell(page, id).locator('.output').innerText();
const code = (page, id) => page.getByLabel(`Code of cell ${id}`, { exact: true });
const button = (page, name) => page.getByRole('button', { name, exact: true });
const becomes = (page, id, state) =>
  cell(page, id).locator(`xpath=self::*[@data-state="${state}"]`).waitFor({ timeout: SOON });

/** Replaces what the cell holds. */
async function write(page, id, text) {
  await code(page, id).fill(text);
}

async function run(page, id, state = 'done') {
  await button(page, `Run cell ${id}`).click();
  await becomes(page, id, state);
}

test(
  'a cell is run, shows what PyTorch would print, and the next one has its variables',
  options,
  async () => {
    const { page, errors, close } = await notebook();
    assert.equal(await page.locator('h1').count(), 1);
    await run(page, '1.1.a');
    assert.equal(await output(page, '1.1.a'), RANGE);
    assert.match(await cell(page, '1.1.a').locator('.cell-state').innerText(), /^done in \d+(\.\d+)? s$/);
    await run(page, '1.1.b');
    assert.equal(await output(page, '1.1.b'), '(tensor(66.), tensor([1.5000, 5.5000, 9.5000]), (3, 4))');
    assert.equal(await page.textContent('#announcer'), 'Cell 1.1.b finished');
    assert.deepEqual(errors, [], 'the content policy has refused nothing');
    await close();
  },
);

test(
  'Run all runs to the first error, which has its line; Run above runs what a cell needs',
  options,
  async () => {
    const { page, errors, close } = await notebook();
    await button(page, 'Run all').click();
    await becomes(page, '1.3.a', 'failed');
    assert.equal(await output(page, '1.2.a'), '1 + 2 + ... + 100 = 5050');
    assert.match(
      await output(page, '1.3.a'),
      /^Error: add: shapes must broadcast, got \(12,\) and \(3,\).*\s+Line 2$/,
    );
    assert.equal(
      await cell(page, '1.3.a').locator('.cm-fault').innerText(),
      await code(page, '1.3.a').locator('.cm-line').nth(1).innerText(),
    );
    await button(page, 'Line 2').click();
    assert.ok(await code(page, '1.3.a').evaluate((element) => element.matches(':focus')));
    await close();

    const fresh = await notebook();
    await run(fresh.page, '1.1.b', 'failed');
    assert.match(
      await output(fresh.page, '1.1.b'),
      /x is made in cell 1\.1\.a, which has not run: Run above runs all cells above this one\./,
    );
    await button(fresh.page, 'Run above cell 1.1.b').click();
    await becomes(fresh.page, '1.1.a', 'done');
    await run(fresh.page, '1.1.b');
    assert.match(await output(fresh.page, '1.1.b'), /^\(tensor\(66\.\)/);
    assert.deepEqual([...errors, ...fresh.errors], []);
    await fresh.close();
  },
);

test('a changed cell runs with the cells above it that had been run, and says so', options, async () => {
  const { page, errors, close } = await notebook();
  await run(page, '1.1.a');
  await run(page, '1.1.b');
  await run(page, '1.2.a');
  await write(page, '1.1.b', 'let seen = x.sum();\nseen');
  assert.ok(await cell(page, '1.1.b').locator('.edited').isVisible());
  await page.evaluate(() => {
    const note = document.querySelector('.kernel-note');
    globalThis.notes = [];
    new MutationObserver(() => globalThis.notes.push(note.textContent)).observe(note, { childList: true });
  });
  await run(page, '1.1.b');
  assert.equal(await output(page, '1.1.b'), 'tensor(66.)');
  assert.ok((await page.evaluate(() => globalThis.notes)).includes('Running 1 cell above first.'));
  assert.equal(
    await cell(page, '1.2.a').locator('.cell-state').innerText(),
    'done earlier; its variables are gone',
  );
  await write(page, '1.3.a', 'total, x.length');
  await run(page, '1.3.a');
  assert.equal(await output(page, '1.3.a'), '(5050, 12)');
  assert.ok((await page.evaluate(() => globalThis.notes)).includes('Running 3 cells above first.'));
  assert.deepEqual(errors, []);
  await close();
});

test(
  'errors say their line: of the syntax, of a promise, of another cell; others run on',
  options,
  async () => {
    const { page, close } = await notebook();
    await write(page, '1.1.a', 'const a = 1;\nconst b = = 2;');
    await run(page, '1.1.a', 'failed');
    assert.match(await output(page, '1.1.a'), /^SyntaxError: Unexpected token\s+Line 2$/);
    await run(page, '1.2.a');
    await write(page, '1.1.b', "import x from 'y';");
    await run(page, '1.1.b', 'failed');
    assert.match(await output(page, '1.1.b'), /a cell cannot import; weft, d2l, .* so this line can go/);
    await write(page, '1.1.a', 'function f() {\n  throw new TypeError("deep");\n}');
    await write(page, '1.1.b', '\nawait null;\nf();');
    await run(page, '1.1.a');
    await run(page, '1.1.b', 'failed');
    assert.match(
      await output(page, '1.1.b'),
      /^TypeError: deep\s+In cell 1\.1\.a, line 2\. Called from here: Line 3$/,
    );
    await write(page, '1.1.b', 'Promise.reject(new Error("later"));\nthrow "words";');
    await run(page, '1.1.b', 'failed');
    await cell(page, '1.1.b').getByText('Error: later').waitFor();
    assert.match(await output(page, '1.1.b'), /thrown: 'words'/);
    await close();
  },
);

test('an endless loop is interrupted, a flood of text is cut, and the page goes on', options, async () => {
  const { page, close } = await notebook();
  await run(page, '1.1.a');
  await write(page, '1.2.a', "print('begun');\nwhile (true);");
  await button(page, 'Run cell 1.2.a').click();
  await cell(page, '1.2.a').locator('.output').getByText('begun').waitFor();
  await button(page, 'Interrupt').click();
  await becomes(page, '1.2.a', 'interrupted');
  assert.match(
    await page.locator('.kernel-note').innerText(),
    /^Interrupted: the variables of this section are gone\./,
  );
  assert.match(await cell(page, '1.1.a').locator('.cell-state').innerText(), /variables are gone/);
  await write(page, '1.2.a', 'for (let i = 0; i < 1e6; i++) print(`line ${i}`);\nx.length');
  await run(page, '1.2.a');
  const cut = (await output(page, '1.2.a')).split('\n');
  assert.equal(cut[39], 'line 39');
  assert.match(cut.at(-1), /^Show all 10,001 lines$/);
  await button(page, 'Show all 10,001 lines').click();
  assert.match(await output(page, '1.2.a'), /\(The rest is not shown: this cell writes too much\.\)$/);
  await button(page, 'Restart').click();
  assert.equal(await cell(page, '1.1.a').locator('.cell-state').innerText(), '');
  await run(page, '1.1.b', 'failed');
  await close();
});

test('pictures: curves, images with their titles, drawings with their words', options, async () => {
  const { page, errors, close } = await notebook();
  await write(
    page,
    '1.1.a',
    `plot(weft.arange(5), [weft.arange(5), weft.ones(5)], { xLabel: 'x', yLabel: 'f(x)', legend: ['one', 'two'] });
showImages(weft.rand(4, 8, 8), 1, 4, { titles: ['a', 'b', 'c', 'd'] });
display({ type: 'svg', svg: '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"/>', alt: 'a graph' });
const board = new d2l.ProgressBoard({ xLabel: 'epoch' });
for (let i = 0; i < 20; i++) board.draw(i, 1 / (i + 1), 'loss');`,
  );
  await run(page, '1.1.a');
  await cell(page, '1.1.a').locator('.board canvas').nth(1).waitFor();
  assert.deepEqual(await cell(page, '1.1.a').locator('.image-grid li').allInnerTexts(), ['a', 'b', 'c', 'd']);
  assert.equal(
    await page.getByAltText('a graph').evaluate((image) => image.decode().then(() => image.naturalWidth)),
    20,
  );
  assert.match(await output(page, '1.1.a'), /one[^]*two[^]*loss/);
  assert.deepEqual(errors, []);
  await close();
});

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
    /^Reset section 1\? the edit of cell 1\.1\.b will be lost\./i,
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
    return execFileSync(process.execPath, [...process.execArgv.filter((flag) => /wasm/.test(flag)), file], {
      encoding: 'utf8',
      timeout: SOON,
    });
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
  assert.equal(runUnderNode(text).trimEnd(), shown.join('\n'));
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
      'f.mjs: 1 cells read, 1 of them changed here; left out, as they are not of this notebook: 99.z.',
    )
    .waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test('by keyboard alone: to a cell, out of it again, run, interrupt', options, async () => {
  const { page, close } = await notebook({}, '#1.1.a');
  const has = (name) =>
    page.evaluate((text) => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return (element?.getAttribute('aria-label') ?? element?.textContent) === text;
    }, name);
  for (let i = 0; i < 8 && !(await has('Code of cell 1.1.a')); i++) await page.keyboard.press('Tab');
  assert.ok(await has('Code of cell 1.1.a'));
  await page.keyboard.press('Control+Enter');
  await becomes(page, '1.1.a', 'done');
  await page.keyboard.press('Shift+Enter');
  assert.ok(await has('Code of cell 1.1.b'));
  await page.keyboard.press('Control+End');
  await page.keyboard.press('Tab');
  assert.ok(await has('Code of cell 1.1.b'), 'Tab indents');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  assert.ok(await has('1.2.a'), 'Escape, then Tab leaves');
  await page.keyboard.press('Shift+Tab');
  assert.ok(await has('Code of cell 1.1.b'), 'and back');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+Tab');
  assert.ok(await has('Reset cell 1.1.b'));
  await close();
});

test('addresses lead to sections and cells; a wrong one is said', options, async () => {
  const { page, close } = await notebook({}, '#1.2.a');
  assert.ok(
    await cell(page, '1.2.a').evaluate((element) => element.getBoundingClientRect().top < innerHeight),
  );
  assert.equal(await page.locator('.contents a[aria-current]').innerText(), '1 How this notebook works');
  const levels = await page
    .locator('h1, h2, h3, h4')
    .evaluateAll((all) => all.map((h) => Number(h.tagName[1])));
  levels.forEach((level, i) => assert.ok(i === 0 || level <= levels[i - 1] + 1, 'headings skip no level'));
  await page.evaluate(() => (location.hash = '#77.b'));
  await alertSays(page, /^There is no section or cell 77\.b\. Here is section 1$/);
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
  await plain.goto(`${server.url}/notebook.html`);
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
  await field.press('Tab');
  assert.equal(await field.evaluate((element) => element === document.activeElement), false);
  await opened.close();
});

test('axe finds nothing beside outputs, errors, edits and a question', options, async () => {
  const { page, close } = await notebook({ reducedMotion: 'reduce' });
  await write(
    page,
    '1.2.a',
    "for (let i = 0; i < 99; i++) print('wide '.repeat(99));\nplot([1, 2], [3, 4], { legend: ['one'] });",
  );
  await button(page, 'Run all').click();
  await becomes(page, '1.3.a', 'failed');
  await cell(page, '1.2.a').locator('canvas').first().waitFor();
  assert.deepEqual(await findings(page), []);
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.setViewportSize({ width: 320, height: 700 });
  assert.deepEqual(await findings(page), [], 'dark and narrow');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 320);
  await button(page, 'Reset section').click();
  assert.deepEqual(await findings(page, 5), [], 'a question, beside which all is inert');
  await close();
});

test('after one visit cells run without a network', options, async () => {
  const { page, errors, close } = await notebook();
  await page.evaluate(async () => {
    const { active } = await navigator.serviceWorker.ready;
    if (active.state !== 'activated')
      await new Promise((done) => active.addEventListener('statechange', done));
  });
  await page.context().setOffline(true);
  await page.reload();
  await page.locator('.cm-content').first().waitFor();
  await run(page, '1.1.a');
  assert.equal(await output(page, '1.1.a'), RANGE);
  assert.deepEqual(errors, []);
  await close();
});

test(
  'Firefox runs cells under the same policy, without a complaint',
  { ...options, skip: firefox ? false : 'there is no Firefox (WEFT_FIREFOX)' },
  async () => {
    const other = await launchFirefox();
    try {
      const { page, errors } = await openInFirefox(other, `${server.url}/notebook.html`);
      await page.waitForFunction(() =>
        document.querySelector('.code div')?.shadowRoot?.querySelector('.cm-line'),
      );
      await page.evaluate(() => document.querySelector('.section-tools .primary').click());
      await page.waitForFunction(() => document.querySelector('[data-state=failed]'));
      const texts = await page.$$eval('.output', (all) => all.map((element) => element.innerText.trim()));
      assert.equal(texts[0], RANGE);
      assert.match(texts[3], /Line 2$/);
      assert.deepEqual(errors, []);
    } finally {
      await other.close();
    }
  },
);
