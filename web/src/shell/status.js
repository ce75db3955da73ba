// The card that says what runs here and on which data, and the labels of the data elsewhere on the page.

import { say } from './dom.js';
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

/** @param {Pick<import('weft').BuildInfo, 'variant' | 'threads' | 'reason'>} info */
export function showBuild({ variant, threads, reason }) {
  say('status-variant', variant);
  say('status-threads', count(threads));
  say('status-reason', reason || 'The fastest that this browser runs, with the threads asked for.');
}

/** @param {import('weft').Session} session @param {string} name */
export function showSession({ info, dataset }, name) {
  showBuild(info);
  const what = dataset.shape.length > 1 ? 'images' : 'rows';
  say('status-data', `${name}: ${count(dataset.train)} training and ${count(dataset.test)} test ${what}`);
  const { bytes, maximum } = info.memory;
  say(
    'status-memory',
    megabytes(bytes) + (bytes < maximum ? ` of at most ${megabytes(maximum)}` : ', fixed'),
  );
  say('version', `weft ${info.version}`);
}
