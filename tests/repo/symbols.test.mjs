// Nothing but its table leaves the file of an instruction set. An inline function that was compiled with
// AVX-512 and emitted as a weak symbol could be the copy that the linker keeps for everyone, and
// processors without AVX-512 would crash in it.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../../build/native/simd/', import.meta.url));
const objects = existsSync(folder)
  ? readdirSync(folder, { recursive: true }).filter((path) => /machine_\w+\.cpp\.o(bj)?$/.test(path))
  : [];
const skip = objects.length === 0 && 'build/native is not built';

/** The external symbols of an object: `[name, type]`, U for what it needs from elsewhere. */
function externals(object) {
  const lines = execFileSync('nm', ['-P', '-g', object], { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => line.split(' ')).map(([name, type]) => [name, type]);
}

test('each machine defines its table and no other symbol', { skip }, () => {
  for (const path of objects) {
    const defined = externals(join(folder, path)).filter(([, type]) => type !== 'U');
    const name = basename(path).match(/machine_(\w+)\.cpp/)[1];
    const table = new RegExp(`4weft4simd\\d+k${name}E$`, 'i');
    assert.equal(defined.length, 1, `${path} defines ${defined.map(([symbol]) => symbol).join(', ')}`);
    assert.match(defined[0][0], table);
    assert.notEqual(defined[0][1], 'W');
  }
});

// Kernels allocate nothing and throw nothing: all they need from outside is what compilers call by
// themselves.
test('machines call nothing but memcpy and its kind', { skip }, () => {
  for (const path of objects) {
    const called = externals(join(folder, path)).filter(([, type]) => type === 'U');
    for (const [name] of called) {
      assert.match(name, /^_*(mem(cpy|set|move)|stack_chk_\w+|GLOBAL_OFFSET_TABLE_)$/, `in ${path}`);
    }
  }
});
