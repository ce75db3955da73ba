// Reading a saved model: from the disk, or what this browser has kept. Nothing of the page changes here.

import { fromMetadata } from './about.js';
import { readSnapshot } from './snapshot.js';
import { messageOf } from '../shell/format.js';

/** Six layers of 4,096 units with Adam's two moments have 1.2 GB. */
const LARGEST = 1.5e9;

/** @typedef {{ about: import('./about.js').About, bytes: Uint8Array<ArrayBuffer>, snapshot: import('./snapshot.js').Snapshot }} Opened */

/**
 * @param {string} who    the file's name
 * @param {Blob} file
 * @param {import('../settings/config.js').Config} now    the settings
 * @returns {Promise<Opened>}
 */
export async function readCheckpoint(who, file, now) {
  if (file.size > LARGEST)
    throw new Error(
      `${who}: must have at most ${LARGEST} bytes to be a model of this page, got ${file.size}`,
    );
  const bytes = new Uint8Array(await file.arrayBuffer());
  let snapshot;
  try {
    snapshot = readSnapshot(bytes);
  } catch (error) {
    throw new Error(`${who}: ${messageOf(error).replace(/^readSafetensors: /, '')}`);
  }
  return { about: fromMetadata(who, snapshot.metadata, now), bytes, snapshot };
}
