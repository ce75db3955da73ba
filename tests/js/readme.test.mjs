// The README's two examples in JavaScript run, and each piece of it in the table of core/PYTORCH.md.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { d2l as bind } from '../../wasm/src/d2l/index.js';
import { blocks, snippets } from '../readme.mjs';
import { createSession, init, mlp, smallFiles } from './support.mjs';

const AsyncFunction = /** @type {any} */ (async () => {}).constructor;

/** Runs code with these names; what its import statement brings is among them. */
const run = (code, names) =>
  new AsyncFunction(...Object.keys(names), code.replace(/^import .*$/m, ''))(...Object.values(names));

test("the README's session trains", async () => {
  const printed = [];
  const console = { log: (value) => printed.push(value) };
  await run(blocks('js')[0], { createSession, console, ...smallFiles() });
  assert.equal(printed.length, 10);
  for (const accuracy of printed) assert.ok(accuracy >= 0 && accuracy <= 1, String(accuracy));
});

test("the README's tensors give what its comments say, and its loop trains", async () => {
  const made = await init({ threads: 1 });
  made.manualSeed(0);
  const batches = [0, 1, 2].map(() => [made.rand(8, 784), made.randint(0, 10, [8])]);
  const [x, W] = await run(`${blocks('js')[1]}; return [x, W];`, { init: async () => made, batches });
  assert.equal(String(x.grad), 'tensor([ 0.,  4.,  8., 12.])');
  assert.deepEqual(x.index('1:3').tolist(), [1, 2]);
  assert.ok(W.abs().sum().item() > 0);
  made.terminate();
});

/** The names that the pieces of the table stand on. */
function names(weft, code) {
  const [x, y, X, Y] = [0, 1, 2, 3].map(() => weft.rand(3, 4));
  const [A, B, p] = [weft.rand(2, 3), weft.rand(3, 2), weft.tensor([0.5, 0.5])];
  const [w, b] = [weft.zeros(2, { requiresGrad: true }), weft.zeros(1, { requiresGrad: true })];
  const optimizer = weft.optim.SGD([w, b], { lr: 0.1 });
  const mask = weft.tensor([true, false, true, false]);
  const all = { weft, createSession, x, y, X, Y, A, B, p, w, b, params: [w, b], optimizer, mask };
  Object.assign(all, { a: new Float32Array(6), f: () => {}, console: { log() {} } });
  const text = 'a,b\n1,2\n,4\n';
  const d2l = bind(weft, { display() {} });
  Object.assign(all, { text, d2l, data: d2l.readCsv(text) });
  if (/addToClass/.test(code)) all.A = class {};
  const one = weft.ones(1, { requiresGrad: true });
  if (/backward|\.grad|Hook|retain/.test(code))
    Object.assign(all, { x: one, y: one.mul(one), g: weft.ones(1) });
  if (/item\(|Number\(/.test(code)) all.x = one;
  if (/crossEntropy/.test(code)) all.y = weft.tensor([0, 1, 2]);
  return all;
}

test("each piece of JavaScript in core/PYTORCH.md's table runs", async () => {
  const codes = snippets(2);
  assert.ok(codes.length > 50, `${codes.length} pieces`);
  const weft = await init({ threads: 1 });
  const session = await createSession({ model: mlp(), data: smallFiles(), threads: 1 });
  for (const code of codes) {
    const checked = code.replace(/^[\w.]+$/, 'if ($& === undefined) throw Error("there is no $&")');
    await assert.doesNotReject(run(checked, { ...names(weft, code), session }), code);
  }
  session.terminate();
  weft.terminate();
});
