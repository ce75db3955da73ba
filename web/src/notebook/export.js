// Cells as a module for Node, and back. Marks as editors know them (the percent format): `// %% 2.1.a` begins a
// cell, `// %% [markdown]` a text. Pure.

import { markCells, restore } from './marks.js';

/** @typedef {import('./section.js').CellBlock | import('./section.js').TextBlock} Block */
/** @typedef {import('./transform.js').Cell} Cell */

const HEAD = (/** @type {string} */ title) => `// ${title.replaceAll('\n', ' ')}
//
// A notebook of weft. Run it with: npm install weft, then node with this file. The page opens it again,
// with what you have changed in the cells; comments like /*const*/ say how a cell was written there.

import { init } from 'weft';
import { d2l as bind } from 'weft/d2l';

const weft = await init();
const d2l = bind(weft);
const { plot, showImages } = d2l;
`;

const TAIL = `
// %% [end] How values are shown.

function print(...values) {
  console.log(toLine(values));
}

function display(...values) {
  for (const value of values)
    if (value !== undefined) console.log(typeof value?.type === 'string' ? \`[\${value.type}]\` : toText(value));
}
`;

/**
 * @param {string} title
 * @param {Block[]} blocks    with the cells as they are now
 * @param {string} format    the text of format.js
 */
export function toModule(title, blocks, format) {
  const { variables, cells } = markCells(blocks.flatMap((block) => ('id' in block ? [block] : [])));
  const marked = new Map(cells.map(({ id, source }) => [id, source]));
  const parts = blocks.map((block) =>
    'id' in block
      ? `// %% ${block.id}\n${marked.get(block.id)}\n`
      : `// %% [markdown]\n${block.markdown.replace(/^/gm, '// ').replace(/ +$/gm, '')}\n`,
  );
  const shared = variables.length > 0 ? `let ${variables.join(', ')};\n` : '';
  const functions = format.replace(/^export /gm, '').replace(/^(\/\/.*\n)+\n/, '');
  return `${HEAD(title)}${shared}\n${parts.join('\n')}${TAIL}\n${functions}`;
}

/**
 * The cells in such a file, as they were written in the page.
 * @param {string} name    the file's, for messages @param {string} text
 * @returns {Cell[]}
 */
export function fromModule(name, text) {
  /** @type {Cell[]} */
  const cells = [];
  const parts = text.replaceAll('\r\n', '\n').split(/^\/\/ %% ?(.*)$/m);
  for (let i = 1; i < parts.length; i += 2) {
    const [, id] = /^([\w.-]+)\s*$/.exec(parts[i]) ?? [];
    if (id === undefined) continue;
    if (cells.some((cell) => cell.id === id))
      throw new Error(`${name}: each cell must be there once, got ${id} twice`);
    cells.push({ id, source: restore(parts[i + 1].replace(/^\n+|\s+$/g, '')) });
  }
  if (cells.length === 0)
    throw new Error(`${name}: must be a notebook that this page has exported, got no line like // %% 2.1.a`);
  return cells;
}
