// Messages: errors in the alert area, and one polite sentence an epoch for those who listen.

import { byId } from './dom.js';
import { messageOf } from './format.js';

/** @param {unknown} error @param {string} [advice] */
export function showError(error, advice = '') {
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

export function startNotices() {
  byId('alert-close', HTMLButtonElement).addEventListener('click', clearError);
}
