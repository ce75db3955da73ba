// Values as Python writes them (the expected texts are Python's own) and as IPython breaks them into lines.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toLine, toText } from '../../web/src/notebook/format.js';

/** What prints like a tensor. */
const like = (text) =>
  new (class Tensor {
    toString() {
      return text;
    }
  })();

test('numbers, truth and strings have the spelling of Python', () => {
  for (const [value, text] of [
    [12, '12'],
    [-0.5, '-0.5'],
    [0.1 + 0.2, '0.30000000000000004'],
    [1e-5, '1e-05'],
    [0.0001, '0.0001'],
    [1.5e-7, '1.5e-07'],
    [1.5e300, '1.5e+300'],
    [NaN, 'nan'],
    [-Infinity, '-inf'],
    [-0, '-0.0'],
    [0, '0'],
    [7n, '7'],
    [true, 'True'],
    [null, 'None'],
    ["it's", '"it\'s"'],
    ['a "b"', '\'a "b"\''],
    ['a\nb', "'a\\nb'"],
  ])
    assert.equal(toText(value), text);
});

test('lists are tuples, objects and maps dictionaries, whatever they hold', () => {
  assert.equal(toText([]), '()');
  assert.equal(toText([1]), '(1,)');
  assert.equal(toText([1, [2, 'a'], undefined]), "(1, (2, 'a'), None)");
  assert.equal(toText([Object.freeze([3, 4]), Object.freeze([])]), '(Size([3, 4]), Size([]))');
  assert.equal(toText({ a: 1, b: [true] }), "{'a': 1, 'b': (True,)}");
  assert.equal(toText(new Map([[1, 2]])), '{1: 2}');
  assert.equal(toText(new Set([1])), '{1}');
  assert.equal(toText(Float32Array.of(0.5, 1)), 'array([0.5, 1])');
  assert.equal(toText(new TypeError('no')), 'TypeError: no');
  assert.equal(toText(class A {}), '<class A>');
  assert.equal(toText(new (class A {})()), '<A object>');
  const own = [1];
  own.push(own);
  assert.equal(toText(own), '(1, ...)');
  assert.match(toText(new Array(2000).fill(0)), /, \.\.\. 1000 more\)$/);
});

test('what does not fit on a line of 79 stands one below the other', () => {
  const matrix = like('tensor([[0],\n        [1]])');
  assert.equal(
    toText([matrix, like('tensor([[0, 1]])')]),
    '(tensor([[0],\n         [1]]),\n tensor([[0, 1]]))',
  );
  const [a, b] = ['a'.repeat(38), 'b'.repeat(37)];
  assert.equal(toText([like(a), like(b)]), `(${a}, ${b})`);
  assert.equal(toText([like(a), like(`${b}b`)]), `(${a},\n ${b}b)`);
  assert.equal(toText([1, [matrix]]), '(1,\n (tensor([[0],\n          [1]]),))');
  assert.equal(toText({ k: matrix }), "{'k': tensor([[0],\n              [1]])}");
});

test('print writes strings as they are, with spaces between', () => {
  assert.equal(toLine(['a', 1, 'b', [2], true]), 'a 1 b (2,) True');
  assert.equal(toLine([]), '');
});
