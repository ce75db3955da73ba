// The strip beside the run: a test image of each class, and what the model says it is at present.

import { byId, say } from '../shell/dom.js';
import { messageOf } from '../shell/format.js';
import { answerTile } from './gallery.js';
import { current } from './subject.js';

/** As many as stand in a line. */
const MOST = 10;
let version = 0;

/** @param {import('./predictions.js').Predictions} predictions */
export async function showStrip(predictions) {
  const mine = ++version;
  const { labels, names, when } = predictions;
  const places = names.slice(0, MOST).map((_, k) => Array.prototype.indexOf.call(labels, k));
  try {
    const tiles = await Promise.all(places.filter((i) => i >= 0).map((i) => answerTile(predictions, i)));
    if (mine !== version) return;
    byId('strip', HTMLElement).replaceChildren(...tiles);
    say('strip-when', when);
  } catch (error) {
    if (current() === predictions.subject && mine === version) say('strip-when', messageOf(error));
  }
}
