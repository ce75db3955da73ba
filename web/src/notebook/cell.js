// One cell: its name, code, buttons, state and what it has shown.

import { make } from '../shell/dom.js';
import { createEditor } from './editor.js';
import { createOutputs } from './outputs.js';

/** @typedef {import('./kernel.js').State} State */
/** @typedef {import('./kernel.js').Failure} Failure */
/**
 * @typedef {object} Actions
 * @property {boolean} isFirst    there is no cell above
 * @property {(id: string) => void} run
 * @property {(id: string) => void} runAbove
 * @property {() => void} interrupt
 * @property {(id: string, source: string) => void} change
 * @property {(id: string) => void} reset
 * @property {(id: string) => void} goOn    to the next cell
 */

/** @type {Record<State, (seconds: number) => string>} */
const STATES = {
  idle: () => '',
  queued: () => 'queued',
  running: () => 'running…',
  done: (seconds) =>
    `done in ${seconds < 0.1 ? `${Math.max(1, Math.round(1000 * seconds))} ms` : `${seconds.toFixed(seconds < 9.95 ? 2 : 1)} s`}`,
  failed: () => 'failed',
  interrupted: () => 'interrupted',
  gone: () => 'done earlier; its variables are gone',
};

/** What runs so long, in milliseconds, can be interrupted where it stands. */
const LONG = 300;

/** @param {string} id @param {string} name */
const button = (id, name) =>
  make(
    'button',
    { type: 'button', class: 'quiet' },
    name,
    make('span', { class: 'visually-hidden' }, ` cell ${id}`),
  );

/** @param {string} id @param {string} original @param {string} source @param {Actions} actions */
export function createCell(id, original, source, actions) {
  const edited = make('span', { class: 'edited' }, 'edited');
  const state = make('span', { class: 'cell-state' });
  const run = button(id, 'Run');
  const above = button(id, 'Run above');
  const reset = button(id, 'Reset');
  const link = make('a', { class: 'cell-id', href: `#${id}` }, id);
  const host = make('div', { class: 'code' });
  const output = make('div', { class: 'output', hidden: '' });
  const element = make(
    'div',
    { class: 'cell', id, role: 'group', 'aria-label': `Cell ${id}` },
    make(
      'p',
      { class: 'cell-head' },
      link,
      edited,
      state,
      make('span', { class: 'cell-buttons' }, run, above, reset),
    ),
    host,
    output,
  );
  above.hidden = actions.isFirst;
  const editor = createEditor(host, source, {
    label: `Code of cell ${id}`,
    onChange(text) {
      showEdited(text);
      actions.change(id, text);
    },
    onRun(goOn) {
      actions.run(id);
      if (goOn) actions.goOn(id);
    },
  });
  const outputs = createOutputs(output, id, (line) => editor.focus(line));
  run.addEventListener('click', () => (canInterrupt ? actions.interrupt() : actions.run(id)));
  above.addEventListener('click', () => actions.runAbove(id));
  reset.addEventListener('click', () => actions.reset(id));

  let canInterrupt = false;
  let wait = 0;
  /** @param {boolean} now */
  function offerInterrupt(now) {
    if (now === canInterrupt) return;
    canInterrupt = now;
    run.firstChild?.replaceWith(now ? 'Interrupt' : 'Run');
  }

  /** @param {string} text */
  function showEdited(text) {
    edited.hidden = reset.hidden = text === original;
  }
  showEdited(source);

  return {
    id,
    original,
    element,
    outputs,
    source: () => editor.text(),
    /** @param {string} text */
    setSource: (text) => editor.setText(text),
    focus() {
      editor.focus();
      // The editor itself leaves the page where it is.
      element.scrollIntoView({ block: 'nearest' });
    },
    /** What it has printed, if that can be heard in one breath. */
    said() {
      const text = output.querySelector(':scope > .text-output:only-child pre')?.textContent ?? '';
      return text.length > 200 ? '' : text;
    },
    isEdited: () => editor.text() !== original,
    /** @param {State} next @param {number} [seconds] @param {Failure} [failure] */
    setState(next, seconds = 0, failure) {
      element.dataset.state = next;
      clearTimeout(wait);
      offerInterrupt(false);
      if (next === 'running') wait = window.setTimeout(() => offerInterrupt(true), LONG);
      state.textContent = STATES[next](seconds);
      if (next === 'queued' || next === 'running') editor.mark();
      if (next === 'running') outputs.clear();
      if (!failure) return;
      if (failure.text.startsWith('SyntaxError')) outputs.clear();
      outputs.fail(failure);
      editor.mark(failure.at.find((place) => place.id === id)?.line);
    },
  };
}
