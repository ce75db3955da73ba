// Cells as a module for Node, and back. Marks as editors know them (the percent format): `// %% 2.1.a` begins a
// cell, `// %% [markdown]` a text. One section is the module itself; of several each is a function, with names
// and classes of its own, as each has a worker of its own in the page. Pure.

import { markCells, restore } from './marks.js';

/** @typedef {import('./section.js').CellBlock | import('./section.js').TextBlock} Block */
/** @typedef {import('./transform.js').Cell} Cell */

const HEAD = (/** @type {string} */ title) => `// ${title.replaceAll('\n', ' ')}
//
// A notebook of weft. Run it with: npm install weft (or the folder wasm of its repository), then node with this file.
// WEFT_DATA names the folder with Fashion-MNIST's four files; without it, synthetic images take their place. The page
// opens this file again, with what you have changed in the cells; comments like /*const*/ say how a cell was written there.

import { init } from 'weft';
import { d2l as bind } from 'weft/d2l';

let weft = await init();
`;

const ONE = `let d2l = bind(weft);
let { plot, showImages } = d2l;
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

const SEVERAL = `
/** What fails in a section does not keep the next from running. */
async function section(title, cells) {
  console.log(\`\\n# \${title}\\n\`);
  const d2l = bind(weft);
  try {
    await cells({ d2l, plot: d2l.plot, showImages: d2l.showImages });
  } catch (error) {
    console.error(error);
    process.exitCode = 1;
  }
}
`;

/** A section's variables, and its blocks. @param {Block[]} blocks */
function bodyOf(blocks) {
  const { variables, cells } = markCells(blocks.flatMap((block) => ('id' in block ? [block] : [])));
  const marked = new Map(cells.map(({ id, source }) => [id, source]));
  const parts = blocks.map((block) =>
    'id' in block
      ? `// %% ${block.id}\n${marked.get(block.id)}\n`
      : `// %% [markdown]\n${block.markdown.replace(/^/gm, '// ').replace(/ +$/gm, '')}\n`,
  );
  const shared = variables.length > 0 ? `let ${variables.join(', ')};\n` : '';
  return `${shared}\n${parts.join('\n')}`;
}

/** format.js without the word export. @param {string} format */
const functionsOf = (format) => format.replace(/^export /gm, '').replace(/^(\/\/.*\n)+\n/, '');

/** @typedef {{ title: string, blocks: Block[] }} Section    with the cells as they are now */

/** One section. @param {Section} section @param {string} format    the text of format.js */
export const toModule = ({ title, blocks }, format) =>
  `${HEAD(title)}${ONE}${bodyOf(blocks)}${TAIL}\n${functionsOf(format)}`;

/** Several. @param {string} title @param {Section[]} sections @param {string} format */
export function toBook(title, sections, format) {
  const parts = sections.map(
    (one) =>
      `// %% [section]\nawait section(${JSON.stringify(one.title)}, async ({ d2l, plot, showImages }) => {\n${bodyOf(one.blocks)}\n// %% [end]\n});\n`,
  );
  return `${HEAD(title)}\n${parts.join('\n')}${TAIL}${SEVERAL}\n${functionsOf(format)}`;
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
