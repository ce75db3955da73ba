// What this browser has kept of an earlier visit, offered: to go on with it, or to discard it.

import { byId } from '../shell/dom.js';
import { on } from './events.js';
import { placeText } from './snapshot.js';

/** @typedef {import('./checkpoint_file.js').Opened} Opened */

const clock = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false });
const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'long' });

/** @param {Date} time */
function when(time) {
  const today = new Date().toDateString() === time.toDateString();
  return today ? clock.format(time) : `${day.format(time)}, ${clock.format(time)}`;
}

/** @param {Opened} opened */
function offerText({ about: { config, data, time }, snapshot: { place } }) {
  const whose = time && !Number.isNaN(time.getTime()) ? `A run of ${when(time)}` : 'A run';
  const done = place.epochs >= config.epochs;
  const where = done
    ? `finished its ${place.epochs} epochs`
    : `stopped at epoch ${placeText(place)} of ${config.epochs}`;
  return `${whose} ${where} (${data?.name ?? 'unknown data'}).`;
}

/**
 * @param {Opened} opened
 * @param {{ goOn: () => void, discard: () => void }} actions
 */
export function showOffer(opened, { goOn, discard }) {
  const offer = byId('offer', HTMLElement);
  const { about, snapshot } = opened;
  byId('offer-text', HTMLElement).textContent = offerText(opened);
  const needs = byId('offer-needs', HTMLElement);
  needs.hidden = about.data?.part !== 'own';
  needs.textContent = `It needs ${about.data?.name} again: choose them under Data, then go on.`;
  byId('offer-go-on', HTMLButtonElement).textContent =
    snapshot.place.epochs >= about.config.epochs ? 'Bring it back' : 'Go on with it';
  offer.hidden = false;

  const close = () => {
    if (offer.contains(document.activeElement)) byId('pause', HTMLButtonElement).focus();
    offer.hidden = true;
    off();
    byId('offer-go-on', HTMLButtonElement).onclick = null;
    byId('offer-discard', HTMLButtonElement).onclick = null;
  };
  // Another run takes its place.
  const off = on('begin', close);
  byId('offer-go-on', HTMLButtonElement).onclick = goOn;
  byId('offer-discard', HTMLButtonElement).onclick = () => {
    close();
    byId('train', HTMLButtonElement).focus();
    discard();
  };
}
