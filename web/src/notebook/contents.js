// The table of contents: chapters, their sections, and what of it is open. Addresses are numbers: #2.1 is a
// section, #2.1.1 a heading in it, #2.1.a a cell.

import { make } from '../shell/dom.js';

/** @typedef {import('virtual:notebook').Entry} Entry */

/** The book's chapters. @type {Record<string, string>} */
const CHAPTERS = {
  1: 'Before the book',
  2: 'Preliminaries',
  3: 'Linear neural networks for regression',
  4: 'Linear neural networks for classification',
  5: 'Multilayer perceptrons',
};

/** @param {HTMLElement} host @param {Entry[]} entries */
export function showContents(host, entries) {
  /** @type {Map<string, HTMLElement>} */
  const chapters = new Map();
  for (const { number, title } of entries) {
    const chapter = number.split('.')[0];
    let list = chapters.get(chapter);
    if (!list) {
      list = make('ul');
      chapters.set(chapter, list);
      host.append(
        make('li', {}, make('span', { class: 'chapter' }, `${chapter} ${CHAPTERS[chapter] ?? ''}`), list),
      );
    }
    list.append(make('li', {}, make('a', { href: `#${number}` }, `${number} ${title}`)));
  }
}

/** @param {HTMLElement} host @param {string} number */
export function markCurrent(host, number) {
  for (const link of host.querySelectorAll('a')) {
    if (link.hash === `#${number}`) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
}

/** @type {Record<import('./section_view.js').Progress, [mark: string, word: string]>} */
const MARKS = { '': ['', ''], running: ['…', 'running'], done: ['✓', 'has run'], failed: ['✗', 'failed'] };

/** Says beside a section's title how it is with it. @param {HTMLElement} host @param {string} number @param {import('./section_view.js').Progress} progress */
export function markProgress(host, number, progress) {
  const link = [...host.querySelectorAll('a')].find(({ hash }) => hash === `#${number}`);
  if (!link || link.dataset.progress === progress) return;
  link.dataset.progress = progress;
  link.querySelector('.progress-mark')?.remove();
  const [mark, word] = MARKS[progress];
  if (!word) return;
  const hidden = make('span', { class: 'visually-hidden' }, ` (${word})`);
  const seen = make('span', { 'aria-hidden': 'true' }, `\u00a0${mark}`);
  link.append(make('span', { class: 'progress-mark' }, seen, hidden));
}

/** The section in which an address lies. @param {Entry[]} entries @param {string} address */
export function entryOf(entries, address) {
  return entries.find(
    ({ number, cells, headings }) =>
      address !== '' && [number, ...cells, ...headings.map((heading) => heading.number)].includes(address),
  );
}
