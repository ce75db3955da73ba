// Tells which of the four files of a data set a picked file is, from its name and its first bytes (IDX,
// gzip or plain). The module checks the rest; only what would be ambiguous is an error here.

/** @typedef {'trainImages' | 'trainLabels' | 'testImages' | 'testLabels'} Role */
/** @typedef {{ file: File, kind: 'Images' | 'Labels', split?: 'train' | 'test', count: number }} Picked */

export const ROLES = /** @type {const} */ (['trainImages', 'trainLabels', 'testImages', 'testLabels']);
const MAGIC = { Images: 0x803, Labels: 0x801 };
const LARGEST = 500e6;

/** The first bytes, unpacked. @param {File} file @returns {Promise<DataView>} */
async function head(file) {
  const start = await file.slice(0, 65536).arrayBuffer();
  const bytes = new Uint8Array(start);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return new DataView(start, 0, Math.min(8, bytes.length));
  const reader = new Blob([start]).stream().pipeThrough(new DecompressionStream('gzip')).getReader();
  try {
    const { value } = await reader.read();
    return new DataView(value?.slice(0, 8).buffer ?? new ArrayBuffer(0));
  } catch {
    throw new Error(`${file.name}: a gzip file that cannot be unpacked`);
  } finally {
    reader.cancel().catch(() => {});
  }
}

/** @param {File} file @returns {Promise<Picked>} */
export async function identify(file) {
  const { name, size } = file;
  if (size > LARGEST) throw new Error(`${name}: ${size} bytes is more than any of the four files has`);
  const first = await head(file);
  if (first.byteLength < 8)
    throw new Error(`${name}: not an IDX file: it ends after ${first.byteLength} bytes`);
  const magic = first.getUint32(0);
  const kind = magic === MAGIC.Images ? 'Images' : magic === MAGIC.Labels ? 'Labels' : undefined;
  if (!kind) {
    throw new Error(
      `${name}: not an IDX file: it should begin with ${MAGIC.Images} (images) or ${MAGIC.Labels} (labels), got ${magic}`,
    );
  }
  const named = /image|idx3/i.test(name) ? 'Images' : /label|idx1/i.test(name) ? 'Labels' : kind;
  if (named !== kind) {
    throw new Error(
      `${name}: named as ${named.toLowerCase()}, but it holds ${kind.toLowerCase()} (it begins with ${magic})`,
    );
  }
  const split = /train/i.test(name) ? 'train' : /t10k|test|val/i.test(name) ? 'test' : undefined;
  return { file, kind, split, count: first.getUint32(4) };
}

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
