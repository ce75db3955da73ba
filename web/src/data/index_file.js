// data/index.json: which data set lies beside the page. `name` is 'fashion-mnist' for the authors' files;
// `files` names one for each role; `bytes` and `md5`, of each role, may be left out.

import { messageOf } from '../shell/format.js';
import { ROLES } from './files.js';
import { keptIndex } from './store.js';
import { PUBLISHED } from './sums.js';

/** @typedef {import('./files.js').Role} Role */
/** @typedef {{ name: string, files: Record<Role, string>, bytes: Partial<Record<Role, number>>, md5: Partial<Record<Role, string>> }} Index */

const WHERE = 'data/index.json';

/** @param {unknown} value @returns {value is Record<string, any>} */
const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Undefined where it names no files. @param {string} text @returns {Index | undefined} */
function parseIndex(text) {
  /** @type {unknown} */
  let found;
  try {
    found = JSON.parse(text);
  } catch {
    const begin = JSON.stringify(text.trimStart().slice(0, 24));
    throw new Error(`${WHERE}: must be JSON, got a text that begins with ${begin}`);
  }
  if (!isRecord(found) || !isRecord(found.files))
    throw new Error(
      `${WHERE}: must be { "name": …, "files": { … } }, got ${JSON.stringify(found).slice(0, 60)}`,
    );
  const { name, files, bytes, md5 } = found;
  if (Object.keys(files).length === 0) return undefined;
  for (const role of ROLES) {
    // A plain name: what lies beside the page, and nowhere else.
    if (typeof files[role] !== 'string' || !/^[\w-][\w.-]*$/.test(files[role]))
      throw new Error(
        `${WHERE}: files.${role} must be the name of a file in data/, got ${JSON.stringify(files[role]) ?? 'none'}`,
      );
  }
  const index = { name: String(name), files, bytes: isRecord(bytes) ? bytes : {} };
  const authors = name === 'fashion-mnist' && ROLES.every((role) => files[role].endsWith('.gz'));
  return /** @type {Index} */ ({ ...index, md5: authors ? PUBLISHED : isRecord(md5) ? md5 : {} });
}

/**
 * What is served beside the page: undefined where there is nothing, and after a message where it is broken.
 * Without a network, what this browser has kept.
 * @param {(message: string) => void} [onProblem]
 * @returns {Promise<Index | undefined>}
 */
export async function servedIndex(onProblem = () => {}) {
  const response = await fetch(WHERE).catch(() => undefined);
  if (!response || response.status >= 500) {
    const kept = await keptIndex(new URL(WHERE, document.baseURI).href);
    if (kept) return parseIndex(kept);
    if (response) onProblem(`${WHERE}: could not be loaded: the server answered ${response.status}`);
    return undefined;
  }
  // A server that has no data at all is no problem.
  if (!response.ok) return undefined;
  try {
    return parseIndex(await response.text());
  } catch (error) {
    onProblem(messageOf(error));
    return undefined;
  }
}
