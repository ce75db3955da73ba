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

/** The Close button goes with the message: the focus goes back, or to the first button that takes it. */
function close() {
  clearError();
  for (const back of [origin, ...document.querySelectorAll('main button')]) {
    if (!(back instanceof HTMLElement) || back === document.body) continue;
    back.focus({ preventScroll: true });
    // What has gone, is hidden or disabled by now does not take it.
    if (document.activeElement === back) return;
  }
}

export function startNotices() {
  byId('alert-close', HTMLButtonElement).addEventListener('click', close);
}
