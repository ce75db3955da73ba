// The types: of operations those of the registry, of all else those of the code.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { listedOperations, typesOf } from '../../wasm/types.mjs';

const wasm = new URL('../../wasm/', import.meta.url);

test('operations.d.ts has every operation of the module; `npm run types` in wasm/ makes it', async () => {
  const file = readFileSync(new URL('operations.d.ts', wasm), 'utf8');
  assert.equal(file, typesOf(await listedOperations()));
});

test('TypeScript finds the code to be as it is declared', { timeout: 120_000 }, async () => {
  const tsc = fileURLToPath(new URL('node_modules/typescript/bin/tsc', wasm));
  const run = promisify(execFile)(process.execPath, [tsc, '-p', 'jsconfig.json'], {
    cwd: fileURLToPath(wasm),
  });
  const { stdout } = await run.catch((error) => error);
  assert.equal(stdout, '');
});
