// The safetensors format, which PyTorch reads, too: 8 bytes, the little-endian length of the header; the
// header, JSON: name -> { dtype, shape, data_offsets: [begin, end] } counted from the header's end, and
// __metadata__, texts by name; then the elements, without gaps.

/**
 * @typedef {object} NamedTensor
 * @property {string} name
 * @property {number} dtype    its place in DTYPES
 * @property {number[]} shape
 * @property {Uint8Array} bytes
 */
/** @typedef {{ tensors: NamedTensor[], metadata: Record<string, string> }} File */

/** In the order of DType in core/base/dtype.h, with the bytes of an element. */
const DTYPES = /** @type {const} */ (['F32', 'F64', 'I64', 'I32', 'U8', 'BOOL']);
const ITEM_BYTES = [4, 8, 8, 4, 1, 1];
const METADATA = '__metadata__';
const PREFIX = 8;

/** @param {number} dtype @param {readonly number[]} shape */
export const bytesOf = (dtype, shape) => shape.reduce((product, size) => product * size, ITEM_BYTES[dtype]);

/** Wide elements come first, so that all are aligned. @param {File} file @returns {Uint8Array<ArrayBuffer>} */
export function encodeSafetensors({ tensors, metadata }) {
  /** @type {Record<string, unknown>} */
  const header = Object.create(null);
  if (Object.keys(metadata).length > 0) header[METADATA] = metadata;
  let end = 0;
  const placed = [...tensors].sort((a, b) => ITEM_BYTES[b.dtype] - ITEM_BYTES[a.dtype]);
  const begins = new Map(placed.map((x) => [x, (end += x.bytes.length) - x.bytes.length]));
  for (const x of tensors) {
    const begin = Number(begins.get(x));
    header[x.name] = {
      dtype: DTYPES[x.dtype],
      shape: x.shape,
      data_offsets: [begin, begin + x.bytes.length],
    };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const length = Math.ceil(text.length / PREFIX) * PREFIX;
  const file = new Uint8Array(PREFIX + length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(length), true);
  file.fill(0x20, PREFIX, PREFIX + length);
  file.set(text, PREFIX);
  for (const [x, begin] of begins) file.set(x.bytes, PREFIX + length + begin);
  return file;
}

/** The tensors' bytes are views. @param {string} who @param {Uint8Array} file @returns {File} */
export function decodeSafetensors(who, file) {
  if (file.length < PREFIX) {
    throw new Error(`${who}: cut short: a safetensors file begins with 8 bytes, got ${file.length}`);
  }
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const data = PREFIX + length;
  if (data > file.length) {
    throw new Error(
      `${who}: a safetensors file begins with the length of its header, at most ${file.length - PREFIX} here, got ${length}`,
    );
  }
  const header = parseHeader(who, file.subarray(PREFIX, data));
  /** @type {Record<string, string>} */
  const metadata = {};
  const entries = [];
  for (const [name, value] of Object.entries(header)) {
    if (name === METADATA) Object.assign(metadata, checkTexts(who, value));
    else entries.push(checkEntry(`${who}: tensor '${name}'`, name, value, file.length - data));
  }

  let end = 0;
  for (const { name, begin, end: next } of [...entries].sort((a, b) => a.begin - b.begin || a.end - b.end)) {
    if (begin !== end) {
      throw new Error(
        `${who}: tensor '${name}' must begin at offset ${data + end}, where the one before it ends, got ${data + begin}`,
      );
    }
    end = next;
  }
  if (data + end !== file.length) {
    throw new Error(`${who}: the data must end at offset ${data + end}, got ${file.length} bytes`);
  }
  const tensors = entries.map(({ name, dtype, shape, begin, end }) => ({
    name,
    dtype,
    shape,
    bytes: file.subarray(data + begin, data + end),
  }));
  return { tensors, metadata };
}

/** @param {string} who @param {Uint8Array} bytes @returns {Record<string, unknown>} */
function parseHeader(who, bytes) {
  let header;
  try {
    // slice: a decoder takes no shared memory.
    header = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes.slice()));
  } catch (error) {
    throw new Error(
      `${who}: the header at offset ${PREFIX} must be JSON: ${error instanceof Error ? error.message : error}`,
    );
  }
  if (!isObject(header)) throw new Error(`${who}: the header at offset ${PREFIX} must be a JSON object`);
  return header;
}

/** @param {string} who @param {unknown} value */
function checkTexts(who, value) {
  if (isObject(value) && Object.values(value).every((text) => typeof text === 'string')) return value;
  throw new Error(`${who}: ${METADATA} must be an object of texts, got ${JSON.stringify(value)}`);
}

/** @param {string} who @param {string} name @param {any} value @param {number} room    bytes of data */
function checkEntry(who, name, value, room) {
  const dtype = DTYPES.indexOf(value?.dtype);
  if (dtype < 0) {
    throw new Error(`${who} must have dtype ${DTYPES.join(', ')}, got ${JSON.stringify(value?.dtype)}`);
  }
  const { shape, data_offsets: offsets } = value;
  if (!isSizes(shape)) {
    throw new Error(`${who}: shape must be a list of whole numbers, got ${JSON.stringify(shape)}`);
  }
  if (!isSizes(offsets) || offsets.length !== 2 || offsets[0] > offsets[1] || offsets[1] > room) {
    throw new Error(
      `${who}: data_offsets must lie within the ${room} bytes of data, got ${JSON.stringify(offsets)}`,
    );
  }
  const [begin, end] = offsets;
  const bytes = bytesOf(dtype, shape);
  if (bytes !== end - begin) {
    throw new Error(
      `${who}: ${DTYPES[dtype]} of shape [${shape.join(', ')}] must have ${bytes} bytes, got ${end - begin}`,
    );
  }
  return { name, dtype, shape, begin, end };
}

/** @param {unknown} value @returns {value is Record<string, any>} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {unknown} value @returns {value is number[]} */
const isSizes = (value) =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
