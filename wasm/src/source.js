// Bytes from wherever they are: a Blob, which goes to the worker without a copy and stays the caller's,
// or an address that the worker fetches. `name` is what errors begin with.

import { show } from './check.js';

/** @typedef {{ name: string, blob?: Blob, url?: string, bytes?: Uint8Array<ArrayBuffer> }} Source */

/** @param {string} who    what stands before the option @param {string} option @param {unknown} bytes @returns {Source} */
export function encodeSource(who, option, bytes) {
  if (bytes instanceof Blob) {
    const file = 'name' in bytes && typeof bytes.name === 'string' && bytes.name;
    // A File may be more than a port can carry (Node), a Blob of it is not.
    return { name: file || option, blob: file ? new Blob([bytes]) : bytes };
  }
  if (typeof bytes === 'string' || bytes instanceof URL) {
    const url = absolute(who, option, String(bytes));
    return { name: url.slice(0, 200), url };
  }
  if (!ArrayBuffer.isView(bytes) && !isBuffer(bytes)) {
    throw new Error(
      `${who}${option} must be a Blob, an ArrayBuffer, a Uint8Array, a URL or an address, got ${show(bytes)}`,
    );
  }
  if (bytes.byteLength === 0) {
    throw new Error(`${who}${option} has no bytes; was its buffer handed over to a worker before?`);
  }
  const view = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
  // A Blob takes no shared memory.
  const own = view.buffer instanceof ArrayBuffer ? view : Uint8Array.from(view);
  return { name: option, blob: new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (own)]) };
}

/** @param {unknown} value @returns {value is ArrayBufferLike} */
const isBuffer = (value) =>
  value instanceof ArrayBuffer ||
  (typeof SharedArrayBuffer !== 'undefined' && value instanceof SharedArrayBuffer);

/** In a page, as the page sees it: the worker has no address of its own. @param {string} who @param {string} option @param {string} address */
function absolute(who, option, address) {
  if (typeof location !== 'object') return address;
  try {
    return new URL(address, typeof document === 'object' ? document.baseURI : location.href).href;
  } catch {
    throw new Error(`${who}${option} must be an address, got '${address}'`);
  }
}

/**
 * Its bytes as they are; `readFile` is for addresses that are not to be fetched (Node).
 * @param {Source} source @param {(address: string) => Promise<Blob>} [readFile]
 * @returns {Promise<Blob>}
 */
export async function openSource({ name, blob, url, bytes }, readFile) {
  if (bytes) return new Blob([bytes]);
  if (blob) return blob;
  const address = /** @type {string} */ (url);
  if (readFile && !/^(https?|data|blob):/.test(address)) return readFile(address).catch(unreadable(name));
  const response = await fetch(address).catch((error) => {
    throw new Error(`${name}: could not be fetched: ${messageOf(error?.cause ?? error)}${hint(address)}`);
  });
  if (!response.ok) {
    throw new Error(
      `${name}: could not be fetched: the server answered ${`${response.status} ${response.statusText}`.trim()}`,
    );
  }
  const type = response.headers.get('content-type') ?? '';
  if (type.startsWith('text/html')) {
    throw new Error(`${name}: must be data, got an HTML page (type ${type}); is the address right?`);
  }
  return response.blob().catch(unreadable(name));
}

/** Browsers do not say why. @param {string} address */
function hint(address) {
  if (typeof location !== 'object' || new URL(address).origin === location.origin) return '';
  return '; is the address right, and does its server let other origins read it (Access-Control-Allow-Origin)?';
}

/** The bytes as a stream, decompressed if they begin as gzip does. @param {string} name @param {Blob} blob */
export async function inflate(name, blob) {
  const [first, second] = new Uint8Array(await blob.slice(0, 2).arrayBuffer().catch(unreadable(name)));
  const gzip = first === 0x1f && second === 0x8b;
  const plain = /** @type {ReadableStream<Uint8Array>} */ (blob.stream());
  const stream = gzip ? plain.pipeThrough(/** @type {any} */ (new DecompressionStream('gzip'))) : plain;
  return { gzip, stream, failed: gzip ? damaged(name) : unreadable(name) };
}

/** @param {string} name @returns {(error: unknown) => never} */
const damaged = (name) => (error) => {
  throw new Error(`${name}: gzip data is cut short or corrupt: ${messageOf(error)}`);
};

/** @param {string} name @returns {(error: unknown) => never} */
const unreadable = (name) => (error) => {
  throw new Error(`${name}: could not be read: ${messageOf(error)}`);
};

/** @param {unknown} error */
const messageOf = (error) => (error instanceof Error && error.message) || String(error);
