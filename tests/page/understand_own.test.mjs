// One's own image: drawn by pointer and by keyboard, from a file, a test image by number; what the model says of it.

import assert from 'node:assert/strict';
import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { crc32, deflateSync } from 'node:zlib';
import { drop, folder, open, site, smallSet, stateIs, train } from './harness.mjs';
import { hearFiles, heardWeights, network } from './model_file.mjs';

const options = { timeout: 180_000 };
const small = { hidden: 8, lr: 0.02, batch: 20, epochs: 1 };
const files = smallSet();
const pixels = files['t10k-images-idx3-ubyte'].subarray(16);
const { browser, server } = await site(files);

async function opened(context = {}) {
  const it = await open(browser, server.url, { init: hearFiles, ...context });
  await it.page.click('#own-panel > summary');
  await it.page.locator('#own-says', { hasText: 'it says' }).waitFor();
  return it;
}

const paper = (page) =>
  page.$eval('#own-canvas', (canvas) => [
    ...canvas
      .getContext('2d', { willReadFrequently: true })
      .getImageData(0, 0, 28, 28)
      .data.filter((_, i) => i % 4 === 0),
  ]);

/** The ten numbers, in percent. */
const shares = (page) =>
  page.locator('#own-rows td').evaluateAll((cells) => cells.map((cell) => parseFloat(cell.textContent)));

/** Waits until the numbers are others than before. */
async function othersThan(page, before) {
  await page.waitForFunction(
    (old) =>
      [...document.querySelectorAll('#own-rows td')].map((cell) => parseFloat(cell.textContent)).join() !==
      old,
    before.join(),
  );
  return shares(page);
}

test(
  'a test image by number: its pixels, its label, and the probabilities that the model gives',
  options,
  async () => {
    const { page, errors, close } = await opened();
    await train(page, small);
    await stateIs(page, 'Finished');
    await page.locator('#own-says', { hasText: /^After 1 epoch it says: \d, [\d.]+ %$/ }).waitFor();
    const first = await shares(page);
    await page.fill('#own-number', '7');
    await page.press('#own-number', 'Enter');
    await page.locator('#own-about', { hasText: 'Test image 7; its label is 9.' }).waitFor();
    await othersThan(page, first);
    assert.deepEqual(errors, []);
    const image = pixels.subarray(7 * 784, 8 * 784);
    assert.deepEqual(await paper(page), [...image]);
    await page.click('#weights-panel > summary');
    const weights = await heardWeights(page);
    const { probabilities } = network(
      weights,
      Float64Array.from(image, (level) => level / 255),
      [9],
    );
    const shown = await shares(page);
    assert.equal(shown.length, 10);
    shown.forEach((share, k) => {
      assert.ok(
        Math.abs(share - 100 * probabilities[k]) <= 0.06,
        `class ${k}: ${share} %, by hand ${probabilities[k]}`,
      );
    });
    assert.ok(Math.abs(shown.reduce((sum, share) => sum + share, 0) - 100) <= 0.5, `${shown}`);
    const bars = await page
      .locator('#own-rows .bar')
      .evaluateAll((all) => all.map((bar) => parseFloat(bar.style.getPropertyValue('--part'))));
    bars.forEach((part, k) => assert.ok(Math.abs(100 * part - shown[k]) <= 0.051));
    await page.fill('#own-number', '200');
    await page.press('#own-number', 'Enter');
    assert.equal(
      await page.textContent('#own-number-error'),
      'test image: a whole number from 0 to 199; got “200”',
    );
    assert.equal(await page.getAttribute('#own-number', 'aria-invalid'), 'true');
    await close();
  },
);

test('the probabilities change while training goes on', options, async () => {
  const { page, close } = await opened();
  const first = await shares(page);
  await train(page, { ...small, hidden: 512, epochs: 500 });
  await page.locator('#own-rows').scrollIntoViewIfNeeded();
  const second = await othersThan(page, first);
  await othersThan(page, second);
  assert.equal(await page.textContent('#state'), 'Training');
  await page.click('#stop');
  await close();
});

test('drawn with the pointer: white where it went, and another answer', options, async () => {
  const { page, errors, close } = await opened();
  const before = await shares(page);
  await page.click('#own-clear');
  await othersThan(page, before);
  const blank = await shares(page);
  const box = await page.locator('#own-canvas').boundingBox();
  const at = (column, row) => [
    box.x + ((column + 0.5) * box.width) / 28,
    box.y + ((row + 0.5) * box.height) / 28,
  ];
  await page.mouse.move(...at(5, 14));
  await page.mouse.down();
  await page.mouse.move(...at(22, 14), { steps: 4 });
  await page.mouse.up();
  await othersThan(page, blank);
  assert.deepEqual(errors, []);
  const drawn = await paper(page);
  for (let column = 5; column <= 22; column++) assert.equal(drawn[14 * 28 + column], 255, `column ${column}`);
  for (const row of [0, 11, 17, 27])
    for (let c = 0; c < 28; c++) assert.equal(drawn[row * 28 + c], 0, `row ${row}`);
  assert.equal(await page.textContent('#own-about'), 'Your drawing.');

  await page.selectOption('#own-pen', 'erase');
  await page.mouse.move(...at(10, 14));
  await page.mouse.down();
  await page.mouse.up();
  assert.equal((await paper(page))[14 * 28 + 10], 0, 'erased');
  await close();
});

test('drawn by finger on a small screen, where the page does not scroll instead', options, async () => {
  const { page, close } = await opened({ viewport: { width: 320, height: 640 }, hasTouch: true });
  await page.click('#own-clear');
  await page.locator('#own-canvas').scrollIntoViewIfNeeded();
  const box = await page.locator('#own-canvas').boundingBox();
  await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
  assert.equal((await paper(page))[14 * 28 + 14], 255);
  assert.equal(await page.$eval('#own-canvas', (canvas) => getComputedStyle(canvas).touchAction), 'none');
  await close();
});

test(
  'drawn by keyboard: arrows move, Space draws, Shift with an arrow a line, Delete erases',
  options,
  async () => {
    const { page, close } = await opened();
    await page.click('#own-clear');
    await page.focus('#own-canvas');
    for (const key of ['ArrowUp', 'ArrowUp', 'ArrowLeft', 'Space']) await page.keyboard.press(key);
    assert.equal((await paper(page))[12 * 28 + 13], 255);
    assert.equal(await page.textContent('#own-place'), 'row 13, column 14: white');
    for (let i = 0; i < 6; i++) await page.keyboard.press('Shift+ArrowRight');
    const line = await paper(page);
    for (let column = 13; column <= 19; column++)
      assert.equal(line[12 * 28 + column], 255, `column ${column}`);
    await page.keyboard.press('Delete');
    assert.equal((await paper(page))[12 * 28 + 19], 0);
    assert.equal(await page.textContent('#own-place'), 'row 13, column 20: black');
    const cursor = await page.$eval('#own-cursor', (it) => getComputedStyle(it).display);
    assert.equal(cursor, 'block', 'the cursor shows');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'own-pen', 'Tab leaves the paper');
    await close();
  },
);

/** A PNG of `bits` a level, grey (kind 0) or RGBA (kind 6), whose rows are given as bytes. */
function png(width, height, bits, rowOf, kind = 0) {
  const chunk = (type, body) => {
    const name = Buffer.concat([Buffer.from(type), body]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc32(name));
    return Buffer.concat([length, name, sum]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head[8] = bits;
  head[9] = kind;
  const rows = Array.from({ length: height }, (_, y) => Buffer.concat([Buffer.of(0), rowOf(y)]));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const body = deflateSync(Buffer.concat(rows));
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', body), chunk('IEND', Buffer.alloc(0))]);
}

const give = (page, name, buffer, mimeType = 'image/png') =>
  page.setInputFiles('#own-file', { name, buffer, mimeType });

test('a picture from a file: scaled, grey, inverted where its ground is light', options, async () => {
  const { page, errors, close } = await opened();
  const square = (ground, ink) =>
    png(112, 112, 8, (y) =>
      Buffer.from(
        Array.from({ length: 112 }, (_, x) => (y >= 40 && y < 72 && x >= 20 && x < 92 ? ink : ground)),
      ),
    );
  const inside = (r, c) => r >= 11 && r < 17 && c >= 6 && c < 22;
  const outside = (r, c) => r < 9 || r > 18 || c < 4 || c > 23;
  for (const [name, ground, ink] of [
    ['light.png', 255, 0],
    ['dark.png', 0, 255],
  ]) {
    await give(page, name, square(ground, ink));
    await page.locator('#own-about', { hasText: `${name}, scaled to 28 × 28 grey levels` }).waitFor();
    const grey = await paper(page);
    grey.forEach((level, i) => {
      const [r, c] = [Math.floor(i / 28), i % 28];
      if (inside(r, c)) assert.ok(level >= 250, `${name}: row ${r}, column ${c}: ${level}`);
      if (outside(r, c)) assert.ok(level <= 5, `${name}: row ${r}, column ${c}: ${level}`);
    });
  }
  // Twice as wide as high: 28 x 14 in the middle, black above and below.
  await give(
    page,
    'wide.png',
    png(56, 28, 8, () => Buffer.alloc(56, 200)),
  );
  await page.locator('#own-about', { hasText: 'wide.png' }).waitFor();
  const wide = await paper(page);
  wide.forEach((level, i) => {
    const row = Math.floor(i / 28);
    assert.ok(Math.abs(level - (row >= 7 && row < 21 ? 55 : 0)) <= 1, `row ${row}: ${level}`);
  });
  // The test's own reading of the canvas is remarked on.
  assert.deepEqual(
    errors.filter((text) => !text.includes('willReadFrequently')),
    [],
  );
  await close();
});

/** A GIF of one pixel that changes from grey 100 to grey 50. */
const twoFrames = Buffer.from(
  [
    '474946383961' + '01000100' + '800000' + '646464' + '323232',
    '21ff0b' + Buffer.from('NETSCAPE2.0').toString('hex') + '0301000000',
    ...['0244', '024c'].map((lzw) => `21f904000a000000` + '2c00000000' + '01000100' + '00' + `02${lzw}0100`),
    '3b',
  ].join(''),
  'hex',
);

test('small, moving, transparent and drawn images: what the model sees of them', options, async () => {
  const { page, close } = await opened();
  const square = (grey) =>
    png(
      28,
      28,
      8,
      (y) =>
        Buffer.concat(
          Array.from({ length: 28 }, (_, x) =>
            Buffer.of(grey, grey, grey, x >= 10 && x < 18 && y >= 10 && y < 18 ? 255 : 0),
          ),
        ),
      6,
    );
  const inSquare = (r, c) => r >= 10 && r < 18 && c >= 10 && c < 18;
  const half = '<rect width="10" height="20"/>';
  for (const [name, bytes, type, wanted] of [
    ['one.png', png(1, 1, 8, () => Buffer.of(100)), 'image/png', () => 100],
    ['moving.gif', twoFrames, 'image/gif', () => 100],
    ['white on nothing.png', square(255), 'image/png', (r, c) => (inSquare(r, c) ? 255 : 0)],
    ['black on nothing.png', square(0), 'image/png', (r, c) => (inSquare(r, c) ? 255 : 0)],
    [
      'sized.svg',
      `<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20">${half}</svg>`,
      'image/svg+xml',
      (_, c) => (c < 14 ? 255 : 0),
    ],
    [
      'no size.svg',
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">${half}</svg>`,
      'image/svg+xml',
      (_, c) => (c < 14 ? 255 : 0),
    ],
  ]) {
    await give(page, name, Buffer.from(bytes), type);
    await page.locator('#own-about', { hasText: `${name}, scaled to 28 × 28 grey levels` }).waitFor();
    (await paper(page)).forEach((level, i) => {
      const [r, c] = [Math.floor(i / 28), i % 28];
      // Edges are soft.
      const near = [-1, 0, 1].flatMap((d) => [-1, 0, 1].map((e) => wanted(r + d, c + e)));
      if (new Set(near).size > 1) return;
      assert.ok(Math.abs(level - wanted(r, c)) <= 2, `${name}: row ${r}, column ${c}: ${level}`);
    });
  }
  await close();
});

test('an image dropped on the panel is asked about, and is not taken for data', options, async () => {
  const disk = folder({
    'dark.png': png(28, 28, 8, () => Buffer.alloc(28, 77)),
    'notes.txt': 'no image',
    'heavy.png': '',
  });
  truncateSync(join(disk.path, 'heavy.png'), 2 ** 31);
  try {
    const { page, errors, close } = await opened();
    await drop(page, '#own-panel .panel-body', [join(disk.path, 'dark.png')]);
    await page.locator('#own-about', { hasText: 'dark.png, scaled to 28 × 28 grey levels' }).waitFor();
    assert.ok((await paper(page)).every((level) => level === 77));
    for (const [name, message] of [
      ['notes.txt', 'it is no image that this browser can read'],
      ['heavy.png', 'an image of at most 67,108,864 bytes, got 2,147,483,648'],
    ]) {
      await drop(page, '#own-panel .panel-body', [join(disk.path, name)]);
      await page.locator('#own-file-error', { hasText: `${name}: ${message}` }).waitFor();
    }
    assert.equal(await page.locator('#alert').isVisible(), false);
    assert.match(await page.textContent('#status-data'), /600 training and 200 test images$/);
    assert.deepEqual(
      errors.filter((text) => !text.includes('willReadFrequently')),
      [],
    );
    await close();
  } finally {
    disk.remove();
  }
});

test('files that are no image, empty, or too large: a message, and the image stays', options, async () => {
  const { page, close } = await opened();
  const before = await paper(page);
  const wrong = {
    'notes.png': [Buffer.from('this is no image'), 'notes.png: it is no image that this browser can read'],
    'empty.png': [Buffer.alloc(0), 'empty.png: the file is empty, 0 bytes'],
    'cut.png': [
      png(40, 40, 8, () => Buffer.alloc(40)).subarray(0, 20),
      'cut.png: it is no image that this browser can read',
    ],
    'large.png': [
      png(20_000, 20_000, 1, () => Buffer.alloc(2500)),
      'large.png: an image of at most 40,000,000 pixels, got 20,000 × 20,000 = 400,000,000',
    ],
  };
  for (const [name, [bytes, message]] of Object.entries(wrong)) {
    await give(page, name, bytes);
    await page.locator('#own-file-error', { hasText: message }).waitFor();
    assert.equal(await page.getAttribute('#own-file', 'aria-invalid'), 'true');
    assert.deepEqual(await paper(page), before, name);
  }
  await give(
    page,
    'good.png',
    png(28, 28, 8, () => Buffer.alloc(28, 9)),
  );
  await page.locator('#own-about', { hasText: 'good.png' }).waitFor();
  assert.equal(await page.locator('#own-file-error').isVisible(), false);
  await close();
});
