// The notebook: one section at a time, loaded when it is asked for; those that were open keep their workers.

import '../shell/styles/base.css';
import '../shell/styles/layout.css';
import '../shell/styles/controls.css';
import './notebook.css';
import './cells.css';
import entries from 'virtual:notebook';
import { byId } from '../shell/dom.js';
import { announce, clearError, showError, startNotices } from '../shell/notices.js';
import { keepOffline } from '../shell/offline.js';
import { ask } from './ask.js';
import { startBookRun } from './book_run.js';
import { entryOf, markCurrent, markProgress, showContents } from './contents.js';
import { createSectionView } from './section_view.js';
import { createStore } from './store.js';

/** @typedef {import('./section_view.js').SectionView} SectionView */

/** So many sections keep their workers: each has memory and threads of its own. */
const AWAKE = 4;

const host = byId('sections', HTMLElement);
const contents = byId('contents-list', HTMLElement);
const resetAll = byId('reset-all', HTMLButtonElement);
const store = createStore(showError, takeOver);
/** By number. @type {Map<string, Promise<SectionView>>} */
const views = new Map();
/** Those that may have a worker, and whether it has work; the latest at the end. @type {Map<string, boolean>} */
const awake = new Map();
let shown = '';

const changed = () => (resetAll.hidden = store.ids().length === 0);

/** @param {import('virtual:notebook').Entry} entry @returns {Promise<SectionView>} */
function viewOf(entry) {
  let view = views.get(entry.number);
  if (!view) {
    view = entry.load().then((module) => {
      const made = createSectionView(module.default, {
        store,
        announce,
        showError,
        ask,
        changed,
        progressed,
      });
      made.element.hidden = true;
      host.append(made.element);
      return made;
    });
    // Asked for again, it may come.
    view.catch(() => views.delete(entry.number));
    views.set(entry.number, view);
  }
  return view;
}

/** @type {import('./section_view.js').Surroundings['progressed']} */
function progressed(number, progress) {
  markProgress(contents, number, progress);
  if (progress !== 'running' && !awake.has(number)) return;
  awake.delete(number);
  awake.set(number, progress === 'running');
  const idle = [...awake.keys()].filter((other) => !awake.get(other));
  for (const other of idle.slice(0, Math.max(0, awake.size - AWAKE))) {
    awake.delete(other);
    void views.get(other)?.then((view) => view.rest());
  }
}

/** What another tab has kept is what there is here, too. @param {string} id */
async function takeOver(id) {
  for (const view of await Promise.all(views.values()))
    if (view.has(id)) view.setSource(id, store.get(id) ?? view.original(id) ?? '');
  changed();
}

/** Shows the section of the address, and goes to it. @param {string} address */
async function show(address) {
  const found = entryOf(entries, address);
  const entry = found ?? entries[0];
  if (address && !found)
    showError(`There is no section or cell ${address}`, `Here is section ${entry.number}`);
  shown = entry.number;
  host.setAttribute('aria-busy', 'true');
  try {
    const view = await viewOf(entry);
    if (shown !== entry.number) return;
    for (const article of host.children)
      /** @type {HTMLElement} */ (article).hidden = article !== view.element;
    markCurrent(contents, entry.number);
    document.title = `${entry.number} ${entry.title} – weft notebook`;
    showNeighbours(entry);
    const target = address ? document.getElementById(address) : undefined;
    target?.scrollIntoView();
    if (target) focusOn(target);
  } catch {
    showError(`Section ${entry.number} could not be loaded`, 'Try again when there is a network');
  } finally {
    host.removeAttribute('aria-busy');
  }
}

/** @param {HTMLElement} target */
function focusOn(target) {
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
}

/** @param {import('virtual:notebook').Entry} entry */
function showNeighbours(entry) {
  const at = entries.indexOf(entry);
  for (const [id, neighbour] of /** @type {const} */ ([
    ['previous', entries[at - 1]],
    ['next', entries[at + 1]],
  ])) {
    const link = byId(id, HTMLAnchorElement);
    link.hidden = !neighbour;
    if (!neighbour) continue;
    link.href = `#${neighbour.number}`;
    link.textContent =
      id === 'next' ? `${neighbour.number} ${neighbour.title} →` : `← ${neighbour.number} ${neighbour.title}`;
  }
}

const wholeView = () => Promise.all(entries.map(viewOf));

/** @param {SectionView} view */
const asWritten = (view) => ({ title: `${view.number} ${view.title}`, blocks: view.blocks() });

async function exportSection() {
  const [{ saveSection }, view] = await Promise.all([import('./files.js'), viewOf(current())]);
  saveSection(`weft_${view.number}.mjs`, asWritten(view));
}

async function exportAll() {
  const [{ saveBook }, all] = await Promise.all([import('./files.js'), wholeView()]);
  saveBook('weft_notebook.mjs', 'The notebook', all.map(asWritten));
}

/** @param {File} file */
async function open(file) {
  const { read } = await import('./files.js');
  const cells = await read(file);
  const all = await wholeView();
  const place = (/** @type {string} */ id) => all.find((view) => view.has(id));
  const strange = cells.filter(({ id }) => !place(id)).map(({ id }) => id);
  if (strange.length === cells.length)
    throw new Error(`${file.name}: has no cell of this notebook, got ${strange.slice(0, 5).join(', ')}`);
  const fresh = cells.filter(({ id, source }) => {
    const view = place(id);
    const now = view?.blocks().find((block) => 'id' in block && block.id === id);
    return now && 'id' in now && now.source.trim() !== source;
  });
  const lost = fresh.filter(({ id }) => place(id)?.isEdited(id)).map(({ id }) => id);
  const question = `${file.name} replaces your edits of ${lost.length === 1 ? `cell ${lost[0]}` : `${lost.length} cells`}.`;
  if (lost.length > 0 && !(await ask(question, 'Replace'))) return;
  for (const { id, source } of fresh) {
    const view = place(id);
    view?.setSource(id, view.original(id)?.trim() === source ? (view.original(id) ?? source) : source);
  }
  const cellsOf = (/** @type {number} */ n) => `${n} ${n === 1 ? 'cell' : 'cells'}`;
  announce(`${file.name}: ${cellsOf(fresh.length)} changed`);
  byId('file-note', HTMLElement).textContent =
    `${file.name}: ${cellsOf(cells.length - strange.length)} read, ${fresh.length} of them changed here${strange.length > 0 ? `; left out, as they are not of this notebook: ${strange.join(', ')}` : ''}.`;
}

const current = () => entryOf(entries, shown) ?? entries[0];

/** @param {() => Promise<unknown>} act */
async function attempt(act) {
  clearError();
  try {
    await act();
  } catch (error) {
    showError(error);
  }
}

async function resetEverything() {
  const count = store.ids().length;
  const what = count === 1 ? 'The edit of one cell' : `The edits of ${count} cells`;
  if (!(await ask(`Reset the whole notebook? ${what} will be lost.`, 'Reset'))) return;
  for (const view of await wholeView()) view.reset();
  // What is left is of cells that this notebook has no longer.
  for (const id of store.ids()) store.remove(id);
  changed();
}

startNotices();
changed();
showContents(contents, entries);
// Section 1 is about the notebook itself, and has a cell that is wrong on purpose.
startBookRun(
  entries.filter(({ number }) => number !== '1'),
  viewOf,
);
byId('export-section', HTMLButtonElement).addEventListener('click', () => attempt(exportSection));
byId('export-all', HTMLButtonElement).addEventListener('click', () => attempt(exportAll));
resetAll.addEventListener('click', () => attempt(resetEverything));
const picker = byId('open-file', HTMLInputElement);
picker.addEventListener('change', () => {
  const [file] = picker.files ?? [];
  picker.value = '';
  if (file) void attempt(() => open(file));
});
// In one column the contents would push the notebook down.
if (matchMedia('(max-width: 55.99rem)').matches) contents.closest('details')?.removeAttribute('open');

/** A broken escape is an address that there is not. */
function address() {
  const hash = location.hash.slice(1);
  try {
    return decodeURIComponent(hash);
  } catch {
    return hash;
  }
}
addEventListener('hashchange', () => void show(address()));
void show(address());
void keepOffline();
