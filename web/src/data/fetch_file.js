// One file over the network: in pieces, with its MD5 on the way, and words for whatever may go wrong.

import { createMD5 } from 'hash-wasm';

/** @param {number} bytes */
const MB = (bytes) => (bytes / 1e6).toFixed(1);

/**
 * @param {import('./store.js').Wanted} file
 * @param {(bytes: number) => void} onBytes    how many more have come
 * @param {AbortSignal} signal
 * @returns {Promise<Blob>}
 */
export async function fetchFile({ name, url, md5, bytes }, onBytes, signal) {
  const response = await fetch(url, { signal, cache: 'no-store' }).catch((error) => {
    throw new Error(`${name}: could not be loaded: ${error.message}; is the network there?`);
  });
  if (!response.ok || !response.body)
    throw new Error(`${name}: could not be loaded: the server answered ${response.status}`);
  const type = response.headers.get('Content-Type') ?? '';
  if (type.startsWith('text/html'))
    throw new Error(`${name}: must be a data file, got a web page (type ${type})`);

  const unpacked = response.headers.has('Content-Encoding');
  const length = Number(response.headers.get('Content-Length')) || bytes;
  const hash = (await createMD5()).init();
  const reader = response.body.getReader();
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const pieces = [];
  let size = 0;
  for (;;) {
    const { value, done } = await reader.read().catch((error) => {
      const of = length ? ` of ${MB(length)}` : '';
      throw new Error(`${name}: the connection broke after ${MB(size)}${of} MB: ${error.message}`);
    });
    if (done) break;
    pieces.push(value);
    hash.update(value);
    onBytes(value.length);
    size += value.length;
  }
  if (!unpacked && length && size !== length)
    throw new Error(`${name}: must have ${length} bytes, got ${size}`);
  const sum = hash.digest();
  if (md5 && sum !== md5) {
    const hint = unpacked ? '; its server unpacks it on the way (Content-Encoding)' : '';
    throw new Error(`${name}: the file is damaged: its MD5 must be ${md5}, got ${sum}${hint}`);
  }
  return new Blob(pieces);
}
