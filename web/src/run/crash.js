// A worker that has crashed is started once more, from the latest that is known of the run. The second crash
// within the same epoch ends it: it would crash a third time.

import { messageOf } from '../shell/format.js';
import { placeText, readSnapshot, steps } from './snapshot.js';

/** @typedef {import('./ledger.js').Ledger} Ledger */
/** @typedef {import('./snapshot.js').Place} Place */

/** Why it crashed, or nothing where the error is another one. @param {unknown} error */
export const crashOf = (error) =>
  /its worker crashed: (.*?)(?:; session\.restart|$)/.exec(messageOf(error))?.[1];

/**
 * @param {Ledger} ledger @param {unknown} error
 * @param {(message: string) => void} onRevived
 * @returns {Promise<Place>}    where the new worker is; an error where there is none
 */
export async function revive(ledger, error, onRevived) {
  const why = crashOf(error);
  if (why === undefined) throw error;
  const { session, place, latest } = ledger;
  if (ledger.crashed === place.epochs)
    throw new Error(`The worker crashed twice in epoch ${place.epochs + 1}: ${why}`);
  ledger.crashed = place.epochs;
  let at = { ...place, ...(await session.restart()) };
  if (latest) {
    const kept = readSnapshot(latest).place;
    if (steps(kept) > steps(at)) at = { ...place, ...(await session.load(latest)) };
  }
  onRevived(`The worker crashed: ${why}. A new one goes on from epoch ${placeText(at)}.`);
  return at;
}
