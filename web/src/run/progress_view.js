// The progress bar and the figures under it: epoch, time left, speed.

import { byId, say } from '../shell/dom.js';
import { count, duration } from '../shell/format.js';

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
  for (const id of ['time-left', 'speed', 'gflops', 'step-time']) say(id, '–');
}

/** @param {number} x */
const short = (x) => (x >= 100 ? count(x) : x.toPrecision(3));

/**
 * @param {import('weft').Progress} progress @param {number} epochs
 * @param {{ gflops: number, milliseconds: number }} speed
 */
export function showProgress({ epoch, fraction, secondsLeft, imagesPerSecond }, epochs, speed) {
  bar(fraction);
  say('epoch', `${count(Math.min(epoch, epochs))} of ${count(epochs)}`);
  say('time-left', fraction >= 1 ? 'done' : duration(secondsLeft));
  if (!(imagesPerSecond > 0 && Number.isFinite(imagesPerSecond))) return;
  say('speed', count(imagesPerSecond));
  say('gflops', short(speed.gflops));
  say('step-time', short(speed.milliseconds));
}

/** The state in a word, beside the bar. @param {string} text */
export const showState = (text) => say('state', text);

/** No time is left, or none is known. @param {string} text */
export const showTimeLeft = (text) => say('time-left', text);
