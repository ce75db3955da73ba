// Files that are not what they should be, as a person gives them, picked or dropped: a message that names the file, the
// rule and the values; nothing large is read for it; and the page goes on with the data that it had.

import assert from 'node:assert/strict';
import { mkdirSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { alertSays, drop, folder, isReady, open, pick, site, smallSet, stateIs, train } from './harness.mjs';

const options = { timeout: 180_000 };
const { browser, server } = await site(smallSet());

/** Counts what the page reads of files, in bytes; a worker would be given the whole file. */
const countReading = () => {
  globalThis.read = 0;
  for (const name of ['arrayBuffer', 'text', 'stream', 'bytes']) {
    const plain = Blob.prototype[name];
    Blob.prototype[name] = function (...args) {
      globalThis.read += this.size;
      return plain.apply(this, args);
    };
  }
};

/** The message that is there now; it is closed, so that the next one is another. */
async function said(page) {
  const text = await alertSays(page, /./);
  await page.click('#alert-close');
  await page.locator('#alert').waitFor({ state: 'hidden' });
  return text;
}

/** The data is what it was, and can be trained on. */
async function goesOn(page) {
  assert.match(await page.textContent('#status-data'), /600 training and 200 test images$/);
  await isReady(page);
  await page.check('#data-served');
  await train(page, { hidden: 16, batch: 20, epochs: 1 });
  await stateIs(page, 'Finished');
}

const set = smallSet(60, 20);
const STAYS = '. The data stays as it was';
const NO_IDX = 'not an IDX file: it should begin with 2051 (images) or 2049 (labels)';
const [IMAGES, LABELS, TESTS] = Object.keys(set);
const images = set[IMAGES];
const zipped = gzipSync(images);
/** @param {Buffer} bytes @param {number} at @param {number} value */
const withNumber = (bytes, at, value) => {
  const changed = Buffer.from(bytes);
  changed.writeUInt32BE(value, at);
  return changed;
};
const labelOver9 = Buffer.from(set[LABELS]);
labelOver9[20] = 10;
const corrupt = Buffer.from(zipped);
corrupt.fill(0xff, zipped.length >> 1);

test('IDX files that are wrong: the file, the rule and what it has', options, async () => {
  const { page, errors, close } = await open(browser, server.url);
  for (const [what, changed, message] of [
    [
      'truncated',
      { [IMAGES]: images.subarray(0, images.length - 100) },
      `${IMAGES}: cut short: 60 images of 28 x 28 need 47056 bytes, got 46956${STAYS}`,
    ],
    [
      'too long',
      { [IMAGES]: Buffer.concat([images, Buffer.alloc(7)]) },
      `${IMAGES}: must end after 60 images of 28 x 28 at offset 47056, got 7 more bytes${STAYS}`,
    ],
    [
      'a head alone',
      { [IMAGES]: images.subarray(0, 10) },
      `${IMAGES}: cut short: the header of an IDX file of images has 16 bytes, got 10${STAYS}`,
    ],
    [
      'no images',
      { [IMAGES]: withNumber(images, 4, 0) },
      `${IMAGES}: sizes must be at least 1, got 0 images of 28 x 28 at offset 4${STAYS}`,
    ],
    [
      'sizes beyond all memory',
      { [IMAGES]: withNumber(images, 8, 0xffffffff) },
      `${IMAGES}: sizes must give at most 2147483647 bytes, got 60 images of 4294967295 x 28 at offset 4${STAYS}`,
    ],
    [
      'other sizes',
      { [IMAGES]: withNumber(images, 8, 29) },
      `${IMAGES}: cut short: 60 images of 29 x 28 need 48736 bytes, got 47056${STAYS}`,
    ],
    [
      'test images of another size',
      { [TESTS]: withNumber(withNumber(set[TESTS].subarray(0, 16 + 20 * 196), 8, 14), 12, 14) },
      `${TESTS}: images must have the size of those in ${IMAGES}, got 14 x 14 and 28 x 28${STAYS}`,
    ],
    ['another magic number', { [IMAGES]: withNumber(images, 0, 0x0d03) }, `${IMAGES}: ${NO_IDX}, got 3331`],
    [
      'gzip cut short',
      { [IMAGES]: zipped.subarray(0, zipped.length >> 1) },
      new RegExp(`^${IMAGES}: gzip data is cut short or corrupt: [^.]+[.] The data stays as it was$`),
    ],
    [
      'gzip with a broken middle',
      { [IMAGES]: corrupt },
      new RegExp(`^${IMAGES}: gzip data is cut short or corrupt: [^.]+[.] The data stays as it was$`),
    ],
    [
      'a label over 9',
      { [LABELS]: labelOver9 },
      `${LABELS}: labels must be in [0, 9], got 10 at index 12 (offset 20)${STAYS}`,
    ],
    [
      'another count of labels',
      { [LABELS]: smallSet(50, 20)[LABELS] },
      `${LABELS}: must have one label for each image of ${IMAGES}, got 50 labels for 60 images${STAYS}`,
    ],
    [
      'swapped',
      { [IMAGES]: set[LABELS], [LABELS]: images },
      `${IMAGES}: named as images, but it holds labels (it begins with 2049)`,
    ],
    [
      'a text',
      { [LABELS]: Buffer.from('these are no labels at all') },
      `${LABELS}: ${NO_IDX}, got 1952998771`,
    ],
  ]) {
    await pick(page, { ...set, ...changed });
    const text = await said(page);
    if (message instanceof RegExp) assert.match(text, message, what);
    else assert.equal(text, message, what);
  }
  await goesOn(page);
  assert.deepEqual(errors, []);
  await close();
});

const rows = (n, row) => Array.from({ length: n }, (_, i) => row(i)).join('\n');
const good = `a,b,kind\n${rows(40, (i) => `${i % 7},${i},${i % 2 ? 'yes' : 'no'}`)}\n`;

test('tables that are wrong', options, async () => {
  const { page, errors, close } = await open(browser, server.url);
  for (const [what, text, message] of [
    ['empty', '', 'must be an IDX file or a CSV table, got an empty file'],
    ['white space', ' \n\n', 'must begin with the names of its columns, got nothing'],
    [
      'no header',
      rows(20, (i) => `${i},${i % 2}`),
      'must begin with the names of its columns, got the numbers 0, 0',
    ],
    ['a header alone', 'a,kind\n', 'there is no row behind the names of the columns'],
    [
      'no label column',
      `a,b\n${rows(2000, (i) => `${i},${i / 7}`)}`,
      "column 'b' must hold at most 1000 classes, got 2000; is it the label?",
    ],
    ['text in numbers', good.replace('\n3,', '\nthree,'), "row 5, column 'a': must be a number, got 'three'"],
    [
      'decimals with a comma',
      `a;kind\n${rows(20, (i) => `${i},5;${i % 2}`)}`,
      "row 2, column 'a': must be a number, got '0,5'; decimals are written with a point",
    ],
    ['a gap', good.replace('\n3,', '\n,'), "row 5, column 'a': a number is missing"],
    ['ragged', good.replace('\n3,', '\n3,4,'), 'row 5 must have 3 fields as the header has, got 4'],
    ['one class', good.replaceAll('yes', 'no'), "column 'kind' must hold two classes or more, got only 'no'"],
    [
      'a web page',
      '<!doctype html><title>a,b</title>',
      'must be an IDX file or a CSV table, got a web page or picture in XML',
    ],
    ['no text', Buffer.from([0, 1, 2, 3, 0xff, 0xfe, 10, 20, 30]), 'must be text in UTF-8, got a byte 0'],
  ]) {
    const name = `${what}.csv`;
    await pick(page, { [name]: Buffer.from(text) });
    const table = page.locator('#table-name', { hasText: name });
    await page.locator('#alert').or(table).filter({ visible: true }).first().waitFor();
    if (await table.isVisible()) await page.click('#table-use');
    assert.equal(await said(page), `${name}: ${message}`);
  }
  // 420 MB, packed in two.
  const bomb = Buffer.alloc(420e6, '1,2,x\n');
  bomb.write('a,b,c\n');
  await pick(page, { 'bomb.csv.gz': gzipSync(bomb, { level: 1 }) });
  await page.locator('#table-name', { hasText: 'bomb.csv.gz' }).waitFor();
  await page.click('#table-use');
  assert.equal(await said(page), 'bomb.csv.gz: a table may have at most 400 MB unpacked, got more');
  await pick(page, { 'mine.csv': Buffer.from(good), ...set });
  assert.equal(await said(page), 'mine.csv: a table must come alone, got 5 files');
  await goesOn(page);
  await pick(page, { 'mine.csv': Buffer.from(good) });
  await page.locator('#table-name', { hasText: 'mine.csv' }).waitFor();
  await page.click('#table-use');
  await page.locator('#status-data', { hasText: 'mine.csv: 32 training and 8 test rows' }).waitFor();
  assert.deepEqual(errors, []);
  await close();
});

test('2 GB, a folder, a picture: known before they are read', options, async () => {
  const disk = folder({
    'film.bin': '',
    'huge.csv': '',
    'cat.png': Buffer.from('89504e470d0a1a0a0000', 'hex'),
  });
  try {
    for (const name of ['film.bin', 'huge.csv']) truncateSync(join(disk.path, name), 2 ** 31);
    mkdirSync(join(disk.path, 'pictures'));
    const { page, errors, close } = await open(browser, server.url, { init: countReading });
    const messages = {
      'film.bin': 'a file of a data set may have at most 500 MB here, got 2147 MB',
      'huge.csv': 'a table may have at most 100 MB here, got 2147 MB',
      pictures: 'must be files, got a folder; drop the files that are in it',
      'cat.png': 'must be an IDX file or a CSV table, got a PNG image',
    };
    for (const [name, message] of Object.entries(messages)) {
      await drop(page, '#data', [join(disk.path, name)]);
      assert.equal(await said(page), `${name}: ${message}`);
    }
    await page.setInputFiles('#picker', join(disk.path, 'film.bin'));
    assert.equal(await said(page), `film.bin: ${messages['film.bin']}`);
    assert.equal(
      await page.evaluate(() => globalThis.read),
      10,
      'of all of them, the ten bytes of the picture',
    );
    await goesOn(page);
    assert.deepEqual(errors, []);
    await close();
  } finally {
    disk.remove();
  }
});

test('files dropped while a model is trained: they are not taken, and that is said', options, async () => {
  const disk = folder({ 'mine.csv': good });
  try {
    const { page, errors, close } = await open(browser, server.url);
    await train(page, { hidden: 256, batch: 20, epochs: 500 });
    await stateIs(page, 'Training');
    await drop(page, '#data', [join(disk.path, 'mine.csv')]);
    assert.match(await said(page), /^Other data can be chosen when nothing is trained/);
    assert.equal(await page.locator('#table-panel').isVisible(), false);
    assert.equal(await page.textContent('#state'), 'Training');
    await page.click('#stop');
    await stateIs(page, 'Stopped');
    await drop(page, '#data', [join(disk.path, 'mine.csv')]);
    await page.locator('#table-name', { hasText: 'mine.csv: 3 columns' }).waitFor();
    assert.deepEqual(errors, []);
    await close();
  } finally {
    disk.remove();
  }
});
