// Cells as functions of one module. What a cell declares at its top level becomes a variable of the
// module, which the section's other cells share; the value of its last expression goes to `show`. All
// changes stay within their lines, so that line numbers of errors are the cell's own. Pure: the page's
// kernel, the exported file and the tests under Node use the same.

import { GIVEN, parseCell } from './parse.js';

/** @typedef {import('./parse.js').Parsed} Parsed */
/** @typedef {{ id: string, source: string }} Cell */
/** @typedef {{ message: string, line: number, column: number }} Fault   counted from 1 */
/** @typedef {{ id: string, first: number, last: number }} Span    a cell's lines in the module, counted from 1 */

/** The line ends of JavaScript. */
const LINE_END = /\r\n?|[\n\u2028\u2029]/;

/**
 * One module of all cells. It takes GIVEN from `globalThis.weftNotebook.given`, and hands
 * `[{ id, run }]` to `globalThis.weftNotebook.start`; `run(show)` is async.
 * @param {Cell[]} cells
 * @param {string} [before]    a first line, for instance an import
 * @returns {{ code: string, spans: Span[], faults: Map<string, Fault>, parsed: Map<string, Parsed> }}
 *   faults: of the cells that the module leaves out
 */
export function moduleOf(cells, before = '') {
  /** @type {Map<string, Fault>} */
  const faults = new Map();
  /** @type {Map<string, Parsed>} */
  const parsed = new Map();
  for (const { id, source } of cells) {
    const result = parseCell(source);
    if ('message' in result) faults.set(id, result);
    else parsed.set(id, result);
  }
  const given = new Set(GIVEN);
  const shared = new Set(
    [...parsed.values()].flatMap(({ names }) => names).filter((name) => !given.has(name)),
  );
  const show = free('show', parsed.values());

  const head = [before, `let { ${GIVEN.join(', ')} } = globalThis.weftNotebook.given;`];
  if (shared.size) head.push(`let ${[...shared].join(', ')};`);
  head.push('globalThis.weftNotebook.start([');
  let code = head.join('\n');
  let line = head.length;
  /** @type {Span[]} */
  const spans = [];
  for (const { id, source } of cells) {
    const cell = parsed.get(id);
    if (!cell) continue;
    const last = line + 1 + source.split(LINE_END).length;
    spans.push({ id, first: line + 2, last });
    code += `\n{ id: ${JSON.stringify(id)}, run: async (${show}) => {${cell.declarations.map((one) => one.hoisted).join(' ')}\n${rewrite(source, cell, show)}\n} },`;
    line = last + 1;
  }
  return { code: `${code}\n]);\n`, spans, faults, parsed };
}

/** @param {string} source @param {Parsed} cell @param {string} show */
function rewrite(source, { declarations, value, tuple }, show) {
  const edits = declarations.flatMap((one) => one.edits);
  if (value) edits.push({ at: value.start, text: `${show}(` });
  if (tuple) edits.push({ at: tuple.start, text: '[' }, { at: tuple.end, text: ']' });
  if (value) edits.push({ at: value.end, text: ')' });
  return applyEdits(source, edits);
}

/** Edits in the same place stand in their order. @param {string} source @param {import('./parse.js').Edit[]} edits */
export function applyEdits(source, edits) {
  let text = '';
  let from = 0;
  for (const { at, until = at, text: put } of [...edits].sort((a, b) => a.at - b.at)) {
    text += source.slice(from, at) + put;
    from = until;
  }
  return text + source.slice(from);
}

/** A name that no cell uses. @param {string} name @param {Iterable<Parsed>} cells */
function free(name, cells) {
  const used = new Set([...cells].flatMap(({ uses }) => [...uses]));
  while (used.has(name)) name += '$';
  return name;
}

/** A line of the module as a cell's line. @param {Span[]} spans @param {number} line */
export function cellLine(spans, line) {
  const span = spans.find(({ first, last }) => line >= first && line <= last);
  return span && { id: span.id, line: line - span.first + 1 };
}
