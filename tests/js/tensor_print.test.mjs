// Results name the operation that made them, as PyTorch prints it: golden/print.json's expressions in
// JavaScript.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { goldenTensor, init } from './support.mjs';

const weft = /** @type {any} */ (await init({ threads: 1 }));
const { tensors, autograd } = JSON.parse(
  readFileSync(new URL('../golden/print.json', import.meta.url), 'utf8'),
);
const named = Object.fromEntries(
  tensors.map(({ name, ...fields }) => [name, goldenTensor(weft, fields).clone().detach().requiresGrad_()]),
);
const { x, p, A, B, v, C, w, d } = named;

/** @type {Record<string, () => any>} */
const expressions = {
  '2 * dot(x, x)': () => weft.mul(2, weft.dot(x, x)),
  'x + 1': () => x.add(1),
  'x + x': () => x.add(x),
  'x - 1': () => x.sub(1),
  '1 - x': () => weft.sub(1, x),
  'x * 2': () => x.mul(2),
  'x * x': () => x.mul(x),
  'x / 2': () => x.div(2),
  'x / p': () => x.div(p),
  '-x': () => x.neg(),
  'x ** 2': () => x.pow(2),
  'x ** x': () => x.pow(x),
  'x.abs()': () => x.abs(),
  'x.exp()': () => x.exp(),
  'p.log()': () => p.log(),
  'p.sqrt()': () => p.sqrt(),
  'x.tanh()': () => x.tanh(),
  'x.sigmoid()': () => x.sigmoid(),
  'relu(A)': () => weft.relu(A),
  'x.clamp(1, 2)': () => x.clamp(1, 2),
  'maximum(x, p)': () => weft.maximum(x, p),
  'minimum(x, p)': () => weft.minimum(x, p),
  'where(x > 1, x, p)': () => weft.where(x.gt(1), x, p),
  'x.sum()': () => x.sum(),
  'A.sum(0)': () => A.sum(0),
  'A.sum(1, keepdim=True)': () => A.sum(1, { keepdim: true }),
  'A.sum((0, 1))': () => A.sum([0, 1]),
  'A.mean()': () => A.mean(),
  'A.mean(1)': () => A.mean(1),
  'x.max()': () => x.max(),
  'A.max(1).values': () => A.max(1).values,
  'A.cumsum(0)': () => A.cumsum(0),
  'logsumexp(A, 1)': () => weft.logsumexp(A, 1),
  'softmax(A, 1)': () => weft.softmax(A, 1),
  'log_softmax(A, 1)': () => weft.logSoftmax(A, 1),
  'nn.functional.cross_entropy(A, tensor([2, 0]))': () => weft.crossEntropy(A, weft.tensor([2, 0])),
  'nn.functional.mse_loss(x, p)': () => weft.mseLoss(x, p),
  'A @ B': () => A.matmul(B),
  'mm(A, B)': () => weft.mm(A, B),
  'A @ v': () => A.matmul(v),
  'mv(A, v)': () => weft.mv(A, v),
  'dot(x, p)': () => weft.dot(x, p),
  'C @ C.transpose(1, 2)': () => C.matmul(C.transpose(1, 2)),
  'nn.functional.linear(A, A, p[:2])': () => weft.linear(A, A, p.index(':2')),
  'A.T': () => A.T,
  'A.transpose(0, 1)': () => A.transpose(0, 1),
  'C.permute(2, 0, 1)': () => C.permute(2, 0, 1),
  'A.view(3, 2)': () => A.reshape(3, 2),
  'x.unsqueeze(0)': () => x.unsqueeze(0),
  'x.unsqueeze(0).squeeze(0)': () => x.unsqueeze(0).squeeze(0),
  'v.expand(2, 3)': () => v.expand(2, 3),
  'A[0]': () => A.index(0),
  'A[1, 2]': () => A.index(1, 2),
  'x[1:3]': () => x.index('1:3'),
  'A[:, 1]': () => A.index(':, 1'),
  'x[tensor([0, 2])]': () => x.index([0, 2]),
  'x[x > 1]': () => x.index(x.gt(1)),
  'cat((x, p))': () => weft.cat([x, p]),
  'stack((x, p))': () => weft.stack([x, p]),
  'x.clone()': () => x.clone(),
  'x.double()': () => x.to('float64'),
  'd.float()': () => d.to('float32'),
  'd * 2': () => d.mul(2),
  'd.sum()': () => d.sum(),
  'w * 2': () => w.mul(2),
  'w.double() * 2': () => w.to('float64').mul(2),
  'w[:9] * 1': () => w.index(':9').mul(1),
  'w[:8] * 1': () => w.index(':8').mul(1),
  'w[:7] * 1': () => w.index(':7').mul(1),
  'w[:6] * 1': () => w.index(':6').mul(1),
  'w[:5] * 1': () => w.index(':5').mul(1),
  'C * 0.5': () => C.mul(0.5),
  'x.detach()': () => x.detach(),
  'x == p': () => x.eq(p),
  'zeros(0, 3) * A[:0]': () => weft.zeros(0, 3).mul(A.index(':0')),
  '(x * 2).sum() * 1e-6': () => x.mul(2).sum().mul(1e-6),
};

test('2.5.a: results print with the operation that made them', () => {
  let count = 0;
  for (const { expression, text } of autograd) {
    const run = expressions[expression];
    if (!run) continue;
    assert.equal(String(run()), text, expression);
    count += 1;
  }
  assert.equal(count, Object.keys(expressions).length);
});
