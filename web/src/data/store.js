// The data set's files in this browser, so that the next visit needs no network: by the Cache API, under
// their address and sum. A file is kept only after its sum was right; without a sum it could not be told
// from another one of the same name.

/** @typedef {{ name: string, url: string, md5?: string, bytes?: number }} Wanted */

const CACHE = 'weft data';

/** @param {Wanted} file */
const keyOf = ({ url, md5 }) => `${url}?md5=${md5}`;

/** All of them, or undefined. @param {Wanted[]} files @returns {Promise<Blob[] | undefined>} */
export async function keptFiles(files) {
  if (!files.every(({ md5 }) => md5)) return undefined;
  try {
    const cache = await caches.open(CACHE);
    const found = await Promise.all(files.map((file) => cache.match(keyOf(file))));
    const blobs = await Promise.all(found.map((response) => response?.blob()));
    return blobs.every((blob) => blob !== undefined) ? blobs : undefined;
  } catch {
    return undefined;
  }
}

/** Its text. @param {string} url    of the index @returns {Promise<string | undefined>} */
export async function keptIndex(url) {
  try {
    return await (await (await caches.open(CACHE)).match(url))?.text();
  } catch {
    return undefined;
  }
}

/**
 * Instead of all that was kept before.
 * @param {Wanted[]} files @param {Blob[]} blobs @param {unknown} index    to be found again without a network
 * @returns {Promise<string>}    why not, in words; empty where all are kept
 */
export async function keepFiles(files, blobs, index) {
  if (typeof caches === 'undefined') return 'it offers no storage to a page without HTTPS';
  if (!files.every(({ md5 }) => md5)) return 'their server gives no sums to know them by';
  try {
    await caches.delete(CACHE);
    const cache = await caches.open(CACHE);
    for (const [i, file] of files.entries()) await cache.put(keyOf(file), new Response(blobs[i]));
    // Beside them; a worker's own address, which short ones begin from, is another.
    await cache.put(new URL('index.json', files[0].url).href, new Response(JSON.stringify(index)));
    return '';
  } catch (error) {
    await caches.delete(CACHE).catch(() => {});
    return error instanceof DOMException && error.name === 'QuotaExceededError'
      ? 'its storage for this page is full'
      : `it refuses to store files (${error instanceof Error ? error.message : error})`;
  }
}
