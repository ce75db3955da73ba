// Where images come from: the files served with the page, files of one's own, or weft's synthetic set.
// A source loads its bytes when first asked, as Blobs: many sessions can be made from them.

import { messageOf } from '../shell/format.js';
import { ROLES } from './files.js';

/**
 * @typedef {object} Source
 * @property {'served' | 'own' | 'synthetic'} kind
 * @property {string} key    the same key means the same images
 * @property {() => Promise<import('weft').Data>} load
 */

/** @typedef {{ name: string, files: Partial<Record<import('./files.js').Role, string>> }} Index */

/** What is served beside the page; nothing when there is nothing. @returns {Promise<Index | undefined>} */
export async function servedIndex() {
  try {
    const response = await fetch('data/index.json');
    const index = /** @type {Index} */ (await response.json());
    return ROLES.every((role) => index.files[role]) ? index : undefined;
  } catch {
    return undefined;
  }
}

/** @param {string} file @returns {Promise<Blob>} */
async function download(file) {
  const response = await fetch(`data/${file}`).catch((error) => {
    throw new Error(`${file}: could not be loaded: ${messageOf(error)}`);
  });
  if (!response.ok) throw new Error(`${file}: could not be loaded: the server answered ${response.status}`);
  return response.blob();
}

/** @param {(role: import('./files.js').Role) => Promise<Blob> | Blob} get */
async function fourFiles(get) {
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all(ROLES.map(get));
  return { trainImages, trainLabels, testImages, testLabels };
}

/** @param {Index} index @returns {Source} */
export function servedSource(index) {
  /** @type {ReturnType<typeof fourFiles> | undefined} */
  let files;
  const load = () => {
    files ??= fourFiles((role) => download(index.files[role] ?? ''));
    files.catch(() => (files = undefined));
    return files;
  };
  return { kind: 'served', key: 'served', load };
}

/** @param {Record<import('./files.js').Role, File>} files @returns {Source} */
export function ownSource(files) {
  const key = ROLES.map((role) => [files[role].name, files[role].size, files[role].lastModified].join(':'));
  return { kind: 'own', key: `own ${key.join(' ')}`, load: () => fourFiles((role) => files[role]) };
}

/** As in Fashion-MNIST, a test image for six training images. @param {number} train @returns {Source} */
export function syntheticSource(train) {
  const data = { synthetic: { seed: 0, train, test: Math.ceil(train / 6) } };
  return { kind: 'synthetic', key: `synthetic ${train}`, load: async () => data };
}
