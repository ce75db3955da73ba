// The choice of a variant and the reasons given for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { choose, probe } from '../../wasm/src/detect.js';
import { TIMEOUT, buildInfo, withSession } from './support.mjs';

const best = {
  simd: true,
  relaxed: true,
  exceptions: true,
  cores: 8,
  noThreads: '',
  place: 'this browser',
  relaxedHint: '',
};
const noIsolation = 'the page is not cross-origin isolated; send COOP and COEP';
const choice = (options = {}, features = {}) => choose('createSession', options, { ...best, ...features });

test('everything there: the fastest variant, a thread for each core, no reason', () => {
  assert.deepEqual(choice(), { variant: 'relaxed-simd-threads', threads: 8, reason: '' });
});

test('at most 16 threads', () => {
  assert.equal(choice({}, { cores: 64 }).threads, 16);
});

test('one core needs no threads', () => {
  assert.deepEqual(choice({}, { cores: 1 }), { variant: 'relaxed-simd', threads: 1, reason: '' });
});

test('one thread asked for is one thread, and nothing is missing', () => {
  assert.deepEqual(choice({ threads: 1 }, { noThreads: noIsolation }), {
    variant: 'relaxed-simd',
    threads: 1,
    reason: '',
  });
});

test('what is missing is said, with the cure', () => {
  assert.deepEqual(choice({}, { noThreads: noIsolation, relaxed: false }), {
    variant: 'simd',
    threads: 1,
    reason: `1 thread: ${noIsolation}; no relaxed SIMD in this browser`,
  });
  assert.equal(choice({ threads: 4 }, { noThreads: noIsolation }).reason, `1 thread: ${noIsolation}`);
  assert.equal(choice({}, { relaxed: false }).variant, 'simd-threads');
});

test('a variant by name, or the reason why not', () => {
  assert.deepEqual(choice({ variant: 'simd' }), { variant: 'simd', threads: 1, reason: '' });
  assert.deepEqual(choice({ variant: 'simd-threads', threads: 1 }), {
    variant: 'simd-threads',
    threads: 1,
    reason: '',
  });
  const fails = (options, features, message) => assert.throws(() => choice(options, features), { message });
  fails(
    { variant: 'relaxed-simd' },
    { relaxed: false },
    'createSession: variant relaxed-simd needs relaxed SIMD, which this browser does not have',
  );
  fails(
    { variant: 'simd-threads' },
    { noThreads: noIsolation },
    `createSession: variant simd-threads needs threads: ${noIsolation}`,
  );
  fails({ variant: 'simd', threads: 2 }, {}, 'createSession: threads must be 1 for variant simd, got 2');
  fails(
    { variant: 'avx2' },
    {},
    "createSession: variant must be one of simd, relaxed-simd, simd-threads, relaxed-simd-threads, got 'avx2'",
  );
  fails({ threads: 17 }, {}, 'createSession: threads must be a whole number from 1 to 16, got 17');
  fails({ threads: 1.5 }, {}, 'createSession: threads must be a whole number from 1 to 16, got 1.5');
  fails({ threads: '2' }, {}, "createSession: threads must be a whole number from 1 to 16, got '2'");
});

test('less memory than threads share is one thread', () => {
  const why = 'threads take 536870912 bytes of memory, and the option memory allows 67108864';
  assert.deepEqual(choice({ memory: 2 ** 26 }), {
    variant: 'relaxed-simd',
    threads: 1,
    reason: `1 thread: ${why}`,
  });
  assert.throws(() => choice({ memory: 2 ** 26, variant: 'simd-threads' }), {
    message: `createSession: variant simd-threads needs threads: ${why}`,
  });
  assert.throws(() => choice({ memory: 1000 }), {
    message: 'createSession: memory must be a whole number from 33554432 to 2147483648, got 1000',
  });
});

test('a name that is nearly right is suggested', () => {
  assert.throws(() => choice({ variant: 'relaxed_simd' }), {
    message: /got 'relaxed_simd'; did you mean 'relaxed-simd'\?$/,
  });
  assert.throws(() => choice({ variant: 'avx2' }), { message: /got 'avx2'$/ });
});

test('without SIMD or exceptions nothing runs, and that is the error', () => {
  assert.throws(() => choice({}, { simd: false }), {
    message: 'weft: the WebAssembly of this browser has no SIMD',
  });
  assert.throws(() => choice({}, { exceptions: false }), {
    message: 'weft: the WebAssembly of this browser has no exceptions',
  });
});

test('this Node has SIMD, and relaxed SIMD where its flag or its version says so', () => {
  const { simd, relaxed, exceptions } = probe();
  assert.ok(simd && exceptions);
  const major = Number(process.versions.node.split('.')[0]);
  const flag = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ').includes('relaxed-simd');
  if (major === 20) assert.equal(relaxed, flag);
});

test('buildInfo() tells what createSession() then runs', { timeout: TIMEOUT }, async () => {
  for (const options of [
    {},
    { threads: 1 },
    { variant: /** @type {const} */ ('simd-threads'), threads: 2 },
  ]) {
    const { variant, threads, reason } = await buildInfo(options);
    await withSession({ threads: undefined, ...options }, async ({ info }) => {
      assert.deepEqual([info.variant, info.threads, info.reason], [variant, threads, reason]);
      assert.equal(info.simd, variant.startsWith('relaxed') ? 'wasm-relaxed' : 'wasm');
      assert.ok(info.memory.bytes > 0 && info.memory.maximum >= info.memory.bytes);
      assert.match(info.version, /^\d+\.\d+\.\d+$/);
    });
  }
  await assert.rejects(buildInfo(/** @type {any} */ ({ thread: 2 })), {
    message: "buildInfo: there is no option 'thread'; did you mean 'threads'?",
  });
});
