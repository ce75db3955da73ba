// Tables: what RFC 4180 allows, labels of each kind, and errors that say where they are.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseTable, records } from '../../wasm/src/csv.js';
import { TIMEOUT, collect, createSession, gzip, withSession } from './support.mjs';

/** @param {string} text */
const fields = (text) => [...records('a.csv', text)].map((record) => record.fields);
const classes = { name: 'a.csv', label: 'kind', wantsClasses: true };
const targets = { name: 'a.csv', label: 'price', wantsClasses: false };

test('csv: quotes, doubled quotes, line ends within quotes, CRLF, a byte order mark, blank lines', () => {
  assert.deepEqual(fields('\ufeffa,b\r\n"x, ""y""","1\r\n2"\r\n\r\n,\n"",""\n'), [
    ['a', 'b'],
    ['x, "y"', '1\r\n2'],
    ['', ''],
    ['', ''],
  ]);
  assert.deepEqual(fields('a,b\n1,2'), [
    ['a', 'b'],
    ['1', '2'],
  ]);
  assert.deepEqual(fields('a,\n1,'), [
    ['a', ''],
    ['1', ''],
  ]);
  assert.deepEqual(fields('"a"""\r"""b"\rc"d'), [['a"'], ['"b'], ['c"d']]);
  assert.deepEqual(fields(''), []);
  assert.deepEqual(
    [...records('a.csv', '"a\nb"\nc\n\nd')].map(({ line }) => line),
    [1, 3, 5],
  );
  assert.deepEqual([...records('a.csv', 'a;"b;c"\n', ';')][0].fields, ['a', 'b;c']);
});

test('csv: labels in words are classes sorted by name, the other columns keep their order', () => {
  const table = parseTable('size, kind ,weight\n1, owl ,-2.5\n3,ant,1e3\n5,owl,.5\n', classes);
  assert.deepEqual([...table.x], [1, -2.5, 3, 1000, 5, 0.5]);
  assert.deepEqual([...table.y], [1, 0, 1]);
  assert.deepEqual(table.features, ['size', 'weight']);
  assert.deepEqual(table.classes, ['ant', 'owl']);
  const test = parseTable('kind,weight,size\nant,7,8\n', classes, table);
  assert.deepEqual([...test.x], [8, 7]);
  assert.deepEqual([...test.y], [0]);
});

test('csv: whole numbers are classes, and any numbers targets', () => {
  const table = parseTable('kind,a\n2,1\n0,1\n', classes);
  assert.deepEqual([...table.y], [2, 0]);
  assert.deepEqual(table.classes, []);
  assert.deepEqual([...parseTable('price,a\n2,1\n-0.1,1\n', targets).y], [2, -0.1]);
});

test('csv: errors say line, column and value', () => {
  /** @param {string} text @param {string} message @param {any} [options] @param {any} [like] */
  const refuses = (text, message, options = classes, like) =>
    assert.throws(() => parseTable(text, options, like), { message: `a.csv: ${message}` });
  refuses('', 'must have a line with the names of its columns, got nothing');
  refuses('<!DOCTYPE html><html>', 'must be CSV, got a page that begins with "<!DOCTYPE html><html"');
  refuses('a,b\n1,2\n', "there is no column 'kind', only: a, b");
  refuses('a,kind,a\n', "two columns have the name 'a'");
  refuses('kind\n1\n', "there is no column beside 'kind'");
  refuses('a,kind\n', 'there is no line behind the names of the columns');
  refuses('a,kind\n1,2\n\n1\n', 'line 4 must have 2 fields as the first one has, got 1');
  refuses('a,kind\n"1\n",2\nNA,2\n', "line 4, column 'a': must be a number, got 'NA'");
  refuses('a,kind\nInfinity,2\n', "line 2, column 'a': must be a number, got 'Infinity'");
  refuses('a,kind\n ,2\n', "line 2, column 'a': a number is missing");
  refuses('a,kind\n1,x\n1, \n', "line 3, column 'kind': a class is missing");
  refuses('a,kind\n1,2\n1,"x\n', 'line 3: a quote is opened and not closed');
  refuses('a,kind\n"1"2,x\n', "line 2: a closing quote must end its field, got '2' behind it");
  refuses(
    'a,kind\n1,0\n1,1.5\n',
    "line 3, column 'kind': a class must be a whole number from 0 or a text, got 1.5; other numbers need a loss for them, such as 'mse'",
  );
  refuses('a,price\n1,cheap\n', "line 2, column 'price': must be a number, got 'cheap'", targets);
  const like = parseTable('a,kind\n1,x\n2,y\n', classes);
  refuses(
    'a,kind\n1,z\n',
    "line 2, column 'kind': a class must be one of the training data's, x, y, got 'z'",
    classes,
    like,
  );
  refuses('b,kind\n1,x\n', 'columns must be those of the training data, a, kind, got b, kind', classes, like);
});

/** Two classes that a line parts. @param {number} count @param {(i: number) => string} kind */
const points = (count, kind) =>
  'x,y,kind\n' + Array.from({ length: count }, (_, i) => `${i % 7},${i % 2 ? 3 : -3},${kind(i)}\n`).join('');
const model = [
  { type: /** @type {const} */ ('linear'), units: 8 },
  { type: /** @type {const} */ ('relu') },
  { type: /** @type {const} */ ('linear'), units: 2 },
];
const text = points(80, (i) => (i % 2 ? 'up' : 'down'));

test('csv: a session learns a table, from text, bytes and files', { timeout: TIMEOUT }, async () => {
  const packed = gzip(new TextEncoder().encode(text));
  for (const csv of [text, packed, new File([text], 'points.csv')]) {
    const data = { csv, label: 'kind', test: 0.25 };
    await withSession({ model, data, batchSize: 10 }, async (session) => {
      const { train, test, classes, features, shape } = session.dataset;
      assert.deepEqual([train, test, classes, features, shape], [60, 20, ['down', 'up'], ['x', 'y'], [2]]);
      const results = await collect(session.fit({ epochs: 10 }));
      assert.equal(results.at(-1)?.result?.valAcc, 1);
    });
  }
});

test('csv: another table for testing, and targets', { timeout: TIMEOUT }, async () => {
  const data = { csv: text, label: 'kind', test: 'kind,y,x\nup,3,1\ndown,-3,2\n' };
  await withSession({ model, data }, async ({ dataset }) => assert.equal(dataset.test, 2));
  const numbers = { csv: 'a;b\n1;2.5\n2;5\n3;7.5\n', label: 'b', separator: ';' };
  const line = [{ type: /** @type {const} */ ('linear'), units: 1 }];
  const optimizer = { type: /** @type {const} */ ('sgd'), lr: 0.05 };
  await withSession({ model: line, data: numbers, loss: 'mse', optimizer }, async (session) => {
    const results = await collect(session.fit({ epochs: 50 }));
    assert.ok(Number(results.at(-1)?.result?.trainLoss) < 0.5);
  });
});

test('csv: what is wrong is said by createSession', { timeout: TIMEOUT }, async () => {
  /** @param {any} data @param {string} message */
  const fails = (data, message) => assert.rejects(createSession({ model, threads: 1, data }), { message });
  await fails({ csv: text }, 'createSession: data: label must be the name of a column, got undefined');
  await fails(
    { csv: text, label: 'kind', separator: '||' },
    "createSession: data: separator must be one character, got '||'",
  );
  await fails(
    { csv: new File(['a,kind\n1,2\nx,2\n'], 'a.csv'), label: 'kind' },
    "a.csv: line 3, column 'a': must be a number, got 'x'",
  );
  await fails(
    { csv: text, label: 'kind', test: 'x,kind\n' },
    'test: columns must be those of the training data, x, y, kind, got x, kind',
  );
});
