// The card that says what runs here and on which data, and the labels of the data elsewhere on the page.

import { byId } from './dom.js';
import { count, megabytes } from './format.js';

const DATA = { 'fashion-mnist': 'Fashion-MNIST', synthetic: 'synthetic data' };

/** By what the data is, not by what it is called. @param {import('weft').DatasetInfo} dataset @param {import('../data/sources.js').Source} source */
export const dataName = ({ name }, { kind, name: own }) =>
  name !== 'custom' ? DATA[name] : kind === 'served' ? 'the served files' : own;

/**
 * Marks a part of the page with the data that it shows.
 * @param {'run' | 'gallery'} part
 * @param {string} name
 */
export function labelData(part, name) {
  for (const label of document.querySelectorAll(`[data-source=${part}]`)) {
    label.textContent = name;
    label.classList.toggle('synthetic', name.startsWith('synthetic'));
  }
}

/** A row of the card; one that has nothing to say is not there. @param {string} name @param {string} text */
export function fact(name, text) {
  const value = byId(`status-${name}`, HTMLElement);
  value.textContent = text;
  if (value.parentElement) value.parentElement.hidden = text === '';
}

/**
 * @param {Pick<import('weft').BuildInfo, 'variant' | 'threads' | 'reason'>} info
 * @param {string} [best]    why it is this one, where nothing stands in the way
 */
export function showBuild(
  { variant, threads, reason },
  best = 'The fastest that this browser runs, with the threads asked for.',
) {
  fact('variant', variant);
  fact('threads', count(threads));
  fact('reason', reason || best);
}

/** @param {import('weft').Session} session @param {string} name */
export function showSession({ info, dataset }, name) {
  showBuild(info);
  const what = dataset.shape.length > 1 ? 'images' : 'rows';
  fact('data', `${name}: ${count(dataset.train)} training and ${count(dataset.test)} test ${what}`);
  const { bytes, maximum } = info.memory;
  fact('memory', megabytes(bytes) + (bytes < maximum ? ` of at most ${megabytes(maximum)}` : ', fixed'));
}
