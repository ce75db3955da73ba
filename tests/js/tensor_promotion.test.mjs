// Which dtype and which numbers come out when dtypes mix, through the module: golden/promotion.json.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { goldenNumber, init } from './support.mjs';

const weft = /** @type {any} */ (await init({ threads: 1 }));
const golden = JSON.parse(readFileSync(new URL('../golden/promotion.json', import.meta.url), 'utf8'));
const NAMES = { '+': 'add', '-': 'sub', '*': 'mul', '/': 'div', '**': 'pow', '%': 'remainder', '==': 'eq' };

/** "float32[2]", "float32[]", or a plain number. */
function operand(side, name) {
  const [, dtype, size] = name.match(/^(\w+)\[(\d?)\]$/) ?? [];
  if (!dtype) return { value: golden[side][name] };
  const x = weft.tensor(golden[side][name].map(Number), { dtype });
  return { value: size ? x : x.reshape([]), tensor: true };
}

test('2.1.c: operators on mixed dtypes give the dtypes and numbers of PyTorch', () => {
  const chosen = weft.tensor([true, false]);
  let count = 0;
  for (const { left, right, dtypes, values } of golden.operators) {
    const [a, b] = [operand('left', left), operand('right', right)];
    golden.order.forEach((symbol, i) => {
      // A number stands for an error.
      if (!a.tensor || typeof values[i] === 'number') return;
      const y =
        symbol === 'where'
          ? weft.where(chosen, a.value, b.value)
          : weft[NAMES[symbol] ?? symbol](a.value, b.value);
      const what = `${left} ${symbol} ${right}`;
      assert.equal(y.dtype, dtypes[i], what);
      const tolerance = { float64: 1e-14, float32: 1e-6 }[y.dtype] ?? 0;
      const got = y.reshape(-1).tolist();
      values[i].forEach((value, k) => {
        const [number, wanted] = [Number(got[k]), goldenNumber(value)];
        const close = Object.is(number, wanted) || Math.abs(number - wanted) <= tolerance * Math.abs(wanted);
        assert.ok(close, `${what}: ${number} for ${wanted}`);
      });
      count += 1;
    });
  }
  assert.ok(count > 900, `${count}`);
});
