// A table that was picked: its first rows, and the choice of the label column and of what is held out.

import { byId, make } from '../shell/dom.js';
import { messageOf } from '../shell/format.js';
import { previewTable, readTable } from './tables.js';
import { tableSource } from './sources.js';

const LIKELY = /^(label|labels|class|classes|target|species|category|y|type|kind)$/i;
const SHARE = { min: 1, max: 90 };

/** @type {File | undefined} */
let file;
/** A later request makes the answer to an earlier one void. */
let turn = 0;

export function hideTable() {
  turn++;
  file = undefined;
  byId('table-panel', HTMLElement).hidden = true;
}

/** @param {string[][]} rows @param {'th' | 'td'} cell */
const lines = (rows, cell) =>
  rows.map((row) =>
    make('tr', {}, ...row.map((text) => make(cell, cell === 'th' ? { scope: 'col' } : {}, text))),
  );

/** @param {File} picked @returns {Promise<boolean>}    whether it is the table that shows now */
export async function showTable(picked) {
  const mine = ++turn;
  const { columns, rows } = await previewTable(picked);
  if (mine !== turn) return false;
  file = picked;
  byId('table-name', HTMLElement).textContent =
    `${picked.name}: ${columns.length} columns; the first ${rows.length === 1 ? 'row' : `${rows.length} rows`}`;
  byId('table-head', HTMLElement).replaceChildren(...lines([columns], 'th'));
  byId('table-body', HTMLElement).replaceChildren(...lines(rows, 'td'));
  const likely = columns.find((column) => LIKELY.test(column)) ?? columns[columns.length - 1];
  const select = byId('table-label', HTMLSelectElement);
  select.replaceChildren(...columns.map((column) => make('option', { value: column }, column)));
  select.value = likely;
  byId('table-panel', HTMLElement).hidden = false;
  return true;
}

/** In percent, or undefined with its message shown. */
function readShare() {
  const input = byId('table-share', HTMLInputElement);
  const note = byId('table-share-error', HTMLElement);
  const typed = input.value.trim();
  const value = /^\d+$/.test(typed) ? Number(typed) : NaN;
  const right = value >= SHARE.min && value <= SHARE.max;
  note.hidden = right;
  note.textContent = right
    ? ''
    : `held out: a whole number from ${SHARE.min} to ${SHARE.max}; got “${typed.slice(0, 24)}”`;
  if (right) input.removeAttribute('aria-invalid');
  else {
    input.setAttribute('aria-invalid', 'true');
    input.focus();
  }
  return right ? value : undefined;
}

/** @param {(source: import('./sources.js').Source) => void} onUse @param {(message: string) => void} onError */
export function startTable(onUse, onError) {
  const button = byId('table-use', HTMLButtonElement);
  button.addEventListener('click', async () => {
    const percent = readShare();
    if (!file || percent === undefined) return;
    const mine = ++turn;
    const used = file;
    const options = {
      label: byId('table-label', HTMLSelectElement).value,
      share: percent / 100,
      scale: byId('table-scale', HTMLInputElement).checked,
    };
    button.textContent = 'Reading…';
    try {
      const table = await readTable(used, options);
      if (mine === turn) onUse(tableSource(used, options, table));
    } catch (error) {
      if (mine === turn) onError(messageOf(error));
    } finally {
      button.textContent = 'Use this table';
    }
  });
}
