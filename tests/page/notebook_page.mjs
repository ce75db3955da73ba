// The notebook's page as its tests use it: opened, a cell by its id, its buttons and what it shows.

import { open, site, SOON } from './harness.mjs';

export const options = { timeout: 180_000 };
export const RANGE = 'tensor([ 0.,  1.,  2.,  3.,  4.,  5.,  6.,  7.,  8.,  9., 10., 11.])';
export const { browser, server } = await site();
export const url = `${server.url}/notebook.html`;

/** The page with its editors. @param {Record<string, unknown>} [context] @param {string} [hash] */
export async function notebook(context = {}, hash = '') {
  const opened = await open(browser, url + hash, { ready: false, ...context });
  await opened.page.locator('.cm-content').first().waitFor();
  return opened;
}

export const cell = (page, id) => page.locator(`[id="${id}"]`);
export const output = (page, id) => cell(page, id).locator('.output').innerText();
export const code = (page, id) => page.getByLabel(`Code of cell ${id}`, { exact: true });
export const button = (page, name) => page.getByRole('button', { name, exact: true });
export const becomes = (page, id, state) =>
  cell(page, id).locator(`xpath=self::*[@data-state="${state}"]`).waitFor({ timeout: SOON });

/** Replaces what the cell holds. */
export async function write(page, id, text) {
  await code(page, id).fill(text);
}

export async function run(page, id, state = 'done') {
  await button(page, `Run cell ${id}`).click();
  await becomes(page, id, state);
}
