// Where data comes from: the files served with the page, files of one's own, or weft's synthetic set.
// A source loads its bytes when first asked, as Blobs or arrays: many sessions can be made from them.

import { download } from './download.js';
import { ROLES } from './files.js';
import { keptFiles } from './store.js';

/**
 * @typedef {object} Source
 * @property {'served' | 'own' | 'synthetic'} kind
 * @property {string} key    the same key means the same data
 * @property {string} name    for people
 * @property {number} outputs    how many classes there are
 * @property {import('./table.js').Table} [table]    where the data is one; others are images
 * @property {(onProgress?: (loaded: number) => void, signal?: AbortSignal) => Promise<import('weft').Data>} load
 */

/** What a download tells, for whoever shows it. @typedef {object} Watch
 * @property {(total: number | undefined, cancel: () => void) => void} begin
 * @property {(loaded: number) => void} progress
 * @property {(origin: string) => void} done
 * @property {(whyNot: string) => void} kept    empty where the files are kept for the next visit
 * @property {() => void} failed
 */

/** Labels in IDX files are 0 to 9, by the module's rule. */
const IDX_CLASSES = 10;
const NO_SIGNAL = new AbortController().signal;

/** @param {import('./index_file.js').Index} index @param {Watch} watch @returns {Source} */
export function servedSource(index, watch) {
  const name = index.name === 'fashion-mnist' ? 'Fashion-MNIST' : 'the served files';
  const wanted = ROLES.map((role) => ({
    name: index.files[role],
    url: new URL(`data/${index.files[role]}`, document.baseURI).href,
    md5: index.md5[role],
    bytes: index.bytes[role],
  }));
  const sizes = wanted.map(({ bytes }) => bytes ?? NaN);
  const total = sizes.reduce((sum, bytes) => sum + bytes, 0) || undefined;

  /** @param {(loaded: number) => void} onProgress @param {AbortSignal} signal */
  async function open(onProgress, signal) {
    const kept = await keptFiles(wanted);
    if (kept) {
      watch.done('from this browser’s cache');
      return kept;
    }
    const stop = new AbortController();
    const abort = () => stop.abort(signal.reason);
    signal.addEventListener('abort', abort);
    watch.begin(total, () => stop.abort(new Error(`${name}: the download was cancelled`)));
    try {
      if (signal.aborted) abort();
      const report = (/** @type {number} */ loaded) => {
        watch.progress(loaded);
        onProgress(loaded);
      };
      const blobs = await download(wanted, index, {
        onProgress: report,
        onKept: watch.kept,
        signal: stop.signal,
      });
      const checked = wanted.every(({ md5 }) => md5) ? ', MD5 checked' : '';
      watch.done(`from this page’s server${checked}`);
      return blobs;
    } catch (error) {
      watch.failed();
      throw error;
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** @type {Promise<import('weft').Data> | undefined} */
  let files;
  return {
    kind: 'served',
    key: `served ${wanted.map((file) => file.md5 ?? file.name).join(' ')}`,
    name,
    outputs: IDX_CLASSES,
    load(onProgress = () => {}, signal = NO_SIGNAL) {
      if (files) return files;
      const opened = open(onProgress, signal).then((blobs) =>
        // Files, for their names stand in the module's messages.
        fourFiles((_, i) => new File([blobs[i]], wanted[i].name)),
      );
      files = opened;
      const forget = () => {
        if (files === opened) files = undefined;
      };
      opened.catch(forget);
      // At once: who asks again need not wait for the end of what was given up.
      signal.addEventListener('abort', forget, { once: true });
      const heard = () => signal.removeEventListener('abort', forget);
      opened.then(heard, heard);
      return opened;
    },
  };
}

/** @param {(role: import('./files.js').Role, i: number) => Blob} get */
function fourFiles(get) {
  const [trainImages, trainLabels, testImages, testLabels] = ROLES.map(get);
  return { trainImages, trainLabels, testImages, testLabels };
}

/** What a file is known by. @param {File} file */
const idOf = ({ name, size, lastModified }) => [name, size, lastModified].join(':');

/** @param {Record<import('./files.js').Role, File>} files @returns {Source} */
export function ownSource(files) {
  return {
    kind: 'own',
    key: `own ${ROLES.map((role) => idOf(files[role])).join(' ')}`,
    name: 'your own files',
    outputs: IDX_CLASSES,
    load: async () => fourFiles((role) => files[role]),
  };
}

/** @param {File} file @param {import('./table.js').Options} options @param {import('./table.js').Table} table @returns {Source} */
export function tableSource(file, options, table) {
  const { x, y, test, classes } = table;
  return {
    kind: 'own',
    key: `table ${idOf(file)} ${JSON.stringify(options)}`,
    name: `your own table ${file.name}`,
    outputs: classes.length,
    table,
    load: async () => ({ x, y, test: { x: test.x, y: test.y }, classes }),
  };
}

/** As in Fashion-MNIST, a test image for six training images. @param {number} train @returns {Source} */
export function syntheticSource(train) {
  const data = { synthetic: { seed: 0, train, test: Math.ceil(train / 6) } };
  return {
    kind: 'synthetic',
    key: `synthetic ${train}`,
    name: 'synthetic data',
    outputs: IDX_CLASSES,
    load: async () => data,
  };
}
