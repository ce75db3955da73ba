// The table of what was measured here, with what was measured elsewhere beside it.

import { byId, make, say } from '../shell/dom.js';
import { count } from '../shell/format.js';
import { digits, spread } from './figures.js';
import { elsewhere } from './jobs.js';
import { machineOf, native, web } from './measured.js';

/** @param {string} note @param {string} text @param {string} [kind] */
const cell = (note, text, kind = '') =>
  make('td', { class: kind }, text, note ? make('small', {}, note) : '');

/** @param {import('./figures.js').Measurement} measurement */
export function addRow({ job, samples, images }) {
  const { median, low, high } = spread(samples);
  const here = cell(
    images ? `${count(images / median)} images/s` : '',
    `${digits(median)} ${job.unit}`,
    'here',
  );
  const there = Object.values(elsewhere(job)).map((found) =>
    found ? cell(found.note, `${digits(found.value)} ${job.unit}`, 'there') : cell('', '–', 'there'),
  );
  byId('rows', HTMLElement).append(
    make(
      'tr',
      {},
      make('th', { scope: 'row' }, job.label),
      cell('', count(job.threads)),
      here,
      cell('', `${digits(low)} to ${digits(high)}`),
      ...there,
    ),
  );
  byId('results', HTMLElement).hidden = false;
}

export function showElsewhere() {
  say(
    'elsewhere',
    `The last three columns were measured elsewhere: on ${machineOf(native)}, weft in C++ and the others ` +
      `(${native.simd}, ${native.date}, ${native.command}), and weft in Chromium ` +
      `(${web.date}, ${web.command}). One thread here is beside one there, all threads here beside two there. ` +
      'A dash: not measured.',
  );
}
