// Holds the one session that the page has at a time. A session that has not trained yet is used again
// as long as it is what the settings ask for; otherwise it ends before the next one begins.

import { createSession } from 'weft';
import { layers } from '../settings/fields.js';

/** @typedef {{ session: import('weft').Session, key: string }} Held */
/** @type {Held | undefined} */
let held;

export function closeSession() {
  held?.session.terminate();
  held = undefined;
}

/**
 * @param {import('../data/sources.js').Source} source
 * @param {import('../settings/fields.js').Settings} settings
 * @param {AbortSignal} signal
 * @returns {Promise<import('weft').Session>}
 */
export async function openSession(source, settings, signal) {
  const { lr, batch, seed, threads } = settings;
  const model = layers(settings, source.outputs);
  const key = JSON.stringify([source.key, model, lr, batch, seed, threads]);
  if (held?.key === key) return held.session;
  closeSession();
  const data = await source.load(undefined, signal);
  signal.throwIfAborted();
  const session = await createSession({
    model,
    data,
    optimizer: { type: 'sgd', lr },
    batchSize: batch,
    seed,
    threads,
    signal,
  });
  held = { session, key };
  return session;
}

/** From now on the held session is not as new. */
export function markUsed() {
  if (held) held.key = '';
}
