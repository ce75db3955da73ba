// What the page shows of a model's inside: weights, histograms, graph; compared with the file that the session gave
// and with the network computed by hand.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open, site, smallSet, stateIs, train } from './harness.mjs';
import { figures, hearFiles, heardWeights, network } from './model_file.mjs';

const options = { timeout: 180_000 };
const small = { hidden: 8, lr: 0.02, batch: 20, epochs: 1 };
const files = smallSet();
const labels = [...files['t10k-labels-idx1-ubyte'].subarray(8)];
const images = Float64Array.from(files['t10k-images-idx3-ubyte'].subarray(16), (level) => level / 255);
const { browser, server } = await site(files);

/** A page with one panel open, trained. */
async function trained(panel, context = {}) {
  const opened = await open(browser, server.url, { init: hearFiles, ...context });
  await train(opened.page, small);
  await stateIs(opened.page, 'Finished');
  await opened.page.click(`#${panel}-panel > summary`);
  return opened;
}

for (const [colorScheme, minus, nothing, plus] of [
  ['light', [0x2b, 0x4a, 0xa0], [255, 255, 255], [0xb9, 0x3f, 0x17]],
  ['dark', [0x8f, 0xb0, 0xff], [0x17, 0x1d, 0x29], [0xff, 0x8f, 0x5e]],
]) {
  test(`the first layer's weights are the file's, in ${colorScheme}`, options, async () => {
    const { page, errors, close } = await trained('weights', { colorScheme });
    await page
      .locator('#weights-note', { hasText: /^After 1 epoch: 8 of 8 hidden units, 28 × 28/ })
      .waitFor();
    const { data: weights } = (await heardWeights(page))['1.weight'];
    assert.deepEqual(errors, []);
    const read = () =>
      page
        .locator('#weights-list canvas')
        .evaluateAll((all) =>
          all.map((canvas) => [...canvas.getContext('2d').getImageData(0, 0, 28, 28).data]),
        );
    const reach = (values) => Math.max(...values.map(Math.abs));
    const compare = (pictures, most) => {
      assert.equal(pictures.length, 8);
      pictures.forEach((pixels, unit) => {
        for (let i = 0; i < 784; i++) {
          const t = weights[unit * 784 + i] / most(unit);
          for (let c = 0; c < 3; c++) {
            const wanted = nothing[c] + ((t < 0 ? minus : plus)[c] - nothing[c]) * Math.abs(t);
            assert.ok(Math.abs(pixels[4 * i + c] - wanted) <= 0.51, `unit ${unit}, pixel ${i}: ${wanted}`);
          }
        }
      });
    };
    const all = reach([...weights]);
    compare(await read(), () => all);
    assert.match(await page.textContent('#weights-ends'), new RegExp(`^−${all.toPrecision(2)}0\\+`));
    await page.selectOption('#weights-scale', 'own');
    compare(await read(), (unit) => reach([...weights.subarray(unit * 784, (unit + 1) * 784)]));
    await close();
  });
}

test('softmax regression has a picture for each class, by its name', options, async () => {
  const { page, close } = await open(browser, server.url);
  await page.selectOption('#model', 'softmax');
  await page.click('#weights-panel > summary');
  await train(page, { batch: 20, epochs: 2 });
  await page.locator('#weights-note', { hasText: /^After 2 epochs: 10 of 10 classes/ }).waitFor();
  const names = await page.locator('#weights-list li > span').allTextContents();
  assert.deepEqual(names, ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
  await close();
});

test(
  'histograms: counts, mean, deviation, zeros and dead units are those of the network',
  options,
  async () => {
    const { page, errors, close } = await trained('histograms');
    await page.locator('#histograms-note', { hasText: /^After 1 epoch/ }).waitFor();
    const weights = await heardWeights(page);
    const net = network(weights, images, labels);
    const loss = await page.textContent('#histograms-note');
    assert.match(loss, /over the first 200 test images/);
    assert.ok(
      Math.abs(Number(/loss ([\d.]+)\./.exec(loss)[1]) - net.loss) < 2e-4,
      `${loss}, by hand ${net.loss}`,
    );
    const rows = await page.locator('#histograms-rows tr').evaluateAll((trs) =>
      trs.map((tr) => ({
        name: tr.cells[0].firstChild.textContent,
        figures: [...tr.cells].slice(2).map((cell) => cell.textContent),
        bins: tr.dataset.bins.split(' ').map(Number),
        words: tr.querySelector('svg').getAttribute('aria-label'),
      })),
    );
    const wanted = {
      '1 linear: weights': weights['1.weight'].data,
      '1 linear: gradients of the weights': net.dW1,
      '1 linear: outputs': net.z,
      '1 linear: gradients of the outputs': net.dZ,
      '2 relu: activations': net.h,
      '2 relu: gradients of the activations': net.dH,
      '3 linear: weights': weights['3.weight'].data,
      '3 linear: gradients of the weights': net.dW2,
      '3 linear: outputs': net.o,
      '3 linear: gradients of the outputs': net.dO,
    };
    assert.deepEqual(
      rows.map(({ name }) => name),
      Object.keys(wanted),
    );
    for (const { name, figures: shown, bins, words } of rows) {
      const values = wanted[name];
      const { mean, std, zeros } = figures(values);
      const number = (text) => Number(text.replaceAll('−', '-'));
      assert.equal(shown[0], values.length.toLocaleString('en'), name);
      // Float32, and three digits.
      assert.ok(
        Math.abs(number(shown[1]) - mean) <= 0.006 * Math.abs(mean) + 2e-6 * std,
        `${name}: mean ${mean}, ${shown[1]}`,
      );
      assert.ok(Math.abs(number(shown[2]) - std) <= 0.006 * std, `${name}: deviation ${std}, ${shown[2]}`);
      assert.ok(
        Math.abs(parseFloat(shown[3]) - 100 * zeros) <= 0.051,
        `${name}: zeros ${zeros}, ${shown[3]}`,
      );
      const sum = bins.reduce((all, n) => all + n, 0);
      assert.equal(
        sum + values.filter((value) => value === 0).length,
        values.length,
        `${name}: the bins' sum`,
      );
      assert.match(words, /^40 bins from \S+ to \S+; most, [\d,]+, from \S+$/);
      // A few values may lie on the edge of a bin.
      const other = values.filter((value) => value !== 0);
      const [from, to] = [Math.min(...other), Math.max(...other)];
      const own = new Array(40).fill(0);
      for (const value of other) own[Math.min(39, Math.floor((40 * (value - from)) / (to - from)))]++;
      const off = own.reduce((all, n, i) => all + Math.abs(n - bins[i]), 0);
      assert.ok(off <= 0.02 * sum + 4, `${name}: ${off} of ${sum} in other bins`);
    }
    const dead = Array.from({ length: 8 }, (_, u) => net.h.every((value, i) => i % 8 !== u || value === 0));
    assert.equal(rows[4].figures[4], `${dead.filter(Boolean).length} of 8`);
    assert.deepEqual(errors, []);
    await close();
  },
);

async function saved(page, button) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.click(button)]);
  const chunks = [];
  for await (const chunk of await download.createReadStream()) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

test(
  "the graph has a circle for each operator and a square for each variable of the model's",
  options,
  async () => {
    const { page, errors, close } = await trained('graph');
    await page.waitForFunction(() => document.querySelector('#graph-image').naturalWidth > 100);
    const svg = await saved(page, '#graph-svg');
    // Addmm, Relu, Addmm, NllLoss; x, two weights, two biases, z1, h1, o, L.
    assert.equal(svg.match(/<circle class="operator"/g).length, 4);
    assert.equal(svg.match(/<rect class="variable"/g).length, 9);
    const dot = await saved(page, '#graph-dot');
    assert.match(dot, /label="W1\\n\(8, 784\)"/);
    assert.match(await page.getAttribute('#graph-image', 'alt'), /^Graph of 4 operators/);
    await page.click('.words > summary');
    assert.deepEqual(await page.locator('#graph-words li').allTextContents(), [
      'Addmm of x (20, 784), W1 (8, 784), b1 (8,) gives z1 (20, 8)',
      'Relu of z1 (20, 8) gives h1 (20, 8)',
      'Addmm of h1 (20, 8), W2 (10, 8), b2 (10,) gives o (20, 10)',
      'NllLoss of o (20, 10) gives L ()',
    ]);
    const width = () => page.$eval('#graph-image', (image) => image.getBoundingClientRect().width);
    const before = await width();
    await page.focus('#graph-zoom');
    for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
    assert.ok(Math.abs((await width()) / before - 1.5) < 0.01, 'five steps larger by keyboard');
    assert.deepEqual(errors, []);
    await close();
  },
);

for (const [what, body] of Object.entries({
  'that cannot be loaded': undefined,
  'that crashes': 'throw new Error("nothing goes here")',
})) {
  test(`a lab worker ${what}: a message in the panel, and the page trains on`, options, async () => {
    const { page, close } = await open(browser, server.url, { serviceWorkers: 'block' });
    await page.route(/lab_worker/, (route) =>
      body ? route.fulfill({ contentType: 'text/javascript', body }) : route.abort(),
    );
    await page.click('#graph-panel > summary');
    const message = page.locator('#graph-panel .panel-message');
    await message.filter({ hasText: /^the worker for this panel has ended/ }).waitFor();
    await train(page, small);
    await stateIs(page, 'Finished');
    await page.unroute(/lab_worker/);
    await page.click('#graph-panel > summary');
    await page.click('#graph-panel > summary');
    await page.waitForFunction(() => document.querySelector('#graph-image').naturalWidth > 100);
    assert.equal(await message.isVisible(), false);
    await close();
  });
}

test('the activation functions and their gradients, as the formulas have them', options, async () => {
  const { page, errors, close } = await open(browser, server.url);
  await page.click('#activations-panel > summary');
  await page.getByLabel('PReLU').check();
  const csv = async (host) => {
    await page.locator(`${host} details > summary`).first().waitFor();
    await page.$$eval(`${host} details`, (all) => all.forEach((it) => (it.open = true)));
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator(host).getByRole('button', { name: 'CSV' }).click(),
    ]);
    const chunks = [];
    for await (const chunk of await download.createReadStream()) chunks.push(chunk);
    return Buffer.concat(chunks).toString();
  };
  const formulas = {
    relu: [(x) => Math.max(0, x), (x) => Number(x > 0)],
    sigmoid: [(x) => 1 / (1 + Math.exp(-x)), (x) => Math.exp(-x) / (1 + Math.exp(-x)) ** 2],
    tanh: [Math.tanh, (x) => 1 / Math.cosh(x) ** 2],
    prelu: [(x) => (x > 0 ? x : 0.25 * x), (x) => (x > 0 ? 1 : 0.25)],
  };
  for (const [i, host] of ['#activations-values', '#activations-gradients'].entries()) {
    const [head, ...rows] = (await csv(host)).trim().split('\n');
    assert.equal(head.trim(), `x,${Object.keys(formulas).join(',')}`);
    assert.equal(rows.length, 160);
    rows.forEach((row, k) => {
      const [x, ...ys] = row.split(',').map(Number);
      assert.ok(Math.abs(x - (-8 + 0.1 * k)) < 1e-5, row);
      Object.values(formulas).forEach((pair, j) =>
        assert.ok(Math.abs(ys[j] - pair[i](x)) < 2e-6, `${row}: ${pair[i]}`),
      );
    });
  }
  assert.deepEqual(errors, []);
  await close();
});

test('closed, these panels start no worker and fetch no tensors', options, async () => {
  const { page, close } = await open(browser, server.url, { init: hearFiles, serviceWorkers: 'block' });
  const fetched = [];
  page.on('request', (request) => fetched.push(request.url()));
  page.on('worker', (worker) => fetched.push(worker.url()));
  await train(page, small);
  await stateIs(page, 'Finished');
  assert.deepEqual(
    fetched.filter((url) => /lab_worker|weft-(simd|relaxed)/.test(url)),
    [],
  );
  await page.click('#histograms-panel > summary');
  await page.locator('#histograms-note', { hasText: /^After 1 epoch/ }).waitFor();
  assert.ok(fetched.some((url) => /lab_worker/.test(url)));
  const asked = await page.evaluate(() => globalThis.asked);
  assert.equal(asked.filter((name) => name === 'save weights').length, 1, 'for the panel that was opened');
  await close();
});
