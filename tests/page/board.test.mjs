// The board of curves, alone on a page under the site's content policy: what it shows, says and saves.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { folder, launch } from './harness.mjs';

const web = new URL('../../web/', import.meta.url);
const POLICY = /** @type {RegExpExecArray} */ (
  /const POLICY = (\[[^\]]+\])/.exec(readFileSync(new URL('serve.mjs', web), 'utf8'))
);
const options = { timeout: 120_000 };
let browser, files;

/** The component and the styles it rests on, built as the page's are. */
async function built() {
  const require = createRequire(new URL('package.json', web));
  const { build } = await import(pathToFileURL(require.resolve('vite')).href);
  const out = folder({
    'entry.js': `import '${new URL('src/shell/styles/base.css', web).pathname}';
      import '${new URL('src/shell/styles/controls.css', web).pathname}';
      export { createBoard } from '${new URL('src/board/board.js', web).pathname}';`,
  });
  const result = await build({
    configFile: false,
    root: out.path,
    logLevel: 'silent',
    build: {
      write: false,
      lib: {
        entry: `${out.path}/entry.js`,
        formats: ['es'],
        fileName: () => 'board.js',
        cssFileName: 'board',
      },
    },
  });
  out.remove();
  const { output } = [result].flat()[0];
  return Object.fromEntries(output.map(({ fileName, code, source }) => [`/${fileName}`, code ?? source]));
}

before(async () => {
  [browser, files] = await Promise.all([launch(), built()]);
  files['/'] =
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>board</title><link rel="icon" href="data:,">
    <link rel="stylesheet" href="/board.css"><main><h1>Board</h1><div id="host"></div></main>
    <script type="module" src="/start.js"></script></html>`;
  files['/start.js'] = `import { createBoard } from '/board.js';
    globalThis.begin = (options) => globalThis.board = createBoard(document.getElementById('host'), options);`;
});
after(() => browser?.close());

const TYPES = { css: 'text/css', js: 'text/javascript' };

/** A page with an empty board. */
async function open(boardOptions = {}, context = {}) {
  const opened = await browser.newContext({ viewport: { width: 900, height: 900 }, ...context });
  const page = await opened.newPage();
  page.setDefaultTimeout(15_000);
  const errors = [];
  page.on('console', (m) => ['error', 'warning'].includes(m.type()) && errors.push(m.text()));
  page.on('pageerror', (error) => errors.push(String(error)));
  const policy = Function(`return ${POLICY[1]}.join('; ')`)();
  await page.route('**/*', (route) => {
    const path = new URL(route.request().url()).pathname;
    const contentType = TYPES[path.split('.')[1]] ?? 'text/html';
    return route.fulfill({
      body: files[path],
      contentType,
      headers: { 'Content-Security-Policy': policy },
    });
  });
  await page.goto('https://board.test/');
  await page.waitForFunction(() => 'begin' in globalThis);
  await page.evaluate((o) => globalThis.begin({ title: 'Learning curves', ...o }) && undefined, boardOptions);
  return { page, errors, close: () => opened.close() };
}

/** A run of three epochs: two points of the train loss and one of the validation loss an epoch. */
const TRAIN = [0.5, 1, 1.5, 2, 2.5, 3].map((x) => [x, 2 / (1 + x)]);
const VAL = [0, 1, 2, 3].map((x) => [x, 2.3 - 0.5 * x]);
const feed = (page, run = '') =>
  page.evaluate(
    ([train, val, name]) => {
      for (const [x, y] of train) globalThis.board.add('train_loss', x, y, name);
      for (const [x, y] of val) globalThis.board.add('val_loss', x, y, name);
    },
    [TRAIN, VAL, run],
  );
/** So many points have been drawn, and what was to be drawn at once, too. */
const drawn = async (page, points) => {
  if (points) await page.locator(`.board-plot[data-points="${points}"]`).waitFor();
  return page.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
};
const exported = (page) => page.evaluate(() => globalThis.board.exports());
const said = (page) => page.textContent('#host [aria-live]');

/** The paths of the curves in the SVG: colour, dash and points in pixels. */
const curvesOf = (svg) =>
  [...svg.matchAll(/<path d="([^"]+)" fill="none" stroke="([^"]+)" stroke-width="2.25"([^>]*)\/>/g)].map(
    ([, d, colour, rest]) => ({
      colour,
      dash: /stroke-dasharray="([^"]+)"/.exec(rest)?.[1] ?? '',
      points: [...d.matchAll(/[ML]([\d.-]+) ([\d.-]+)/g)].map(([, x, y]) => [Number(x), Number(y)]),
    }),
  );

test('the keyboard goes from point to point, and only its steps are spoken', options, async () => {
  const { page, errors, close } = await open();
  await feed(page);
  assert.equal(await said(page), '');
  await page.focus('.board-plot');
  const expected = [
    ['Home', 'epoch 0: val_loss 2.3000'],
    ['ArrowRight', 'epoch 0.5: train_loss 1.3333'],
    ['ArrowRight', 'epoch 1: train_loss 1.0000, val_loss 1.8000'],
    ['Shift+ArrowRight', 'epoch 3: train_loss 0.5000, val_loss 0.8000'],
    ['ArrowLeft', 'epoch 2.5: train_loss 0.5714'],
    ['End', 'epoch 3: train_loss 0.5000, val_loss 0.8000'],
    ['ArrowRight', 'epoch 3: train_loss 0.5000, val_loss 0.8000'],
    ['Shift+ArrowLeft', 'epoch 0: val_loss 2.3000'],
  ];
  for (const [key, text] of expected) {
    await page.keyboard.press(key);
    assert.equal(await said(page), text, key);
  }
  await page.evaluate(() => globalThis.board.add('train_loss', 4, 0.4));
  await drawn(page);
  assert.equal(await said(page), 'epoch 0: val_loss 2.3000');
  assert.deepEqual(errors, []);
  await close();
});

test('the pointer shows the nearest values in the legend; away from it, the latest', options, async () => {
  const { page, close } = await open({ xRange: [0, 3] });
  await feed(page);
  await drawn(page, 10);
  const legend = () => page.locator('.legend').innerText();
  assert.match(await legend(), /train_loss 0\.5000\s+val_loss 0\.8000$/);
  const box = await page.locator('.board-plot').boundingBox();
  await page.mouse.move(box.x + 45, box.y + 100);
  await drawn(page);
  assert.match(await legend(), /val_loss 2\.3000\s+epoch 0$/);
  await page.mouse.move(box.x + box.width / 2, box.y - 40);
  await drawn(page);
  assert.match(await legend(), /val_loss 0\.8000$/);
  await close();
});

test('colours, dashes and names: legend, picture and SVG agree', options, async () => {
  const { page, close } = await open();
  await feed(page);
  await drawn(page, 10);
  const { svg } = await exported(page);
  const curves = curvesOf(svg);
  assert.deepEqual(
    curves.map(({ dash, points }) => [dash, points.length]),
    [
      ['', 6],
      ['9 5', 4],
    ],
  );
  const swatches = await page
    .locator('.legend path')
    .evaluateAll((all) =>
      all.map((p) => [p.getAttribute('stroke'), p.getAttribute('stroke-dasharray') ?? '']),
    );
  assert.deepEqual(
    swatches,
    curves.map(({ colour, dash }) => [colour, dash]),
  );
  const named = [...svg.matchAll(/<text[^>]*>([^<]+)<\/text>/g)].map(([, text]) => text);
  for (const text of ['train_loss', 'val_loss']) {
    assert.equal(named.filter((t) => t === text).length, 2, `${text}: in the legend and beside its curve`);
  }
  assert.ok(named.includes('epoch') && named.includes('Learning curves'));
  const painted = await page.evaluate((colour) => {
    const canvas = document.querySelector('.board-plot canvas');
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    const [r, g, b] = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
    let found = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (Math.abs(data[i] - r) + Math.abs(data[i + 1] - g) + Math.abs(data[i + 2] - b) < 24) found++;
    }
    return found;
  }, curves[0].colour);
  assert.ok(painted > 300, `${painted} pixels of the first curve`);
  await close();
});

test('logarithmic axes: equal factors are equal distances; what has no place is said', options, async () => {
  const { page, close } = await open({ logY: true });
  await page.evaluate(() => globalThis.board.line('loss', [1, 10, 100, 1000], [1, 0.1, 0.01, 0.001]));
  await page.getByLabel('log x').check();
  const [{ points }] = curvesOf((await exported(page)).svg);
  for (const axis of [0, 1]) {
    const steps = [1, 2, 3].map((i) => points[i][axis] - points[i - 1][axis]);
    assert.ok(Math.max(...steps) - Math.min(...steps) < 0.1, `steps ${steps}`);
  }
  const hint = page.locator('.hint', { hasText: 'no place' });
  assert.equal(await hint.isVisible(), false);
  await page.evaluate(() => globalThis.board.add('loss', 0, 1));
  await hint.waitFor();
  await page.getByLabel('log x').uncheck();
  await page.getByLabel('log y').uncheck();
  const linear = curvesOf((await exported(page)).svg)[0].points;
  const [, one, ten, hundred] = linear.map(([x]) => x);
  assert.ok(Math.abs((hundred - ten) / (ten - one) - 10) < 0.2);
  await close();
});

test(
  'smoothing: the debiased average, the raw curve pale behind it, the data as it was',
  options,
  async () => {
    const { page, close } = await open();
    const ys = [4, 2, 3, 1, 5];
    await page.evaluate((all) => all.forEach((y, x) => globalThis.board.add('loss', x, y)), ys);
    await page.fill('input[type=range]', '0.6');
    assert.equal(await page.textContent('.board-smoothing output'), '0.6');
    await page.focus('.board-plot');
    await page.keyboard.press('End');
    // By its definition: weights 0.6^(n - i) over all points, which sum to one.
    const weights = ys.map((_, i) => 0.6 ** (ys.length - 1 - i));
    const mean = ys.reduce((sum, y, i) => sum + weights[i] * y, 0) / weights.reduce((a, b) => a + b);
    assert.equal(await said(page), `epoch 4: loss ${mean.toFixed(4)} (5.0000)`);
    const { svg, csv } = await exported(page);
    assert.match(svg, /stroke-width="1.25" stroke-opacity="0.3"/);
    assert.equal(csv, 'epoch,loss\r\n0,4\r\n1,2\r\n2,3\r\n3,1\r\n4,5\r\n');
    await page.evaluate(() => globalThis.board.add('loss', 5, NaN));
    await page.keyboard.press('ArrowRight');
    assert.equal(await said(page), 'epoch 5: loss NaN');
    await close();
  },
);

test('files: CSV, JSON and PNG hold what has been drawn', options, async () => {
  const { page, errors, close } = await open();
  await feed(page);
  const saved = async (name) => {
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.click(`button:text-is("${name}")`),
    ]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    return { name: download.suggestedFilename(), bytes: Buffer.concat(chunks) };
  };
  const csv = await saved('CSV');
  assert.equal(csv.name, 'learning-curves.csv');
  const lines = csv.bytes.toString().trim().split('\r\n');
  assert.deepEqual(lines.slice(0, 3), ['epoch,train_loss,val_loss', '0,,2.3', `0.5,${TRAIN[0][1]},`]);
  assert.equal(lines.length, 1 + 7);
  const json = JSON.parse((await saved('JSON')).bytes.toString());
  assert.deepEqual(
    json.curves.map(({ label, x, y }) => [label, x.map((v, i) => [v, y[i]])]),
    [
      ['train_loss', TRAIN],
      ['val_loss', VAL],
    ],
  );
  const svg = (await saved('SVG')).bytes.toString();
  const [, width, height] = /<svg [^>]*viewBox="0 0 (\d+) (\d+)"/.exec(svg);
  const png = (await saved('PNG')).bytes;
  assert.equal(png.toString('latin1', 1, 4), 'PNG');
  assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [2 * width, 2 * height]);
  assert.deepEqual(errors, []);
  await close();
});

test('several runs: the colour is the run, the dash the label; hidden, cleared', options, async () => {
  const { page, close } = await open();
  await feed(page, 'a');
  await feed(page, 'b');
  let curves = curvesOf((await exported(page)).svg);
  assert.equal(curves.length, 4);
  assert.equal(curves[0].colour, curves[1].colour);
  assert.notEqual(curves[0].colour, curves[2].colour);
  assert.deepEqual([curves[0].dash, curves[1].dash], [curves[2].dash, curves[3].dash]);
  const colour = curves[2].colour;
  await page.evaluate(() => globalThis.board.look('a', { shown: false }));
  const { svg, csv } = await exported(page);
  curves = curvesOf(svg);
  assert.deepEqual(
    curves.map((c) => c.colour),
    [colour, colour],
  );
  assert.match(csv, /^epoch,"train_loss, b","val_loss, b"\r\n/);
  await page.evaluate(() => globalThis.board.clear('b'));
  assert.equal(curvesOf((await exported(page)).svg).length, 0);
  await close();
});

test('a reference is dotted, has its note, and goes', options, async () => {
  const { page, close } = await open();
  await feed(page);
  await page.evaluate(() => globalThis.board.reference('val_loss', [1, 2], [1.8, 1.3], 'PyTorch'));
  await drawn(page, 12);
  assert.match(await page.locator('.legend').innerText(), /val_loss, PyTorch/);
  const reference = curvesOf((await exported(page)).svg).at(-1);
  assert.deepEqual([reference.dash, reference.points.length], ['0.1 5', 2]);
  await page.evaluate(() => globalThis.board.reference('val_loss', [], []));
  assert.equal(curvesOf((await exported(page)).svg).length, 2);
  await close();
});

test('the table is made when opened, by pages, and follows the run', options, async () => {
  const { page, close } = await open();
  await page.evaluate(() => {
    for (let x = 0; x < 250; x++) globalThis.board.add('loss', x, x / 8);
  });
  const cells = () =>
    page.locator('.board-values tbody tr').evaluateAll((all) => all.map((tr) => tr.innerText));
  assert.deepEqual(await cells(), []);
  await page.click('.board-values summary');
  await page.locator('.board-values tbody tr').first().waitFor();
  assert.equal((await cells()).length, 100);
  assert.deepEqual((await cells()).slice(0, 2), ['0\t0', '1\t0.125']);
  await page.click('text=Later rows');
  await page.click('text=Later rows');
  assert.deepEqual((await cells()).at(-1), '249\t31.125');
  assert.equal(await page.textContent('.board-turn span'), 'Rows 201 to 250 of 250');
  await page.evaluate(() => globalThis.board.add('loss', 250, 1));
  await page.locator('.board-turn', { hasText: 'of 251' }).waitFor();
  await close();
});

test('8 curves of 250,000 points: thinned out for drawing, no peak lost', options, async () => {
  const { page, close } = await open();
  await page.evaluate(() => {
    const { board } = globalThis;
    for (let curve = 0; curve < 8; curve++)
      for (let i = 0; i < 250_000; i++)
        board.add(`loss ${curve}`, i / 250, 1 / (1 + i / 9e3) + curve / 9 + 0.05 * Math.sin(i * i));
    board.add('loss 0', 999.999, 5);
  });
  const curves = curvesOf((await exported(page)).svg);
  assert.ok(
    curves.every(({ points }) => points.length < 6000),
    'thinned out for drawing',
  );
  const top = Math.min(...curves[0].points.map(([, y]) => y));
  assert.ok(top < Math.min(...curves[1].points.map(([, y]) => y)) - 100, 'the one peak is there');
  await close();
});

test('widths from 200 pixels to 4K, other pixel ratios, dark', options, async () => {
  for (const [width, deviceScaleFactor, colorScheme, letters = 1] of [
    [200, 3, 'light'],
    [320, 2, 'dark'],
    [3840, 1, 'light', 1.5],
  ]) {
    const { page, errors, close } = await open(
      {},
      { viewport: { width, height: 900 }, deviceScaleFactor, colorScheme },
    );
    await page.evaluate((size) => (document.documentElement.style.fontSize = size), `${letters * 16}px`);
    await feed(page);
    await drawn(page, 10);
    const size = await page.evaluate(() => {
      const canvas = document.querySelector('.board-plot canvas');
      return [canvas.width / canvas.clientWidth, document.documentElement.scrollWidth];
    });
    assert.ok(Math.abs(size[0] - deviceScaleFactor) < 0.02, `${width}: ${size[0]} dots a pixel`);
    assert.ok(size[1] <= width, `${width}: the page is ${size[1]} wide`);
    // The picture grows with the reader's letters, and the pointer finds its points all the same.
    const { svg } = await exported(page);
    const plot = await page.locator('.board-plot').boundingBox();
    const drawing = Number(/ width="([\d.]+)"/.exec(svg)[1]);
    assert.ok(Math.abs(plot.width / drawing - letters) < 0.05, `${plot.width} for ${drawing}`);
    await page.mouse.move(plot.x + 1 + curvesOf(svg)[0].points[4][0] * letters, plot.y + 20);
    await drawn(page);
    assert.match(await page.locator('.legend').innerText(), /train_loss 0\.5714/);
    assert.deepEqual(errors, []);
    await close();
  }
});

test(
  'a line of unequal lengths, an x that is no number: refused in words; destroy leaves nothing',
  options,
  async () => {
    const { page, close } = await open({ compact: true });
    const message = (call) =>
      page.evaluate(`(() => { try { ${call} } catch (error) { return error.message } })()`);
    assert.equal(
      await message("board.line('loss', [1, 2], [1])"),
      "board: a line has as many xs as ys, got 2 and 1 for 'loss'",
    );
    assert.equal(await message("board.add('loss', NaN, 1)"), "board: x must be a number, got NaN for 'loss'");
    await page.evaluate(() => globalThis.board.destroy());
    assert.equal(await page.locator('#host').innerHTML(), '');
    await close();
  },
);
