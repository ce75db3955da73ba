// Holds the one session that the page has at a time. A session that has not trained yet is used again
// as long as it is what the settings ask for; otherwise it ends before the next one begins.

import { createSession } from 'weft';
import { layers, optimizer } from '../settings/config.js';
import { emit } from './events.js';

/** @typedef {import('weft').Session} Session */
/** @typedef {import('../data/sources.js').Source} Source */
/** @typedef {import('../settings/config.js').Config} Config */

/** @type {{ session: Session, key: string } | undefined} */
let held;

export const isOpen = () => held !== undefined;

export function closeSession() {
  if (!held) return;
  const { session } = held;
  held = undefined;
  session.terminate();
  emit('closed', { session });
}

/** @param {Source} source @param {Config} config */
function optionsOf(source, config) {
  const { batch, seed, threads } = config;
  const model = layers(config, source.outputs);
  return { model, optimizer: optimizer(config), batchSize: batch, seed, threads };
}

/** @param {Source} source @param {Config} config @param {AbortSignal} signal @returns {Promise<Session>} */
export async function openSession(source, config, signal) {
  const options = optionsOf(source, config);
  const key = JSON.stringify([source.key, options]);
  if (held?.key === key) return held.session;
  // Data that does not come leaves everything as it is; two sessions side by side may be too many for the memory.
  const data = await source.load(undefined, signal);
  signal.throwIfAborted();
  closeSession();
  const session = await createSession({ ...options, data, signal });
  held = { session, key };
  return session;
}

/**
 * One that goes on from a file, in the place of the one that is held; that stays where the file does not fit.
 * @param {Source} source @param {Config} config @param {Uint8Array<ArrayBuffer>} file @param {AbortSignal} signal
 */
export async function openCheckpoint(source, config, file, signal) {
  const data = await source.load(undefined, signal);
  signal.throwIfAborted();
  const session = await createSession({ ...optionsOf(source, config), data, checkpoint: file, signal });
  closeSession();
  held = { session, key: '' };
  return session;
}

/** From now on the held session is not as new. */
export function markUsed() {
  if (held) held.key = '';
}
