// The notebook as a file: exported, and opened again.

import { save } from '../shell/save.js';
import { fromModule, toBook, toModule } from './export.js';
import format from './format.js?raw';

/** No notebook is longer, in bytes. */
const MOST = 5_000_000;

/** @typedef {import('./export.js').Section} Section */

/** @param {string} name @param {Section} section */
export const saveSection = (name, section) => save(asFile(toModule(section, format)), name);

/** @param {string} name @param {string} title @param {Section[]} sections */
export const saveBook = (name, title, sections) => save(asFile(toBook(title, sections, format)), name);

const asFile = (/** @type {string} */ text) => new Blob([text], { type: 'text/javascript' });

/** @param {File} file */
export async function read(file) {
  if (file.size > MOST)
    throw new Error(`${file.name}: a notebook has at most 5 MB, got ${Math.round(file.size / 1e6)} MB`);
  const bytes = await file.arrayBuffer().catch(() => {
    throw new Error(`${file.name}: cannot be read`);
  });
  let text;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new Error(`${file.name}: must be text, as this page exports it, got other bytes`);
  }
  return fromModule(file.name, text);
}
