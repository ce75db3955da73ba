// The page's address follows the settings, so that copying it is enough.

import { on } from '../run/events.js';

/** Milliseconds: browsers allow some hundred changes in half a minute. */
const PATIENCE = 300;

/**
 * @param {() => string | undefined} link    undefined while a field is wrong
 * @param {() => void} onChange    another link than the page's own
 * @returns {() => void}    something may have changed
 */
export function startLink(link, onChange) {
  let timer = 0;
  const write = () => {
    const hash = link();
    if (hash && hash !== location.hash) history.replaceState(null, '', hash);
  };
  const soon = () => {
    clearTimeout(timer);
    timer = window.setTimeout(write, PATIENCE);
  };
  addEventListener('hashchange', () => {
    if (location.hash !== link()) onChange();
    soon();
  });
  // Data that was chosen, a run that was opened, more epochs.
  on('state', (state) => state !== 'idle' && soon());
  let first = true;
  on('ready', () => {
    // A page that nobody has touched keeps its plain address.
    if (!first) soon();
    first = false;
  });
  return soon;
}
