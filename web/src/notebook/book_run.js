// The chapters of the book, section after section, by one button. Each section has its own worker, so that one
// that fails does not keep the next from running; what is read meanwhile stays where it is.

import { byId, make } from '../shell/dom.js';
import { announce, showError } from '../shell/notices.js';
import { duration, messageOf } from '../shell/format.js';

/** @typedef {import('virtual:notebook').Entry} Entry */
/** @typedef {import('./section_view.js').SectionView} SectionView */

/** @param {Entry[]} entries    in order @param {(entry: Entry) => Promise<SectionView>} viewOf */
export function startBookRun(entries, viewOf) {
  const run = byId('run-book', HTMLButtonElement);
  const stop = byId('stop-book', HTMLButtonElement);
  const note = byId('book-note', HTMLElement);
  let isRunning = false;
  let isStopped = false;
  /** @type {SectionView | undefined} */
  let current;

  function showRunning() {
    run.setAttribute('aria-disabled', String(isRunning));
    stop.setAttribute('aria-disabled', String(!isRunning));
  }

  /** @param {string} id @param {string} [text] */
  const link = (id, text = id) => make('a', { href: `#${id}` }, text);

  async function runAll() {
    if (isRunning) return;
    isRunning = true;
    isStopped = false;
    showRunning();
    const begin = performance.now();
    /** @type {string[]} */
    const failed = [];
    let ran = 0;
    for (const entry of entries) {
      const place = `${entries.indexOf(entry) + 1} of ${entries.length}`;
      note.replaceChildren('Running ', link(entry.number, `${entry.number} ${entry.title}`), `, ${place}.`);
      try {
        const view = await viewOf(entry);
        if (isStopped) break;
        current = view;
        const result = await view.runAll();
        failed.push(...result.failed);
        if (result.isDone) ran += 1;
        // Interrupted or restarted where it stands, it does not go on elsewhere.
        else if (result.failed.length === 0) isStopped = true;
      } catch (error) {
        failed.push(entry.number);
        showError(`Section ${entry.number} cannot run: ${messageOf(error)}`);
      }
      if (isStopped) break;
    }
    isRunning = false;
    showRunning();
    const all = ran === entries.length ? `All ${ran}` : `${ran} of ${entries.length}`;
    const time = duration((performance.now() - begin) / 1000);
    note.replaceChildren(
      `${isStopped ? 'Stopped: ' : ''}${all} sections have run, in ${time}.`,
      ...(failed.length > 0 ? [' Failed: '] : []),
      ...failed.flatMap((id, i) => [i > 0 ? ', ' : '', link(id)]),
    );
    announce(note.textContent ?? '');
  }

  run.addEventListener('click', () => void runAll());
  stop.addEventListener('click', () => {
    if (!isRunning) return;
    isStopped = true;
    current?.interrupt();
  });
}
