// Tables in CSV as the page reads them: the arrays they become, and the words for each that is wrong.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { identify, place } from '../../web/src/data/files.js';
import { preview, readTable } from '../../web/src/data/table.js';
import { smallSet } from './harness.mjs';

const file = (name, bytes) => new File([bytes], name);
const options = { label: 'kind', share: 0.25, scale: false };
const small = [
  'a,kind,b',
  '1,yes,10',
  '2,no,20',
  '3,yes,30',
  '4,no,40',
  '5,yes,50',
  '6,no,60',
  '7,yes,70',
  '8,no,80',
].join('\n');

test('a table becomes numbers and classes, and a share of each class is held out', async () => {
  const { x, y, test: held, classes, features } = await readTable(file('t.csv', small), options);
  assert.deepEqual(
    [classes, features],
    [
      ['no', 'yes'],
      ['a', 'b'],
    ],
  );
  assert.deepEqual([y.length, held.y.length], [6, 2]);
  assert.deepEqual([...held.y].sort(), [0, 1]);
  // Each row is whole and has its own label: odd is yes, and b ten times a.
  for (const split of [{ x, y }, held])
    split.y.forEach((label, i) =>
      assert.deepEqual([label, split.x[2 * i + 1]], [split.x[2 * i] % 2, 10 * split.x[2 * i]]),
    );
  const all = [...x, ...held.x].filter((_, i) => i % 2 === 0);
  assert.deepEqual(all.sort(), [1, 2, 3, 4, 5, 6, 7, 8]);
});

test('the same rows are held out at every reading', async () => {
  const [one, two] = await Promise.all([1, 2].map(() => readTable(file('t.csv', small), options)));
  assert.deepEqual(one, two);
});

test('columns are scaled by the training rows; a constant one stays finite', async () => {
  const text = `${small.replace('b', 'b,c').replace(/0$/gm, '0,7')}`;
  const { x, test: held } = await readTable(file('t.csv', text), { ...options, scale: true });
  for (const column of [0, 1]) {
    const values = [...x].filter((_, i) => i % 3 === column);
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
    assert.ok(Math.abs(mean) < 1e-6 && Math.abs(deviation - 1) < 1e-6, `${mean} ${deviation}`);
  }
  assert.ok([...x, ...held.x].filter((_, i) => i % 3 === 2).every((v) => v === 0));
});

test('numbers as labels are classes in the order of numbers; gzip, tabs and quotes are read', async () => {
  const text = 'x\t"the kind"\n1\t10\n2\t9\n3\t10\n4\t9\n';
  const table = await readTable(file('t.tsv.gz', gzipSync(text)), {
    ...options,
    label: 'the kind',
    share: 0.5,
  });
  assert.deepEqual(table.classes, ['9', '10']);
  const { columns, rows } = await preview(file('t.tsv.gz', gzipSync(text)));
  assert.deepEqual([columns, rows[0], rows.length], [['x', 'the kind'], ['1', '10'], 4]);
});

test('the first rows of a long table are read in the encoding of the whole', async () => {
  const rows = '1,yes,2\n2,no,1\n'.repeat(2 ** 17);
  const latin = file('t.csv', Buffer.from(`Größe,kind,b\n${rows}`, 'latin1'));
  const { columns } = await preview(latin);
  assert.deepEqual(columns, ['Größe', 'kind', 'b']);
  assert.deepEqual((await readTable(latin, options)).features, ['Größe', 'b']);
  // What is read of it ends in the middle of a character, at either length of the first name.
  for (const name of ['a', 'ab']) {
    const text = `${name},Größe\n1,${'é'.repeat(2 ** 21)}`;
    const { columns } = await preview(file('t.csv.gz', gzipSync(text)));
    assert.deepEqual(columns, [name, 'Größe']);
  }
});

for (const [what, text, message] of [
  ['no header', '1,2\n3,4\n', 't.csv: must begin with the names of its columns, got the numbers 1, 2'],
  ['nothing', ' \n', 't.csv: must begin with the names of its columns, got nothing'],
  ['one column', 'kind\na\nb\n', "t.csv: must have a column beside the label, got only 'kind'"],
  ['a name twice', 'a,a,kind\n1,2,x\n', "t.csv: two columns have the name 'a'"],
  ['a column without a name', 'a,,kind\n1,2,x\n', 't.csv: every column must have a name, number 2 has none'],
  ['another label', 'a,b\n1,x\n', "t.csv: there is no column 'kind', only: a, b"],
  ['a header alone', 'a,kind\n', 't.csv: there is no row behind the names of the columns'],
  ['ragged', 'a,kind\n1,x\n2,y,3\n', 't.csv: row 3 must have 2 fields as the header has, got 3'],
  ['a text', 'a,kind\n1,x\nred,y\n', "t.csv: row 3, column 'a': must be a number, got 'red'"],
  ['a gap', 'a,kind\n1,x\n,y\n', "t.csv: row 3, column 'a': a number is missing"],
  ['no class', 'a,kind\n1,x\n2, \n', "t.csv: row 3, column 'kind': a class is missing"],
  ['one class', 'a,kind\n1,x\n2,x\n', "t.csv: column 'kind' must hold two classes or more, got only 'x'"],
  [
    'a class a row',
    'a,kind\n1,x\n2,y\n',
    't.csv: 25 % of each class must be a row or more, got 2 rows of 2 classes',
  ],
  ['an open quote', 'a,kind\n1,x\n"2,y\n', 't.csv: row 3: a quote is opened and not closed'],
  [
    'too many classes',
    `a,kind\n${Array.from({ length: 1001 }, (_, i) => `1,${i}`).join('\n')}`,
    "t.csv: column 'kind' must hold at most 1000 classes, got 1001; is it the label?",
  ],
]) {
  test(`a wrong table: ${what}`, () => assert.rejects(readTable(file('t.csv', text), options), { message }));
}

test('a gzip table that is cut short', async () => {
  const zipped = gzipSync(small).subarray(0, 40);
  await assert.rejects(readTable(file('t.csv.gz', zipped), options), {
    message: /^t\.csv\.gz: gzip data is cut short or corrupt/,
  });
});

test('files find their places by name, gzip or plain', async () => {
  const files = Object.entries(smallSet(30, 10)).map(([name, bytes], i) =>
    i % 2 ? file(name, bytes) : file(`${name}.gz`, gzipSync(bytes)),
  );
  const places = place(await Promise.all(files.reverse().map(identify)));
  assert.match(places.trainImages.name, /^train-images/);
  assert.match(places.trainLabels.name, /^train-labels/);
  assert.match(places.testImages.name, /^t10k-images/);
  assert.match(places.testLabels.name, /^t10k-labels/);
});

test('files without telling names find their places by their contents', async () => {
  const [a, b, c, d] = Object.values(smallSet(30, 10));
  const files = [file('d', d), file('c', c), file('b', b), file('a', a)];
  const places = place(await Promise.all(files.map(identify)));
  const names = Object.fromEntries(Object.entries(places).map(([role, { name }]) => [role, name]));
  assert.deepEqual(names, { trainImages: 'a', trainLabels: 'b', testImages: 'c', testLabels: 'd' });
});

test('a table is known by its name, or by being text', async () => {
  for (const one of [file('t.csv', small), file('t.csv.gz', gzipSync(small)), file('table', small)])
    assert.equal((await identify(one)).kind, 'table', one.name);
});

/** Of a size that nobody makes for a test. */
const huge = (name, size) => ({ name, size, slice: () => new Blob(['a,b\n1,2\n']) });
const unread = (name, size) => ({ name, size, slice: () => assert.fail('it must not be read') });

test('what is no such file is an error that names it, the rule and what came', async () => {
  const set = smallSet(30, 10);
  const bytes = (text) => Buffer.from(text, 'latin1');
  for (const [one, message] of [
    [
      file('cat.png', bytes('\x89PNG\r\n\x1a\n0000')),
      'cat.png: must be an IDX file or a CSV table, got a PNG image',
    ],
    [
      file('cat.jpg', bytes('\xff\xd8\xff\xe0....')),
      'cat.jpg: must be an IDX file or a CSV table, got a JPEG image',
    ],
    [file('a.pdf', bytes('%PDF-1.7\n')), 'a.pdf: must be an IDX file or a CSV table, got a PDF document'],
    [
      file('a.csv', bytes('<!doctype html>')),
      'a.csv: must be an IDX file or a CSV table, got a web page or picture in XML',
    ],
    [file('empty', ''), 'empty: must be an IDX file or a CSV table, got an empty file'],
    [
      file('x', bytes('\0\0\x08\x05rest')),
      'x: not an IDX file: it should begin with 2051 (images) or 2049 (labels), got 2053',
    ],
    [file('x', bytes('\0\0\x08')), 'x: not an IDX file: it ends after 3 bytes'],
    [
      file('broken.gz', Buffer.from([0x1f, 0x8b, 8, 0, 1, 2, 3])),
      'broken.gz: a gzip file that cannot be unpacked',
    ],
    [
      file('train-images.gz', set['train-labels-idx1-ubyte']),
      'train-images.gz: named as images, but it holds labels (it begins with 2049)',
    ],
    [unread('film', 2e9), 'film: a file of a data set may have at most 500 MB here, got 2000 MB'],
    [huge('big.csv', 300e6), 'big.csv: a table may have at most 100 MB here, got 300 MB'],
  ])
    await assert.rejects(identify(one), { message });
});
