// The table of what was measured here, with what was measured elsewhere beside it.

import { byId, make } from '../shell/dom.js';
import { count } from '../shell/format.js';
import { digits, spread } from './figures.js';
import { elsewhere } from './jobs.js';
import { machineOf, native, pytorchLine, web } from './measured.js';

/** @param {string} id @param {string} text */
export const say = (id, text) => (byId(id, HTMLElement).textContent = text);

/** @param {number | undefined} value @param {string} unit */
const figure = (value, unit) => (value === undefined ? '–' : `${digits(value)} ${unit}`);

/** @param {import('./figures.js').Measurement} measurement */
export function addRow({ job, samples, images }) {
  const { median, low, high } = spread(samples);
  const there = elsewhere(job);
  const [who, value] = there.other ?? ['', undefined];
  const speed = images ? make('small', {}, `${count(images / median)} images/s`) : '';
  byId('rows', HTMLElement).append(
    make(
      'tr',
      {},
      make('th', { scope: 'row' }, job.label),
      make('td', {}, count(job.threads)),
      make('td', {}, make('b', {}, figure(median, job.unit)), speed),
      make('td', {}, `${digits(low)} to ${digits(high)}`),
      make('td', { class: 'there' }, figure(there.chromium, job.unit)),
      make('td', { class: 'there' }, figure(there.native, job.unit)),
      make('td', { class: 'there' }, figure(value, job.unit), who ? make('small', {}, who) : ''),
    ),
  );
  byId('results', HTMLElement).hidden = false;
}

export function showElsewhere() {
  say(
    'elsewhere',
    `The last three columns were measured elsewhere: on ${machineOf(native)}, weft in C++ and the others ` +
      `(${native.simd}, ${native.date}, ${native.command}), and weft in Chromium (${web.date}, ${web.command}), ` +
      'with 1 thread and with 2.',
  );
  say('pytorch', pytorchLine({ hidden: [256] }));
}
