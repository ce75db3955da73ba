// Keeps the run in this browser while it goes on: a few seconds after the last time, at each rest, and when
// the tab is left.

import { byId } from '../shell/dom.js';
import { on } from './events.js';
import { placeText } from './snapshot.js';
import { claimStore, removeKept, writeKept } from './store.js';

/** Milliseconds from one file to the next, at least; a large model's take longer, and then they are rarer. */
const EVERY = 5000;
const SHARE = 20;

let owned = false;
/** Counts the runs: what is said of one that has gone comes too late. */
let era = 0;

/** @param {string} text */
function say(text) {
  const note = byId('kept', HTMLElement);
  note.textContent = text;
  note.hidden = text === '';
}

/** @param {import('./ledger.js').Ledger} ledger    which has just been saved */
export async function keep({ latest, place }) {
  if (!latest) return;
  if (!owned) return say('Not kept for the next visit: another tab of this page keeps its run.');
  const mine = era;
  const problem = await writeKept(latest);
  if (mine !== era) return;
  say(
    problem
      ? `Not kept for the next visit: ${problem}.`
      : `Kept in this browser for the next visit: epoch ${placeText(place)}.`,
  );
}

export function forget() {
  if (owned) removeKept();
  era++;
  say('');
}

/** @param {() => import('./ledger.js').Ledger | undefined} held @param {() => void} offer    what was kept: at the beginning, and when a run is lost */
export function startKeeper(held, offer) {
  let due = 0;
  let saving = false;
  /** @type {import('./events.js').State} */
  let state = 'idle';

  async function save() {
    const ledger = held();
    if (saving || state !== 'training' || !ledger) return;
    saving = true;
    const begun = performance.now();
    try {
      await ledger.save();
      if (held() === ledger) await keep(ledger);
    } catch {
      // A worker that crashes is the training's business.
    }
    saving = false;
    due = performance.now() + Math.max(EVERY, SHARE * (performance.now() - begun));
  }

  on('state', (next) => (state = next));
  on('begin', () => {
    era++;
    say('');
    due = performance.now() + EVERY;
  });
  on('progress', () => {
    if (performance.now() >= due) void save();
  });
  on('end', ({ session }) => owned && !session && offer());
  document.addEventListener('visibilitychange', () => document.hidden && save());
  addEventListener('pagehide', save);
  claimStore(() => {
    owned = true;
    offer();
  });
}
