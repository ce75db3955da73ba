// From an address or an answer to a compiled module, with texts that say what came instead.

/** @param {Response} response @returns {Promise<WebAssembly.Module>} */
export async function compileResponse(response) {
  const where = response.url || 'the response';
  if (!response.ok)
    throw new Error(`weft: ${where} could not be loaded: the server answered ${response.status}`);
  const type = (response.headers.get('content-type') ?? '').split(';')[0].trim();
  // Only with this type may a browser compile while the bytes arrive.
  if (type === 'application/wasm' && WebAssembly.compileStreaming)
    return WebAssembly.compileStreaming(response);
  const bytes = new Uint8Array(await response.arrayBuffer());
  return compileBytes(bytes, where, type);
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {string} where @param {string} [type] */
export function compileBytes(bytes, where, type) {
  if (bytes[0] !== 0 || bytes[1] !== 0x61 || bytes[2] !== 0x73 || bytes[3] !== 0x6d) {
    throw new Error(
      `weft: ${where} must be WebAssembly, got ${bytes.length} bytes${type ? ` of type ${type}` : ' of something else'}`,
    );
  }
  return WebAssembly.compile(bytes);
}

/** @param {string} url @returns {Promise<WebAssembly.Module>} */
export async function compileUrl(url) {
  const response = await fetch(url, { credentials: 'same-origin' }).catch((error) => {
    throw new Error(`weft: ${url} could not be loaded: ${error instanceof Error ? error.message : error}`);
  });
  return compileResponse(response);
}
