// The progress bar and the figures under it: epoch, time left, images per second.

import { byId } from '../shell/dom.js';
import { count, duration } from '../shell/format.js';

/** @param {string} id @param {string} text */
const say = (id, text) => (byId(id, HTMLElement).textContent = text);

/** @param {number} fraction */
function bar(fraction) {
  const element = byId('progress', HTMLProgressElement);
  element.value = fraction;
  say('progress-percent', `${Math.floor(100 * fraction)} %`);
}

/** @param {number} epochs */
export function clearProgress(epochs) {
  bar(0);
  say('epoch', `0 of ${count(epochs)}`);
  say('time-left', '–');
  say('speed', '–');
}

/** @param {import('weft').Progress} progress @param {number} epochs */
export function showProgress({ epoch, fraction, secondsLeft, imagesPerSecond }, epochs) {
  bar(fraction);
  say('epoch', `${count(epoch)} of ${count(epochs)}`);
  say('time-left', fraction >= 1 ? 'done' : duration(secondsLeft));
  say('speed', Number.isFinite(imagesPerSecond) ? count(imagesPerSecond) : '–');
}

/** The state in a word, beside the bar. @param {string} text */
export const showState = (text) => say('state', text);

/** No time is left, or none is known. @param {string} text */
export const showTimeLeft = (text) => say('time-left', text);
