// Where the images of chapters 4 and 5 come from: the folder that is given, the page's own data/, or WEFT_DATA
// in Node; without any, the synthetic set, which is said.

import { inflate, openSource } from '../source.js';

/** @typedef {{ count: number, rows: number, columns: number, pixels: Uint8Array, labels: Uint8Array }} ImageSet */
/** @typedef {{ name: 'fashion-mnist' | 'custom' | 'synthetic', train: ImageSet, val: ImageSet }} Images */

/** Roles as data/index.json has them, and the files' names. */
const FILES = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
};
const SYNTHETIC = { train: 6000, test: 1000 };

/** @param {string | undefined} folder @returns {Promise<Images>} */
export async function readImages(folder) {
  const place = nodeProcess() && !/^https?:/.test(folder ?? '') ? inFolder(folder) : await onServer(folder);
  if (!place) return synthetic();
  const [trainImages, trainLabels, testImages, testLabels] = await Promise.all(
    Object.keys(FILES).map((role) => place.read(role)),
  );
  return {
    name: place.name,
    train: imageSet(trainImages, trainLabels),
    val: imageSet(testImages, testLabels),
  };
}

/** @returns {any} */
const nodeProcess = () => {
  const { process } = /** @type {any} */ (globalThis);
  return process?.versions?.node ? process : undefined;
};

/** @typedef {{ name: 'fashion-mnist' | 'custom', read: (role: string) => Promise<File_> }} Place */
/** @typedef {{ name: string, bytes: Uint8Array }} File_ */

/** @param {string} [folder] @returns {Place | null} */
function inFolder(folder) {
  const process = nodeProcess();
  const given = folder ?? process.env.WEFT_DATA;
  if (!given) return null;
  const [fs, url] = ['node:fs', 'node:url'].map((name) => process.getBuiltinModule(name));
  const path = given.startsWith('file:') ? url.fileURLToPath(given) : given;
  const fileOf = (/** @type {string} */ name) =>
    [`${path}/${name}.gz`, `${path}/${name}`].find((file) => fs.existsSync(file));
  const files = Object.entries(FILES).map(([role, name]) => [role, fileOf(name)]);
  const missing = files.filter(([, file]) => !file).map(([role]) => /** @type {any} */ (FILES)[role ?? '']);
  if (missing.length > 0) throw new Error(`FashionMNIST: ${path} lacks ${missing.join(', ')}`);
  const byRole = Object.fromEntries(files);
  return {
    name: 'custom',
    read: async (role) => unpacked(byRole[role], new Blob([fs.readFileSync(byRole[role])])),
  };
}

/** @param {string} [given] @returns {Promise<Place | null>} */
async function onServer(given) {
  const folder = addressOf(given);
  const response = await fetch(new URL('index.json', folder)).catch(() => undefined);
  const index = response?.ok ? await response.json().catch(() => undefined) : undefined;
  if (!index || !Object.keys(FILES).every((role) => index.files?.[role])) return null;
  return {
    name: index.name === 'fashion-mnist' ? 'fashion-mnist' : 'custom',
    read: async (role) => {
      const url = new URL(index.files[role], folder).href;
      return unpacked(url, await openSource({ name: url, url }));
    },
  };
}

/** As the page sees it; a worker that came from a blob sees it from the root of its origin. */
function addressOf(folder = 'data') {
  const page = typeof document === 'object' ? document.baseURI : globalThis.location?.href;
  const base = page?.startsWith('blob:') ? `${location.origin}/` : page;
  return new URL(folder.replace(/\/*$/, '/'), base).href;
}

/** @param {string} name @param {Blob} blob @returns {Promise<File_>} */
async function unpacked(name, blob) {
  const { stream, failed } = await inflate(name, blob);
  const bytes = await new Response(/** @type {any} */ (stream)).arrayBuffer().catch(failed);
  return { name, bytes: new Uint8Array(bytes) };
}

/** @param {File_} images @param {File_} labels @returns {ImageSet} */
function imageSet(images, labels) {
  const [count, rows, columns] = header(images, 0x803, 3);
  const [labelCount] = header(labels, 0x801, 1);
  if (labelCount !== count)
    throw new Error(`${labels.name}: must have a label for each of ${count} images, got ${labelCount}`);
  return { count, rows, columns, pixels: images.bytes.subarray(16), labels: labels.bytes.subarray(8) };
}

/** The sizes in an IDX file's first bytes, which the rest must fill. @param {File_} file @param {number} magic @param {number} dims */
function header({ name, bytes }, magic, dims) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 4 + 4 * dims;
  if (bytes.length < start || view.getUint32(0) !== magic)
    throw new Error(
      `${name}: must be an IDX file that begins with 0x${magic.toString(16)}, got ${bytes.length} bytes that do not`,
    );
  const sizes = Array.from({ length: dims }, (_, i) => view.getUint32(4 + 4 * i));
  const wanted = start + sizes.reduce((product, size) => product * size, 1);
  if (bytes.length !== wanted)
    throw new Error(`${name}: sizes [${sizes}] need ${wanted} bytes, got ${bytes.length}`);
  return sizes;
}

/** Drawn by a session's module: the package itself, whichever entry it has here. @returns {Promise<Images>} */
async function synthetic() {
  const { createSession } = await import('weft');
  const model = /** @type {const} */ ([{ type: 'flatten' }, { type: 'linear', units: 10 }]);
  const session = await createSession({ model: [...model], data: { synthetic: SYNTHETIC }, threads: 1 });
  try {
    const { rows, columns } = session.dataset;
    /** @param {'train' | 'test'} split */
    const read = async (split) => {
      const count = SYNTHETIC[split];
      const { images, labels } = await session.examples({ split, start: 0, count });
      return { count, rows, columns, pixels: images, labels };
    };
    return { name: 'synthetic', train: await read('train'), val: await read('test') };
  } finally {
    session.terminate();
  }
}
