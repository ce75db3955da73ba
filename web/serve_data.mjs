// Which of Fashion-MNIST's four files a folder holds, gzip or plain, and whether they are the authors'.

import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

/** The files' roles, names, and the SHA-256 of what they hold when unpacked. */
const FILES = [
  [
    'trainImages',
    'train-images-idx3-ubyte',
    'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
  ],
  [
    'trainLabels',
    'train-labels-idx1-ubyte',
    'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
  ],
  [
    'testImages',
    't10k-images-idx3-ubyte',
    '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
  ],
  [
    'testLabels',
    't10k-labels-idx1-ubyte',
    '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
  ],
];

const HINT = 'The real one: WEFT_DATA=DIR make demo, where DIR holds the four files of Fashion-MNIST';

/** SHA-256 of what it holds, unpacked, and MD5 of its bytes. @param {string} file */
async function digest(file) {
  const head = Buffer.alloc(2);
  const handle = await open(file);
  await handle.read(head, 0, 2, 0).finally(() => handle.close());
  const hash = createHash('sha256');
  const zipped = head[0] === 0x1f && head[1] === 0x8b;
  const md5 = createHash('md5');
  const bytes = createReadStream(file).on('data', (piece) => md5.update(piece));
  await (zipped ? pipeline(bytes, createGunzip(), hash) : pipeline(bytes, hash));
  return { sha256: hash.digest('hex'), md5: md5.digest('hex') };
}

/**
 * @typedef {object} Found
 * @property {Record<string, string>} files    request path -> file
 * @property {{ name: string, files: Record<string, string>, bytes: Record<string, number>, md5: Record<string, string> }} index
 *   what /data/index.json says: of each role the file, how large it is, and its sum
 * @property {string} says    a line for people
 */

/** @param {string | undefined} folder @returns {Promise<Found>} */
export async function findData(folder) {
  /** @type {Found} */
  const found = {
    files: {},
    index: { name: 'none', files: {}, bytes: {}, md5: {} },
    says: `data: synthetic. ${HINT}.`,
  };
  if (!folder) return found;
  const path = resolve(folder);
  let names;
  try {
    names = new Set(readdirSync(path));
  } catch {
    throw new Error(`data: ${path} is not a folder that can be read`);
  }
  const missing = [];
  let authentic = true;
  for (const [role, name, sum] of FILES) {
    const file = [`${name}.gz`, name].find((candidate) => names.has(candidate));
    if (!file) {
      missing.push(`${name}[.gz]`);
      continue;
    }
    found.files[`/data/${file}`] = join(path, file);
    found.index.files[role] = file;
    // What cannot be unpacked is served as it is: the page says what is wrong with it.
    const { sha256, md5 } = await digest(join(path, file)).catch(() => ({ sha256: '', md5: '' }));
    found.index.bytes[role] = statSync(join(path, file)).size;
    if (md5) found.index.md5[role] = md5;
    authentic &&= sha256 === sum;
  }
  if (missing.length > 0) {
    found.says = `data: synthetic, for ${path} lacks ${missing.join(', ')}. ${HINT}.`;
    return found;
  }
  found.index.name = authentic ? 'fashion-mnist' : 'custom';
  found.says = authentic
    ? `data: Fashion-MNIST (real), from ${path}`
    : `data: the four files in ${path}, which are not the authors' Fashion-MNIST`;
  return found;
}
