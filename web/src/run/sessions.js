// Holds the one session that the page has at a time. A session that has not trained yet is used again
// as long as it is what the settings ask for; otherwise it ends before the next one begins.

import { createSession } from 'weft';
import { layers, optimizer } from '../settings/config.js';

/** @typedef {{ session: import('weft').Session, key: string }} Held */
/** @type {Held | undefined} */
let held;

export function closeSession() {
  held?.session.terminate();
  held = undefined;
}

/**
 * @param {import('../data/sources.js').Source} source
 * @param {import('../settings/config.js').Config} config
 * @param {AbortSignal} signal
 * @returns {Promise<import('weft').Session>}
 */
export async function openSession(source, config, signal) {
  const { batch, seed, threads } = config;
  const options = { model: layers(config, source.outputs), optimizer: optimizer(config) };
  const key = JSON.stringify([source.key, options, batch, seed, threads]);
  if (held?.key === key) return held.session;
  closeSession();
  const data = await source.load(undefined, signal);
  signal.throwIfAborted();
  const session = await createSession({ ...options, data, batchSize: batch, seed, threads, signal });
  held = { session, key };
  return session;
}

/** From now on the held session is not as new. */
export function markUsed() {
  if (held) held.key = '';
}
