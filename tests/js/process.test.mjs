// What a whole Node process sees: it ends by itself, and thread workers end with their session.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { TIMEOUT } from './support.mjs';

const entry = new URL('../../wasm/src/node.js', import.meta.url).href;
const begin = `
  import { createSession } from '${entry}';
  const session = await createSession({
    model: [{ type: 'flatten' }, { type: 'linear', units: 10 }],
    data: { synthetic: { train: 500, test: 100 } },
    variant: 'simd-threads',
    threads: 2,
  });
  for await (const { result } of session.fit({ epochs: 1 })) if (result) console.log('epoch', result.epoch);`;

/** @param {string} script */
async function run(script) {
  const options = { timeout: TIMEOUT - 10_000 };
  return (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script], options)).stdout;
}

test('Node exits by itself after terminate()', { timeout: TIMEOUT }, async () => {
  assert.equal(await run(`${begin} session.terminate();`), 'epoch 1\n');
});

test('Node exits by itself when a session is only left', { timeout: TIMEOUT }, async () => {
  assert.equal(await run(begin), 'epoch 1\n');
});

test('Node waits for a training under way', { timeout: TIMEOUT }, async () => {
  const script = `${begin} session.fit({ epochs: 2 }).next().then(() => console.log('went on'));`;
  assert.equal(await run(script), 'epoch 1\nwent on\n');
});

const threadsOf = '() => readdirSync(`/proc/self/task`).length';
const linux = process.platform === 'linux' && readdirSync('/proc/self/task').length > 0;

test('terminate() ends every thread', { timeout: TIMEOUT, skip: !linux && 'needs /proc' }, async () => {
  const script = `
    import { readdirSync } from 'node:fs';
    import { readFile } from 'node:fs/promises';
    import { setTimeout } from 'node:timers/promises';
    const count = ${threadsOf};
    await readFile('/proc/self/stat'); // Node's own pool starts at the first file, and stays
    const before = count();
    ${begin}
    const during = count();
    session.terminate();
    for (let i = 0; i < 100 && count() > before; i++) await setTimeout(50);
    console.log(during - before >= 2, count() <= before);`;
  assert.equal(await run(script), 'epoch 1\ntrue true\n');
});

test('the version of the package is the one of the library', { timeout: TIMEOUT }, () => {
  const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
  const { version } = JSON.parse(read('../../wasm/package.json'));
  assert.match(
    read('../../CMakeLists.txt'),
    new RegExp(`project\\(weft VERSION ${version.replaceAll('.', '\\.')} `),
  );
});
