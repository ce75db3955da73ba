// What PyTorch printed and computed, through the module: printing, operations with their gradients, random
// numbers. Operations are called as the registry lists them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { camelCase, parseOperations } from '../../wasm/src/operations.js';
import { listedOperations } from '../../wasm/types.mjs';
import { goldenNumber, goldenTensor, init } from './support.mjs';

const weft = /** @type {any} */ (await init({ threads: 1 }));
const operations = new Map(parseOperations(await listedOperations()).map((o) => [o.name, o]));
// Whole numbers that a double cannot hold stand as texts.
const golden = (name) =>
  JSON.parse(
    readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8').replace(
      /"values": \[[^\]]*\]/g,
      (list) => list.replace(/(?<=[[ ])-?\d{17,}(?=[,\]])/g, '"$&"'),
    ),
  );

test('2.1.a: tensors print as PyTorch prints them', () => {
  let printed = 0;
  for (const { name, text, requires_grad, parameter, ...fields } of golden('print').cases) {
    if (parameter) continue; // a tensor that prints as one
    const x = goldenTensor(weft, fields).clone();
    if (requires_grad) x.requiresGrad_();
    assert.equal(String(x), text, name);
    printed += 1;
  }
  assert.ok(printed > 150);
});

/** Parts of an index: numbers, [start, stop, step], { array }, '...' and 'new'. */
const indexOf = (parts) =>
  parts.map((part) => {
    if (typeof part === 'number' || part === '...') return part;
    if (typeof part === 'string') return null;
    if (Array.isArray(part)) return weft.slice(...part);
    return weft.tensor(part.array, part.array.length === 0 ? { dtype: 'int64' } : {});
  });
const number = (value) => (value === undefined ? undefined : goldenNumber(value));

/** What PyTorch writes with operators and brackets, or in several steps. */
const written = {
  index: ([x], { index }) => x.index(...indexOf(index)),
  write: ([x, y], { index, value }) => x.clone().indexPut_(indexOf(index), y ?? number(value)),
  mask: ([x, mask]) => x.index(mask),
  pow: ([x, y], { exponent, base }) => (base === undefined ? x.pow(exponent ?? y) : weft.pow(base, x)),
  matmul: (inputs, { transpose = [] }) =>
    weft.matmul(...inputs.map((x, i) => (transpose[i] ? x.transpose(-1, -2) : x))),
  'dropout of a transpose': ([x], { p }) => weft.dropout(x.permute(2, 0, 1), p),
  'transpose reshape': ([x], { shape }) => x.T.reshape(shape),
  'div_ of a product': ([x, y]) => x.mul(1).div_(y),
  'clamp_ of a product': ([x], { min, max }) => x.mul(1).clamp_(number(min), number(max)),
  masked_fill_: ([x, mask], { value }) => x.mul(1).maskedFill_(mask, number(value)),
  'split backwards': ([x], { size, dim }) =>
    weft.cat((Array.isArray(size) ? x.splitWithSizes(size, dim) : x.split(size, dim)).reverse(), dim),
  'chunk backwards': ([x], { size, dim }) => weft.cat(x.chunk(size, dim).reverse(), dim),
};

/** @returns {any} a tensor, or a pair; undefined where there is no such operation */
function call(op, inputs, args) {
  if (written[op]) return written[op](inputs, args);
  if ('scalar' in args) return weft[op](inputs[0], args.scalar);
  if ('scalar_first' in args) return weft[op](args.scalar_first, inputs[0]);
  const operation = operations.get(camelCase(op));
  if (!operation) return undefined;
  const rest = [...inputs];
  const given = operation.parameters.map(({ name, type }) => {
    const [, value] = Object.entries(args).find(([key]) => camelCase(key) === name) ?? [];
    if (value !== undefined) return /^(nan|-?inf)$/.test(value) ? number(value) : value;
    return type === 'l' ? inputs : rest.shift();
  });
  return weft[operation.name](...given);
}

function assertClose(x, expected, tolerance, what) {
  const got = x.contiguous().toTypedArray();
  assert.equal(got.length, expected.length, what);
  expected.forEach((value, i) => {
    const [a, b] = [Number(got[i]), goldenNumber(value)];
    const close = Object.is(a, b) || a === b || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(b));
    assert.ok(close, `${what}: element ${i} is ${a}, PyTorch has ${b}`);
  });
}

function run({ name, op, args, inputs: fields, shape, indices, node }, dtype, expected, result = dtype) {
  const tolerance = dtype === 'float64' ? 1e-13 : 2e-6;
  // PyTorch has no gradient for the weights of losses.
  const inputs = fields.map((input, i) => {
    const x = goldenTensor(weft, input, input.dtype ?? dtype).clone();
    return input.dtype || expected.grads?.[i] === null ? x : x.requiresGrad_();
  });
  if (args.seed !== undefined) weft.manualSeed(args.seed);
  const returned = call(op, inputs, args);
  if (returned === undefined) return 0;
  const [out] = Array.isArray(returned)
    ? returned
    : [typeof returned === 'boolean' ? weft.tensor(returned) : returned];
  assert.deepEqual([out.shape, out.dtype], [shape, result], name);
  if (node) assert.equal(out.gradFn, node, name);
  assertClose(out, expected.out, tolerance, name);
  if (indices) assertClose(returned.indices, indices, 0, name);
  if (!expected.grads) return 1;
  const weights = Float64Array.from({ length: out.numel() }, (_, i) => (((5 * i) % 7) + 1) / 4);
  out
    .mul(weft.tensor(weights, { dtype: out.dtype }).reshape(shape))
    .sum()
    .backward();
  inputs.forEach((x, i) => {
    if (x.requiresGrad) assertClose(x.grad, expected.grads[i], tolerance, `${name}: gradient ${i}`);
  });
  return 1;
}

for (const [file, rows] of /** @type {const} */ ([
  ['ops', '2.1.c, 2.1.d, 2.3.b, 2.3.c'],
  ['training', '4.1.a'],
  ['pointwise', '2.1.c, 5.1.a'],
  ['arrange', '2.3.b, 2.3.c'],
  ['index', '2.1.b'],
])) {
  const { cases } = golden(file);
  test(`${rows}: ${file}: values and gradients as PyTorch's`, () => {
    let count = 0;
    for (const c of cases) {
      weft.scope(() => {
        if (c.float64) {
          count += run(c, 'float64', c.float64);
          count += run(c, 'float32', c.float32 ?? c.float64);
        } else {
          const own = ['float32', 'int64', 'int32', 'uint8', 'bool'].find((dtype) => c[dtype]);
          if (own) count += run(c, 'float32', c[own], own);
        }
      });
    }
    assert.ok(count >= cases.length, `${count} of ${cases.length}`);
  });
}

test('seed.a: the same seed draws what PyTorch draws', () => {
  const draw = ({ call: name, size, dtype, low, high, mean, std, p }) => {
    if (name === 'rand' || name === 'randn') return weft[name](size, { dtype });
    if (name === 'randint') return weft.randint(low, high, [size]);
    if (name === 'randperm') return weft.randperm(size);
    if (name === 'bernoulli') return weft.full([size], p, { dtype }).bernoulli();
    const x = weft.zeros(size, { dtype });
    if (name === 'normal_') return x.normal_(mean, std);
    if (name === 'uniform_') return x.uniform_(low, high);
    return x[name]?.(p);
  };
  let count = 0;
  for (const step of golden('random').calls) {
    weft.manualSeed(step.seed);
    const x = step.values && draw(step);
    if (!x) continue;
    assertClose(x, step.values, 1e-6, `${step.call} of ${step.size}, seed ${step.seed}`);
    count += 1;
  }
  assert.ok(count > 200, `${count}`);
});
