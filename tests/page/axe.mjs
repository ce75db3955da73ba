// What axe finds on a page.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const { resolve } = createRequire(new URL('../../web/package.json', import.meta.url));
const axe = readFileSync(resolve('axe-core/axe.min.js'), 'utf8');

/** Every rule that axe has; what it cannot decide by itself is no finding. @param {any} page @param {number} [least]    rules that must have had something to look at */
export async function findings(page, least = 16) {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document));
  assert.ok(passes.length >= least, 'axe has looked');
  return violations.map(
    ({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' | ')}`,
  );
}
