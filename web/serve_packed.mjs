// Text and WebAssembly as gzip, for browsers that take it: packed when first asked for, then from memory.

import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

const pack = promisify(gzip);
/** What gets smaller by it. The data set's files are gzip already, and stay as they are. */
const PACKS = /^(text\/|application\/(json|wasm|manifest\+json)|image\/svg)/;
/** Below this the headers weigh as much. */
const SMALLEST = 1024;

/** @type {Map<string, { version: string, bytes: Promise<Buffer> }>} */
const packed = new Map();

/**
 * @param {string} file @param {import('node:fs').Stats} stats @param {string} type    its media type
 * @param {string | undefined} accepted    the request's Accept-Encoding
 * @returns {Promise<Buffer> | undefined}    undefined where the file goes as it is
 */
export function packedFile(file, { size, mtimeMs }, type, accepted = '') {
  if (size < SMALLEST || !PACKS.test(type)) return undefined;
  if (!/(^|,)\s*(gzip|\*)\s*(;\s*q=(?!0(\.0*)?\s*(,|$))[\d.]+\s*)?(,|$)/i.test(accepted)) return undefined;
  const version = `${size} ${mtimeMs}`;
  let found = packed.get(file);
  if (found?.version !== version) {
    found = { version, bytes: readFile(file).then((bytes) => pack(bytes)) };
    packed.set(file, found);
  }
  return found.bytes;
}
