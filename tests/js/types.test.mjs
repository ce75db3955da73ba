// The types of operations are those of the registry.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { listedOperations, typesOf } from '../../wasm/types.mjs';

test('operations.d.ts has every operation of the module; `npm run types` in wasm/ makes it', async () => {
  const file = readFileSync(new URL('../../wasm/operations.d.ts', import.meta.url), 'utf8');
  assert.equal(file, typesOf(await listedOperations()));
});
