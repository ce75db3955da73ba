// From what the option `wasm` names to a compiled module, with texts that say what came instead.

import { show } from './check.js';

const CURE = 'copy node_modules/weft/dist/*.wasm there, or name their place by the option wasm';

/**
 * Begins at once, to run beside whatever else there is to load; what is no source throws.
 * @param {string} who @param {unknown} given    the option
 * @param {string} file    its name in a folder
 * @param {() => URL} own    where the package has it
 * @param {(url: string) => Promise<WebAssembly.Module>} compile
 * @returns {Promise<WebAssembly.Module>}
 */
export function compileFrom(who, given, file, own, compile) {
  if (given === undefined) return compile(ownAddress(file, own));
  if (given instanceof WebAssembly.Module) return Promise.resolve(given);
  if (typeof Response !== 'undefined' && given instanceof Response) return compileResponse(given);
  if (given instanceof ArrayBuffer) return compileBytes(new Uint8Array(given), file);
  if (ArrayBuffer.isView(given))
    return compileBytes(new Uint8Array(given.buffer, given.byteOffset, given.byteLength), file);
  if (typeof given !== 'string' && !(given instanceof URL)) {
    throw new Error(
      `${who}: wasm must be a URL, a string, a Response, a WebAssembly.Module or bytes, got ${show(given)}`,
    );
  }
  const text = String(given);
  const address = text.endsWith('/') ? text + file : text;
  return compile(typeof location === 'object' ? new URL(address, location.href).href : address);
}

/** @param {string} file @param {() => URL} own */
function ownAddress(file, own) {
  try {
    return own().href;
  } catch {
    // Bundles that are no modules have no address of their own.
    throw new Error(
      `weft: a bundle of this format does not know where ${file} is: name it by the option wasm`,
    );
  }
}

/** @param {Response} response @returns {Promise<WebAssembly.Module>} */
async function compileResponse(response) {
  const where = response.url || 'the response';
  if (!response.ok)
    throw new Error(`weft: ${where} could not be loaded: the server answered ${response.status}; ${CURE}`);
  const type = (response.headers.get('content-type') ?? '').split(';')[0].trim();
  // Only with this type may a browser compile while the bytes arrive.
  if (type === 'application/wasm' && WebAssembly.compileStreaming)
    return WebAssembly.compileStreaming(response).catch((error) => {
      throw new Error(`weft: ${where} could not be compiled: ${error.message}`);
    });
  return compileBytes(new Uint8Array(await response.arrayBuffer()), where, type);
}

/** @param {Uint8Array<any>} bytes @param {string} where @param {string} [type] */
export async function compileBytes(bytes, where, type) {
  if (bytes[0] === 0 && bytes[1] === 0x61 && bytes[2] === 0x73 && bytes[3] === 0x6d)
    return WebAssembly.compile(bytes);
  const got = `${bytes.length} bytes${type ? ` of type ${type}` : ' of something else'}`;
  const page =
    type === 'text/html'
      ? `: a server that answers every address with its page does not have the file; ${CURE}` +
        " (Vite's server: optimizeDeps: { exclude: ['weft'] })"
      : '';
  throw new Error(`weft: ${where} must be WebAssembly, got ${got}${page}`);
}

/** @param {string} url @returns {Promise<WebAssembly.Module>} */
export async function compileUrl(url) {
  const response = await fetch(url, { credentials: 'same-origin' }).catch((error) => {
    throw new Error(`weft: ${url} could not be loaded: ${error instanceof Error ? error.message : error}`);
  });
  return compileResponse(response);
}
