// Messages: errors in the alert area, and one polite sentence an epoch for those who listen.

import { byId } from './dom.js';
import { messageOf } from './format.js';

/** What had the focus when the message came. @type {Element | null} */
let origin = null;

/** @param {unknown} error @param {string} [advice] */
export function showError(error, advice = '') {
  if (!byId('alert', HTMLElement).contains(document.activeElement)) origin = document.activeElement;
  const message = messageOf(error);
  byId('alert-text', HTMLElement).textContent = advice ? `${message.replace(/\.$/, '')}. ${advice}` : message;
  byId('alert', HTMLElement).hidden = false;
}

export function clearError() {
  byId('alert', HTMLElement).hidden = true;
  byId('alert-text', HTMLElement).textContent = '';
}

/** @param {string} sentence */
export function announce(sentence) {
  byId('announcer', HTMLElement).textContent = sentence;
}

/** The Close button goes with the message: the focus goes back, or to the first button of the page. */
function close() {
  clearError();
  const back =
    origin?.isConnected && origin !== document.body ? origin : document.querySelector('main button');
  if (back instanceof HTMLElement) back.focus({ preventScroll: true });
}

export function startNotices() {
  byId('alert-close', HTMLButtonElement).addEventListener('click', close);
}
