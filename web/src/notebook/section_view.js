// A section on the page: its text, its cells, its kernel, and the buttons that are for all of them.

import { make } from '../shell/dom.js';
import { createCell } from './cell.js';
import { messageOf } from '../shell/format.js';

/** @typedef {{ number: string, title: string, blocks: ({ html: string, markdown: string } | { id: string, source: string })[] }} Section */
/** @typedef {ReturnType<typeof createSectionView>} SectionView */
/**
 * @typedef {object} Surroundings
 * @property {ReturnType<typeof import('./store.js').createStore>} store
 * @property {(sentence: string) => void} announce
 * @property {(error: unknown) => void} showError
 * @property {(question: string, yes: string) => Promise<boolean>} ask
 * @property {() => void} changed    what is edited has changed
 * @property {(number: string, progress: Progress) => void} progressed
 */
/** How it is with a section as a whole; done: every cell has been. @typedef {'' | 'running' | 'done' | 'failed'} Progress */

/** @param {string} name @param {() => void} act @param {string} [kind] */
function toolButton(name, act, kind = 'quiet') {
  const button = make('button', { type: 'button', class: kind }, name);
  button.addEventListener('click', act);
  return button;
}

/** @param {Section} section @param {Surroundings} around */
export function createSectionView({ number, title, blocks }, around) {
  const { store, announce, showError, ask, changed, progressed } = around;
  /** @type {Map<string, ReturnType<typeof createCell>>} */
  const cells = new Map();
  /** @type {Map<string, import('./kernel.js').State>} */
  const states = new Map();
  const note = make('p', { class: 'kernel-note' });
  /** Made when the first cell runs. @type {Promise<ReturnType<typeof import('./kernel.js').createKernel>> | undefined} */
  let kernel;
  let isBusy = false;
  /** Those who wait until no cell does. @type {(() => void)[]} */
  let waiting = [];

  const view = {
    cells: () => [...cells.values()].map((cell) => ({ id: cell.id, source: cell.source() })),
    /** @type {import('./kernel.js').View['state']} */
    state(id, state, seconds, failure) {
      states.set(id, state);
      cells.get(id)?.setState(state, seconds, failure);
      void showBusy(id, state);
    },
    /** @type {import('./kernel.js').View['output']} */
    output: (id, message) => cells.get(id)?.outputs.put(message),
    /** @type {import('./kernel.js').View['stray']} */
    stray: (id, failure) => cells.get(id)?.outputs.fail(failure),
    /** @param {string} text */
    note: (text) => (note.textContent = text),
  };
  const loadKernel = () => (kernel ??= import('./kernel.js').then(({ createKernel }) => createKernel(view)));

  /** What the last cell of those that waited says is what is spoken. @param {string} id @param {string} state */
  async function showBusy(id, state) {
    const now = (await loadKernel()).isBusy();
    if (now !== isBusy) element.dataset.busy = String((isBusy = now));
    interrupt.setAttribute('aria-disabled', String(!now));
    progressed(number, now ? 'running' : outcome());
    if (now) return;
    for (const resolve of waiting) resolve();
    waiting = [];
    const said = state === 'done' ? cells.get(id)?.said() : '';
    if (state === 'done') announce(`Cell ${id} finished${said ? `: ${said}` : ''}`);
    else if (state === 'failed' || state === 'interrupted') announce(`Cell ${id} ${state}`);
  }

  const idsIn = (/** @type {import('./kernel.js').State[]} */ ...any) =>
    ids().filter((id) => any.includes(states.get(id) ?? 'idle'));

  /** @returns {Progress} */
  function outcome() {
    if (idsIn('failed').length > 0) return 'failed';
    return idsIn('done', 'gone').length === cells.size ? 'done' : '';
  }

  /** @param {(kernel: ReturnType<typeof import('./kernel.js').createKernel>) => void} act */
  async function withKernel(act) {
    try {
      act(await loadKernel());
    } catch (error) {
      kernel = undefined;
      showError(`Cells cannot run: ${messageOf(error)}`);
    }
  }

  const ids = () => [...cells.keys()];
  /** @param {string} id */
  const run = (id) => void withKernel((kernel) => kernel.run([id]));
  /** @param {string} id */
  function goOn(id) {
    const next = ids()[ids().indexOf(id) + 1];
    if (next) cells.get(next)?.focus();
  }
  /** @param {string} id @param {string} source */
  function change(id, source) {
    const cell = cells.get(id);
    if (source === cell?.original) store.remove(id);
    else store.set(id, source);
    changed();
    showTools();
  }
  /** @param {string} id */
  function reset(id) {
    const cell = cells.get(id);
    cell?.setSource(cell.original);
    cell?.focus();
  }

  const interruptAll = () => void withKernel((kernel) => kernel.interrupt());
  const interrupt = toolButton('Interrupt', interruptAll);
  interrupt.setAttribute('aria-disabled', 'true');
  const resetAll = toolButton('Reset section', async () => {
    const edited = [...cells.values()].filter((cell) => cell.isEdited());
    const what =
      edited.length === 1 ? `The edit of cell ${edited[0].id}` : `The edits of ${edited.length} cells`;
    if (!(await ask(`Reset section ${number}? ${what} will be lost.`, 'Reset'))) return;
    for (const { id } of edited) cells.get(id)?.setSource(cells.get(id)?.original ?? '');
  });
  const tools = make(
    'div',
    { class: 'section-tools' },
    toolButton('Run all', () => void withKernel((kernel) => kernel.run(ids())), 'primary'),
    interrupt,
    toolButton('Restart', () => void withKernel((kernel) => kernel.restart())),
    resetAll,
  );
  function showTools() {
    resetAll.hidden = ![...cells.values()].some((cell) => cell.isEdited());
  }

  const element = make('article', { class: 'section', 'aria-label': `${number} ${title}` });
  let isTitled = false;
  for (const block of blocks) {
    if ('id' in block) {
      const { id, source } = block;
      const above = () => void withKernel((kernel) => kernel.run(ids().slice(0, ids().indexOf(id))));
      const cell = createCell(id, source, store.get(id) ?? source, {
        isFirst: cells.size === 0,
        run,
        runAbove: above,
        interrupt: interruptAll,
        change,
        reset,
        goOn,
      });
      cells.set(id, cell);
      element.append(cell.element);
    } else {
      const text = make('div', { class: 'prose' });
      text.innerHTML = block.html;
      element.append(text);
    }
    if (isTitled) continue;
    isTitled = true;
    // The buttons follow the title.
    const heading = element.querySelector('h2');
    if (heading) heading.after(tools, note);
    else element.prepend(tools, note);
  }
  showTools();

  return {
    element,
    number,
    title,
    blocks: () =>
      blocks.map((block) =>
        'id' in block ? { id: block.id, source: cells.get(block.id)?.source() ?? block.source } : block,
      ),
    has: (/** @type {string} */ id) => cells.has(id),
    /** @param {string} id @param {string} source */
    setSource: (id, source) => cells.get(id)?.setSource(source),
    isEdited: (/** @type {string} */ id) => cells.get(id)?.isEdited() ?? false,
    reset: () => cells.forEach((cell) => cell.isEdited() && cell.setSource(cell.original)),
    original: (/** @type {string} */ id) => cells.get(id)?.original,
    /** Runs every cell. @returns {Promise<{ failed: string[], isDone: boolean }>} */
    async runAll() {
      await withKernel((kernel) => kernel.run(ids()));
      if (kernel && (await kernel).isBusy())
        await new Promise((resolve) => waiting.push(() => resolve(null)));
      return { failed: idsIn('failed'), isDone: outcome() === 'done' };
    },
    interrupt: interruptAll,
    /** Gives the worker back, if it has nothing to do. */
    rest: () => void withKernel((kernel) => kernel.rest()),
  };
}
