// Safetensors files against bytes put together by hand from the format's description, and damaged ones.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSafetensors } from '../../wasm/src/read_safetensors.js';
import { decodeSafetensors, encodeSafetensors } from '../../wasm/src/safetensors.js';

/** @param {string} header @param {Uint8Array | number[]} data */
function byHand(header, data) {
  const text = new TextEncoder().encode(header);
  const length = new Uint8Array(8);
  new DataView(length.buffer).setUint32(0, text.length, true);
  return Uint8Array.from([...length, ...text, ...data]);
}

const floats = new Uint8Array(new Float32Array([1, -2, 0.5, 0]).buffer);
const file = () => ({
  tensors: [
    { name: 'b', dtype: 5, shape: [2], bytes: Uint8Array.of(1, 0) },
    { name: '1.weight', dtype: 0, shape: [2, 2], bytes: floats },
    { name: '__proto__', dtype: 1, shape: [0, 3], bytes: new Uint8Array(0) },
    { name: 'ü', dtype: 2, shape: [], bytes: Uint8Array.of(7, 0, 0, 0, 0, 0, 0, 0) },
  ],
  metadata: { by: 'hand "and" foot' },
});

test('safetensors: a file is its length, its header, and aligned elements', () => {
  const header =
    '{"__metadata__":{"by":"hand \\"and\\" foot"},' +
    '"b":{"dtype":"BOOL","shape":[2],"data_offsets":[24,26]},' +
    '"1.weight":{"dtype":"F32","shape":[2,2],"data_offsets":[8,24]},' +
    '"__proto__":{"dtype":"F64","shape":[0,3],"data_offsets":[0,0]},' +
    '"ü":{"dtype":"I64","shape":[],"data_offsets":[0,8]}}';
  const length = new TextEncoder().encode(header).length;
  const bytes = byHand(header + ' '.repeat(-length & 7), [7, 0, 0, 0, 0, 0, 0, 0, ...floats, 1, 0]);
  assert.deepEqual(encodeSafetensors(file()), bytes);
  const back = decodeSafetensors('load', bytes);
  assert.deepEqual(back.metadata, file().metadata);
  assert.deepEqual(back.tensors, file().tensors);
});

test('safetensors: a view into other bytes is read where it lies, shared memory too', () => {
  const bytes = encodeSafetensors(file());
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length + 3), 3);
  shared.set(bytes);
  assert.deepEqual([...decodeSafetensors('load', shared).tensors[1].bytes], [...floats]);
});

test('safetensors: what does not fit is said with its offset', () => {
  /** @param {Uint8Array} bytes @param {string | RegExp} message */
  const refuses = (bytes, message) => assert.throws(() => decodeSafetensors('load', bytes), { message });
  /** @param {string} dtype @param {string} shape @param {string} offsets */
  const entry = (dtype, shape, offsets) =>
    byHand(`{"w":{"dtype":"${dtype}","shape":${shape},"data_offsets":${offsets}}}`, new Uint8Array(8));
  refuses(Uint8Array.of(1, 2, 3), 'load: cut short: a safetensors file begins with 8 bytes, got 3');
  refuses(
    new TextEncoder().encode('<!DOCTYPE html>'),
    'load: a safetensors file begins with the length of its header, at most 7 here, got 5789751444030890000',
  );
  refuses(byHand('{"w":}', []), /^load: the header at offset 8 must be JSON: /);
  refuses(byHand('[]', []), 'load: the header at offset 8 must be a JSON object');
  refuses(
    byHand('{"w":3}', []),
    "load: tensor 'w' must have dtype F32, F64, I64, I32, U8, BOOL, got undefined",
  );
  refuses(
    byHand('{"__metadata__":{"a":1}}', []),
    'load: __metadata__ must be an object of texts, got {"a":1}',
  );
  refuses(
    entry('BF16', '[4]', '[0,8]'),
    `load: tensor 'w' must have dtype F32, F64, I64, I32, U8, BOOL, got "BF16"`,
  );
  refuses(entry('F32', '[-2]', '[0,8]'), "load: tensor 'w': shape must be a list of whole numbers, got [-2]");
  refuses(
    entry('F32', '[2]', '[0,9]'),
    "load: tensor 'w': data_offsets must lie within the 8 bytes of data, got [0,9]",
  );
  refuses(
    entry('F32', '[2]', '[8,0]'),
    "load: tensor 'w': data_offsets must lie within the 8 bytes of data, got [8,0]",
  );
  refuses(entry('F32', '[3]', '[0,8]'), "load: tensor 'w': F32 of shape [3] must have 12 bytes, got 8");
  refuses(
    entry('F32', '[1]', '[4,8]'),
    "load: tensor 'w' must begin at offset 62, where the one before it ends, got 66",
  );
  refuses(entry('F32', '[1]', '[0,4]'), 'load: the data must end at offset 66, got 70 bytes');
});

test('safetensors: cut files are errors, and damaged ones are errors or files that fit', () => {
  const bytes = encodeSafetensors(file());
  for (let n = 0; n < bytes.length; n++) {
    assert.throws(() => decodeSafetensors('load', bytes.subarray(0, n)), /^Error: load: /);
  }
  let seed = 1;
  let refused = 0;
  for (let i = 0; i < 2000; i++) {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    const damaged = bytes.slice();
    damaged[(seed >>> 8) % bytes.length] = seed >>> 24;
    try {
      for (const { dtype, shape, bytes } of decodeSafetensors('load', damaged).tensors) {
        const size = [4, 8, 8, 4, 1, 1][dtype];
        assert.equal(
          shape.reduce((a, b) => a * b, size),
          bytes.length,
        );
      }
    } catch (error) {
      refused++;
      assert.match(String(error), /^Error: load: /);
    }
  }
  assert.ok(refused > 500, `${refused} of 2000 were refused`);
});

test('readSafetensors: arrays by name, aligned wherever the bytes lie', () => {
  const encoded = encodeSafetensors(file());
  const moved = new Uint8Array(encoded.length + 3).subarray(3);
  moved.set(encoded);
  for (const bytes of [encoded, moved, encoded.buffer]) {
    const { metadata, tensors } = readSafetensors(bytes);
    assert.deepEqual(metadata, file().metadata);
    assert.deepEqual([...tensors.keys()], ['b', '1.weight', '__proto__', 'ü']);
    assert.deepEqual(tensors.get('1.weight'), {
      dtype: 'float32',
      shape: [2, 2],
      data: Float32Array.of(1, -2, 0.5, 0),
    });
    assert.deepEqual(tensors.get('b'), { dtype: 'bool', shape: [2], data: Uint8Array.of(1, 0) });
    assert.deepEqual(tensors.get('ü')?.data, BigInt64Array.of(7n));
  }
  assert.throws(() => readSafetensors('model.safetensors'), {
    message: "readSafetensors: file must be bytes, an ArrayBuffer or a view of one, got 'model.safetensors'",
  });
  assert.throws(() => readSafetensors(encoded.subarray(0, 5)), {
    message: 'readSafetensors: cut short: a safetensors file begins with 8 bytes, got 5',
  });
});
