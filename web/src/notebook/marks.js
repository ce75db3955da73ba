// A cell in an exported file, where all cells of a section stand one after the other in one module. Only what a
// module cannot have is changed, by the edits of parse.js: a name that is declared twice, or a constant
// that another cell assigns to, is a variable of the whole file; the last expression is displayed. Each
// change leaves a comment, by which `restore` finds the cell as it was.

import { GIVEN, parseCell } from './parse.js';
import { applyEdits } from './transform.js';

/** @typedef {import('./transform.js').Cell} Cell */

/**
 * @param {Cell[]} cells
 * @returns {{ variables: string[], cells: Cell[] }}    the names to declare first; each cell as it is written
 */
export function markCells(cells) {
  /** @type {Set<string>} */
  const taken = new Set();
  for (const { source } of cells) parseCell(source, taken);
  const parsed = cells.map(({ source }) => parseCell(source, taken));
  const good = parsed.flatMap((cell) => ('message' in cell ? [] : [cell]));
  /** @type {Map<string, number>} */
  const times = new Map(GIVEN.map((name) => [name, 1]));
  for (const name of good.flatMap(({ names }) => names)) times.set(name, (times.get(name) ?? 0) + 1);
  const assigned = new Set(good.flatMap((cell) => [...cell.assigned]));
  const declared = good.flatMap(({ declarations }) => declarations);
  const constants = new Set(declared.flatMap(({ kind, names }) => (kind === 'const' ? names : [])));
  /** @param {string} name */
  const changes = (name) => (times.get(name) ?? 0) > 1 || (constants.has(name) && assigned.has(name));

  /** @type {Set<string>} */
  const variables = new Set();
  const marked = cells.map(({ id, source }, i) => {
    const cell = parsed[i];
    if ('message' in cell) return { id, source: commentOut(source, cell) };
    const changed = cell.declarations.filter(({ names }) => names.some(changes));
    for (const name of changed.flatMap(({ names }) => names)) variables.add(name);
    const edits = changed.flatMap((declaration) => declaration.edits);
    const hoisted = changed.flatMap((declaration) => declaration.hoisted || []);
    const { value, tuple } = cell;
    if (value) edits.push({ at: value.start, text: '/*show*/ display(' });
    if (tuple) edits.push({ at: tuple.start, text: '/**/[' }, { at: tuple.end, text: ']/**/' });
    if (value) edits.push({ at: value.end, text: ')/**/' });
    return {
      id,
      source: [...hoisted.map((line) => `/*hoist*/ ${line}`), applyEdits(source, edits)].join('\n'),
    };
  });
  return { variables: [...variables].filter((name) => !GIVEN.includes(name)), cells: marked };
}

/** A cell that is no JavaScript cannot stand in a module. @param {string} source @param {import('./transform.js').Fault} fault */
const commentOut = (source, { message, line }) =>
  [
    `/*broken*/ // left out: line ${line}: ${message}`,
    ...source.split('\n').map((text) => `//! ${text}`),
  ].join('\n');

/** What a cell was before markCells. @param {string} text */
export function restore(text) {
  if (text.startsWith('/*broken*/'))
    return text
      .split('\n')
      .slice(1)
      .map((line) => line.replace(/^\/\/! ?/, ''))
      .join('\n');
  return text
    .replace(/^\/\*hoist\*\/ (\S+) = Object\.defineProperty\((\S+), .*\n/gm, '')
    .replace(/\/\*function (\S+)\*\/ [^\s(]+/g, '$1')
    .replace(/\/\*(const|let|var)\*\/ (?:0, )?/g, '$1 ')
    .replace(/\/\*class\*\/ \S+ = (?=class\b)/g, '')
    .replace('/*show*/ display(', '')
    .replace(/\/\*\*\/\[|(?: = undefined;?|[\]);])\/\*\*\//g, '');
}
