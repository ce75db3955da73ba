// The package's guide: each example runs and prints what its comments say, each piece of its table runs.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { blocks } from '../readme.mjs';
import { d2l as bind } from '../../wasm/src/d2l/index.js';
import { readSafetensors } from '../../wasm/src/read_safetensors.js';
import { createSession, init, mlp, smallFiles } from './support.mjs';

const AsyncFunction = /** @type {any} */ (async () => {}).constructor;
const root = new URL('../../wasm/', import.meta.url);
const pages = ['README.md', ...readdirSync(new URL('docs/', root)).map((name) => `docs/${name}`)];
const read = (page) => readFileSync(new URL(page, root), 'utf8');
const shown = (value) =>
  typeof value === 'object' ? JSON.stringify(value) : String(value).replace(/,?\n +/g, ', ');

for (const page of pages) {
  for (const [i, code] of blocks('js', read(page)).entries()) {
    test(`wasm/${page}: example ${i + 1}`, { timeout: 60_000 }, async () => {
      const printed = [];
      const console = { log: (...values) => printed.push(values.map(shown).join(' ')) };
      const body = code.replace(/^import .*$/gm, '');
      const given = { createSession, init, readSafetensors, bind, console };
      await new AsyncFunction(...Object.keys(given), body)(...Object.values(given));
      // After a call of console.log, or in lines of their own below a loop.
      const expected = [...code.matchAll(/^(?:.*console\.log\(.*\);)? ?\/\/ (.*)$/gm)].map(
        ([, text]) => text,
      );
      assert.deepEqual(printed, expected);
    });
  }
}

test('wasm/docs/coming_from.md: each piece of weft runs', { timeout: 60_000 }, async () => {
  const cells = read('docs/coming_from.md').match(/(?<=^\|.*\| )[^|]+(?= \|$)/gm) ?? [];
  const codes = cells.slice(2).flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code));
  assert.ok(codes.length > 30, `${codes.length}`);
  const weft = await init({ threads: 1 });
  const session = await createSession({ model: mlp(), data: smallFiles(), threads: 1 });
  for (const code of codes) {
    const x = weft.rand(3, 4);
    const names = {
      ...{ weft, session, createSession, x, y: weft.rand(3, 4), A: weft.rand(2, 3), B: weft.rand(3, 2) },
      ...{ mask: weft.tensor([true, false, true]), t: weft.tensor([0, 1, 2]), f: () => {} },
      ...{ params: [weft.ones(1, { requiresGrad: true })], model: mlp(), data: smallFiles() },
    };
    if (code.includes('backward')) names.y = weft.ones(1, { requiresGrad: true }).mul(2);
    const run = new AsyncFunction(...Object.keys(names), `return ${code}`);
    const result = await run(...Object.values(names)).catch((error) =>
      assert.fail(`${code}: ${error.message}`),
    );
    if (code.startsWith('createSession')) result.terminate();
  }
  session.terminate();
  weft.terminate();
});
