// Cells of the notebook: they run, show, fail with their line, are interrupted.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  RANGE,
  becomes,
  button,
  cell,
  code,
  notebook,
  options,
  output,
  run,
  write,
} from './notebook_page.mjs';

test(
  'a cell is run, shows what PyTorch would print, and the next one has its variables',
  options,
  async () => {
    const { page, errors, close } = await notebook();
    assert.equal(await page.locator('h1').count(), 1);
    await run(page, '1.1.a');
    assert.equal(await output(page, '1.1.a'), RANGE);
    assert.match(
      await cell(page, '1.1.a').locator('.cell-state').innerText(),
      /^done in (\d+ ms|\d+\.\d+ s)$/,
    );
    await run(page, '1.1.b');
    assert.equal(
      await output(page, '1.1.b'),
      '(tensor(66.), tensor([1.5000, 5.5000, 9.5000]), Size([3, 4]))',
    );
    assert.equal(
      await page.textContent('#announcer'),
      'Cell 1.1.b finished: (tensor(66.), tensor([1.5000, 5.5000, 9.5000]), Size([3, 4]))',
    );
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
    await write(
      page,
      '1.1.b',
      'let deep = [1, {}];\nfor (let i = 0; i < 20; i++) deep = [deep];\nweft.tensor(deep);',
    );
    await run(page, '1.1.b', 'failed');
    assert.match(await output(page, '1.1.b'), /lists must [^]*\s+Line 3$/, 'below twenty frames of weft');
    await write(page, '1.1.b', 'console.log("n", 1, [true]);');
    await run(page, '1.1.b');
    assert.equal(await output(page, '1.1.b'), 'n 1 (True,)');
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
  await write(page, '1.2.a', "print('closed');\nself.close();\nawait new Promise(() => {});");
  await button(page, 'Run cell 1.2.a').click();
  await cell(page, '1.2.a').locator('.output').getByText('closed').waitFor();
  await button(page, 'Interrupt cell 1.2.a').press('Enter');
  await becomes(page, '1.2.a', 'interrupted');
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
