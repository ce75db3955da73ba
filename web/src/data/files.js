// Tells what a picked file is: one of the four files of a data set (IDX, gzip or plain; which one, by its
// name and its first bytes), or a table. The module checks the rest; only what would be ambiguous is an
// error here, and what is something else altogether.

/** @typedef {'trainImages' | 'trainLabels' | 'testImages' | 'testLabels'} Role */
/** @typedef {{ file: File, kind: 'Images' | 'Labels', split?: 'train' | 'test', count: number }} Picked */

export const ROLES = /** @type {const} */ (['trainImages', 'trainLabels', 'testImages', 'testLabels']);
const MAGIC = { Images: 0x803, Labels: 0x801 };
const LARGEST = { idx: 500e6, table: 100e6 };

/** How other things begin that people have at hand. @type {[RegExp, string][]} */
const OTHERS = [
  [/^\x89PNG/, 'a PNG image'],
  [/^\xff\xd8\xff/, 'a JPEG image'],
  [/^GIF8/, 'a GIF image'],
  [/^RIFF....WEBP/s, 'a WebP image'],
  [/^%PDF/, 'a PDF document'],
  [/^PK\x03\x04/, 'a ZIP archive (or a spreadsheet): unpack it, or save it as CSV'],
  [/^\s*<(!doctype|html|\?xml|svg)/i, 'a web page or picture in XML'],
];

/** The first bytes, unpacked. @param {File} file @returns {Promise<Uint8Array>} */
async function head(file) {
  const start = await file
    .slice(0, 65536)
    .arrayBuffer()
    .catch((error) => {
      throw new Error(`${file.name}: cannot be read; is it a folder? (${error.message})`);
    });
  const bytes = new Uint8Array(start);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  const reader = new Blob([start]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    return (await reader.read()).value ?? new Uint8Array();
  } catch {
    throw new Error(`${file.name}: a gzip file that cannot be unpacked`);
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** @param {number} bytes */
const MB = (bytes) => `${(bytes / 1e6).toFixed(0)} MB`;

/** @param {File} file @param {'idx' | 'table'} kind */
function checkSize({ name, size }, kind) {
  if (size <= LARGEST[kind]) return;
  const what = kind === 'table' ? 'a table' : 'a file of a data set';
  throw new Error(`${name}: ${what} may have at most ${MB(LARGEST[kind])} here, got ${MB(size)}`);
}

/** @param {File} file @returns {Promise<Picked | { file: File, kind: 'table' }>} */
export async function identify(file) {
  const { name } = file;
  // By name and size alone, before anything is read.
  const named = /\.(csv|tsv|tab|txt)(\.gz)?$/i.test(name);
  checkSize(file, named ? 'table' : 'idx');
  if (file.size === 0) throw new Error(`${name}: must be an IDX file or a CSV table, got an empty file`);
  const bytes = await head(file);
  const start = String.fromCharCode(...bytes.subarray(0, 64));
  const other = OTHERS.find(([pattern]) => pattern.test(start));
  if (other) throw new Error(`${name}: must be an IDX file or a CSV table, got ${other[1]}`);
  if (named || (!/idx|ubyte/i.test(name) && bytes.length > 0 && isText(bytes))) {
    checkSize(file, 'table');
    return { file, kind: 'table' };
  }
  if (bytes.length < 8) throw new Error(`${name}: not an IDX file: it ends after ${bytes.length} bytes`);
  const first = new DataView(bytes.buffer, bytes.byteOffset);
  const magic = first.getUint32(0);
  const kind = magic === MAGIC.Images ? 'Images' : magic === MAGIC.Labels ? 'Labels' : undefined;
  if (!kind) {
    throw new Error(
      `${name}: not an IDX file: it should begin with ${MAGIC.Images} (images) or ${MAGIC.Labels} (labels), got ${magic}`,
    );
  }
  const said = /image|idx3/i.test(name) ? 'Images' : /label|idx1/i.test(name) ? 'Labels' : kind;
  if (said !== kind) {
    throw new Error(
      `${name}: named as ${said.toLowerCase()}, but it holds ${kind.toLowerCase()} (it begins with ${magic})`,
    );
  }
  const split = /train/i.test(name) ? 'train' : /t10k|test|val/i.test(name) ? 'test' : undefined;
  return { file, kind, split, count: first.getUint32(4) };
}

/** No control characters but white space. @param {Uint8Array} bytes */
const isText = (bytes) => bytes.every((byte) => byte >= 32 || (byte >= 9 && byte <= 13));

/**
 * Gives each file its place. Where a name does not say train or test, the file with more items trains.
 * @param {Picked[]} picked    of two for the same place, the later one wins
 * @returns {Partial<Record<Role, File>>}
 */
export function place(picked) {
  /** @type {Partial<Record<Role, File>>} */
  const places = {};
  for (const kind of /** @type {const} */ (['Images', 'Labels'])) {
    const some = picked.filter((p) => p.kind === kind);
    for (const { split, file } of some) if (split) places[`${split}${kind}`] = file;
    const unnamed = some
      .filter((p) => !p.split)
      .sort((a, b) => b.count - a.count)
      .slice(0, 2);
    for (const { file, count } of unnamed) {
      const train = `train${kind}`;
      const test = `test${kind}`;
      const free = /** @type {Role[]} */ (
        unnamed.length === 1 && count <= 10000 ? [test, train] : [train, test]
      );
      const role = free.find((r) => !places[r]);
      if (role) places[role] = file;
    }
  }
  return places;
}
