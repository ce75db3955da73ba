// The small table of 2.2: what pandas reads, prints and computes (golden/frame.json).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { d2l as bind } from '../../wasm/src/d2l/index.js';
import { init } from './support.mjs';

const golden = JSON.parse(readFileSync(new URL('../golden/frame.json', import.meta.url), 'utf8'));
const weft = await init({ threads: 1 });
after(() => weft.terminate());
/** @type {any} */
const d2l = bind(weft, { display: () => {} });
const dummyNa = { dummyNa: true };
const numericOnly = { numericOnly: true };

/** What pandas' expressions are here. */
const expressions = {
  data: (data) => data,
  'data.iloc[:, 0:2]': (data) => data.iloc(':, 0:2'),
  'data.iloc[:, 2]': (data) => data.iloc(':, 2'),
  'data.iloc[:, 0]': (data) => data.iloc(':, 0'),
  'data.iloc[:, 1]': (data) => data.iloc(':', 1),
  'data.iloc[1:3]': (data) => data.iloc('1:3'),
  'data.iloc[-2:, -1]': (data) => data.iloc('-2:, -1'),
  'data.iloc[::2, 1:]': (data) => data.iloc('::2, 1:'),
  'data.iloc[0:0]': (data) => data.iloc('0:0'),
  'data.iloc[1, 2]': (data) => data.iloc(1, 2),
  'data.iloc[2, 1]': (data) => data.iloc('2, 1'),
  'data.iloc[0:0, 1]': (data) => data.iloc('0:0, 1'),
  'data.dtypes': (data) => data.dtypes,
  'data.isna()': (data) => data.isna(),
  'data.isna().sum()': (data) => data.isna().sum(),
  'data.dropna()': (data) => data.dropna(),
  'data.dropna(axis=1)': (data) => data.dropna({ axis: 1 }),
  'data.mean(numeric_only=True)': (data) => data.mean(numericOnly),
  'data.sum(numeric_only=True)': (data) => data.sum(numericOnly),
  'data.head(2)': (data) => data.head(2),
  "data.drop(columns=['RoofType'])": (data) => data.drop(['RoofType']),
  "data['Price']": (data) => data.get('Price'),
  "data[['Price', 'NumRooms']]": (data) => data.get(['Price', 'NumRooms']),
  'pd.get_dummies(data.iloc[:, 0:2], dummy_na=True, dtype=bool)': (data) =>
    d2l.getDummies(data.iloc(':, 0:2'), dummyNa),
  'pd.get_dummies(data, dtype=bool)': (data) => d2l.getDummies(data),
  'pd.get_dummies(data, dummy_na=True, dtype=bool)': (data) => d2l.getDummies(data, dummyNa),
  'pd.get_dummies(data, dummy_na=True, dtype=bool).mean()': (data) => d2l.getDummies(data, dummyNa).mean(),
  'pd.get_dummies(data.iloc[:, 0:2], dummy_na=True, dtype=bool).fillna(3)': (data) =>
    d2l.getDummies(data.iloc(':, 0:2'), dummyNa).fillna(3),
  'data.fillna(data.mean(numeric_only=True))': (data) => data.fillna(data.mean(numericOnly)),
  'data.iloc[:, 0].fillna(0.5)': (data) => data.iloc(':, 0').fillna(0.5),
  "data.iloc[:, 1].fillna('none')": (data) => data.iloc(':, 1').fillna('none'),
  'data.iloc[2:].dropna().iloc[:, 2]': (data) => data.iloc('2:').dropna().iloc(':, 2'),
  'data.loc[1:3]': (data) => data.loc('1:3'),
  "data.loc[1:3, 'name']": (data) => data.loc('1:3', 'name'),
  "data.loc[[0, 4], ['city', 'age']]": (data) => data.loc([0, 4], ['city', 'age']),
  "data.loc[:, 'city']": (data) => data.loc(':', 'city'),
  "data.loc[data['member'], ['name', 'member']]": (data) => data.loc(data.get('member'), ['name', 'member']),
  'data.dropna().loc[3:]': (data) => data.dropna().loc('3:'),
  'data.dropna().iloc[1:]': (data) => data.dropna().iloc('1:'),
  'data.dropna().head(2)': (data) => data.dropna().head(2),
  'data.loc[::2]': (data) => data.loc('::2'),
  'data.loc[2:]': (data) => data.loc('2:'),
  'data.loc[[4, 1]]': (data) => data.loc([4, 1]),
  'data.loc[[4, 1]].iloc[:, 0]': (data) => data.loc([4, 1]).iloc(':, 0'),
  "data[['age']]": (data) => data.get(['age']),
  "data['member']": (data) => data.get('member'),
  "data['age'].isna()": (data) => data.get('age').isna(),
  "data['age'].dropna()": (data) => data.get('age').dropna(),
  "pd.get_dummies(data[['city', 'age']], dtype=bool)": (data) => d2l.getDummies(data.get(['city', 'age'])),
  "data[['member']].sum()": (data) => data.get(['member']).sum(),
  "data[['age', 'member']].sum()": (data) => data.get(['age', 'member']).sum(),
  "data['x']": (data) => data.get('x'),
  "data['t']": (data) => data.get('t'),
  'data.iloc[5:61, 0]': (data) => data.iloc('5:61, 0'),
  'data.iloc[5:66, 0]': (data) => data.iloc('5:66, 0'),
  'data.mean()': (data) => data.mean(),
  'data.sum()': (data) => data.sum(),
};

/**
 * Kept apart: columns are not hidden and lines not broken here, since nothing has a width; int64 are doubles; and a
 * line with nothing but "" counts as blank.
 */
const beyond = (text, csv) =>
  /^""$/m.test(csv) ||
  / x [2-9]\d columns\]$/.test(text) ||
  /\\ *\n/.test(text) ||
  text.includes(' ...') ||
  csv.includes('9223372036854775807');

test('2.2.a: tables print as pandas prints them', () => {
  let compared = 0;
  for (const { name, csv, text } of golden.frames) {
    if (beyond(text, csv)) continue;
    assert.equal(String(d2l.readCsv(csv)), text, name);
    compared += 1;
  }
  assert.ok(compared > 45, `${compared}`);
});

test('2.2.b: selection, missing values and indicators give what pandas gives', () => {
  let compared = 0;
  for (const { data, expression, text } of golden.operations) {
    const f = expressions[expression];
    if (!f || beyond(text, '')) continue;
    const { csv } = golden.data.find(({ name }) => name === data);
    assert.equal(String(f(d2l.readCsv(csv))), text, `${data}: ${expression}`);
    compared += 1;
  }
  assert.ok(compared > 50, `${compared}`);
});

test('2.2.b: tables and columns become tensors; text and missing whole numbers do not', () => {
  const house = d2l.readCsv(
    'NumRooms,RoofType,Price\nNA,NA,127500\n2,NA,106000\n4,Slate,178100\nNA,NA,140000',
  );
  const inputs = d2l.getDummies(house.iloc(':, 0:2'), dummyNa);
  const X = inputs.fillna(inputs.mean()).toTensor();
  assert.equal(X.dtype, 'float64');
  assert.deepEqual(X.tolist(), [
    [3, 0, 1],
    [2, 0, 1],
    [4, 1, 0],
    [3, 0, 1],
  ]);
  assert.deepEqual(house.iloc(':, 2').toTensor('int64').tolist(), [127500, 106000, 178100, 140000]);
  assert.throws(() => house.toTensor(), {
    message: "toTensor: column 'RoofType' must be numbers, got text",
  });
  assert.throws(() => house.get(['NumRooms']).toTensor('int64'), {
    message: 'toTensor: missing values need a floating dtype, got int64',
  });
});

test('2.2.c: quotes, commas and line ends in fields, CRLF, a byte order mark, no last newline', () => {
  const table = d2l.readCsv('\ufeffname,n\r\n"a, ""b""\nc",1\r\nd,2');
  assert.deepEqual(table.get('name').values, ['a, "b"\nc', 'd']);
  assert.deepEqual(table.get('n').values, [1, 2]);
});

test('2.2.c: what does not fit is named with its line', () => {
  const message = (text) => ({ message: text });
  assert.throws(
    () => d2l.readCsv('a,b\n1,2\n3\n', { name: 'house.csv' }),
    message('house.csv: line 3, column 2: a row must have 2 fields as the header has, got 1'),
  );
  assert.throws(() => d2l.readCsv(''), message('csv: the first line must name the columns, got no text'));
  assert.throws(() => d2l.readCsv(3), message('readCsv: needs the text of a table, got 3'));
  const table = d2l.readCsv('a,b\n1,x\n');
  assert.throws(() => table.get('c'), message("get: there is no column 'c', only: a, b"));
  assert.throws(() => table.mean(), message("mean: column 'b' must be numbers, got text"));
  assert.throws(() => table.iloc('5, 0'), message('iloc: index 5 is out of range for 1'));
  assert.throws(() => table.loc(7), message("loc: there is no row '7'"));
});
