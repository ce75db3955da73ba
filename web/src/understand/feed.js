// Keeps panels up to date with the model: computes when at least one of them is open and something has
// changed, one computation at a time and not too often; a closed panel costs nothing, and one that nobody
// sees waits for the end of the run.

import { messageOf } from '../shell/format.js';
import { current, isLost, onChange } from './subject.js';

/** @typedef {import('./subject.js').Subject} Subject */
/** @typedef {import('./subject.js').Change} Change */

/**
 * @template T
 * @typedef {object} View
 * @property {HTMLDetailsElement} panel    with a .panel-message for what went wrong and a .panel-body
 * @property {(value: T) => void} show
 * @property {(subject: Subject) => string} [refuse]    why there is nothing to show, in a sentence
 */

const LOST = 'The model is gone. What stands here is older; train again to go on.';
/** Milliseconds from the end of one computation to the next while training. */
const PAUSE = 2000;

/**
 * @template T
 * @param {object} options
 * @param {View<T>[]} options.views
 * @param {(subject: Subject) => Promise<T>} options.compute
 * @param {readonly Change[]} [options.after]    what makes a value old besides another subject and the end of a run
 * @param {number} [options.pause]    milliseconds
 */
export function createFeed({ views, compute, after = ['epoch'], pause = PAUSE }) {
  /** @type {{ value: T, subject: Subject, moment: number } | undefined} */
  let latest;
  /** What each view shows. @type {Map<View<T>, T>} */
  const shown = new Map();
  let busy = false;
  /** Something has changed while it was busy. @type {'' | 'soon' | 'now'} */
  let again = '';
  let ended = -Infinity;
  /** A model that learns is shown again and again. */
  let learning = false;
  /** Panels in sight. @type {Set<Element>} */
  const seen = new Set();
  /** @type {{ timer: ReturnType<typeof setTimeout>, at: number } | undefined} */
  let planned;

  /** @param {View<T>} view */
  const isOpen = ({ panel }) => panel.open && !document.hidden && (!learning || seen.has(panel));

  /** The views to compute for; the others say why not. @param {Subject} subject */
  const wanting = (subject) =>
    views.filter((view) => {
      if (!isOpen(view)) return false;
      const why = view.refuse?.(subject) ?? '';
      if (why) say(view, why, true);
      return !why;
    });

  /** @param {View<T>[]} open */
  function paint(open) {
    for (const view of open) {
      say(view, '', false);
      if (!latest || shown.get(view) === latest.value) continue;
      shown.set(view, latest.value);
      view.show(latest.value);
    }
  }

  /** @param {number} at */
  function plan(at) {
    if (planned && planned.at <= at) return;
    clearTimeout(planned?.timer);
    planned = { at, timer: setTimeout(run, Math.max(0, at - performance.now())) };
  }
  const soon = () => plan(ended + pause);
  const now = () => plan(0);

  async function run() {
    planned = undefined;
    const subject = current();
    if (busy) again ||= 'soon';
    if (!subject && isLost()) views.filter(isOpen).forEach((view) => say(view, LOST, false));
    if (!subject || busy) return;
    const open = wanting(subject);
    if (open.length === 0) return;
    if (latest?.subject === subject && latest.moment === subject.moment) return paint(open);
    busy = true;
    const { moment } = subject;
    try {
      const value = await compute(subject);
      if (current() === subject) {
        latest = { value, subject, moment };
        paint(wanting(subject));
      }
    } catch (error) {
      // A session that has given place to another answers nothing more.
      if (current() === subject) open.forEach((view) => say(view, messageOf(error), false));
    }
    busy = false;
    ended = performance.now();
    if (current() !== subject || again === 'now') now();
    else if (again === 'soon') soon();
    again = '';
  }

  onChange((change) => {
    learning = change === 'progress' || change === 'epoch';
    if (change === 'new' || change === 'end') {
      if (busy) again = 'now';
      else now();
    } else if (after.includes(change)) soon();
  });
  const sight = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) seen[isIntersecting ? 'add' : 'delete'](target);
    if (entries.some(({ isIntersecting }) => isIntersecting)) learning ? soon() : now();
  });
  for (const { panel } of views) {
    panel.addEventListener('toggle', now);
    sight.observe(panel);
  }
  document.addEventListener('visibilitychange', now);

  /** @param {View<T>} view @param {string} message @param {boolean} instead    of what the panel has */
  function say({ panel }, message, instead) {
    const [place, body] = ['.panel-message', '.panel-body'].map((part) => panel.querySelector(part));
    if (!(place instanceof HTMLElement) || !(body instanceof HTMLElement)) return;
    if (place.textContent !== message) place.textContent = message;
    place.hidden = message === '';
    body.hidden = instead;
  }

  /** Computes anew although the model is the same: something else has changed. */
  return function renew() {
    latest = undefined;
    if (busy) again = 'now';
    else now();
  };
}
