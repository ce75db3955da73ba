// What a cell is, as acorn reads it: the names that it declares at its top level and those that it uses,
// the edits that turn declarations into assignments, and where its value is. An edit leaves a comment
// that says what was there (/*const*/ x = 1), by which an exported file is read back (marks.js).

import { parse } from 'acorn';

/** @typedef {{ at: number, until?: number, text: string }} Edit    replaces [at, until) */
/** @typedef {{ kind: string, names: string[], edits: Edit[], hoisted: string }} Declaration    hoisted: goes before the cell's first statement */
/**
 * names: what it declares; assigned: what it assigns to, in whatever scope; uses: every identifier;
 * value: the last statement's expression, where it is shown; tuple: `a, b` in it, which is shown as a tuple.
 * @typedef {{ names: string[], declarations: Declaration[], assigned: Set<string>, uses: Set<string>, value?: Range, tuple?: Range }} Parsed
 */
/** @typedef {{ start: number, end: number }} Range */
/** @typedef {any} Node    ESTree's */

/** What every cell has without declaring it. */
export const GIVEN = ['weft', 'd2l', 'print', 'display', 'plot', 'showImages'];
/** Those of them that show something themselves. */
const SHOW = new Set(GIVEN.slice(2));

const IMPORTS =
  'a cell cannot import; weft, d2l, print, display, plot and showImages are there without, so this line can go';
const EXPORTS =
  'a cell has no export; what it declares is there for the cells below, so the word export can go';

/** @param {string} source @param {Set<string>} [taken]    names that functions must not take; those that they take are added @returns {Parsed | import('./transform.js').Fault} */
export function parseCell(source, taken = new Set()) {
  /** @type {Node} */
  let program;
  try {
    program = parse(source, {
      ecmaVersion: 2024,
      sourceType: 'module',
      allowAwaitOutsideFunction: true,
      locations: true,
    });
  } catch (error) {
    const { message, loc } = /** @type {SyntaxError & { loc?: { line: number, column: number } }} */ (error);
    const text = message.replace(/ \(\d+:\d+\)$/, '');
    return { message: text, line: loc?.line ?? 1, column: (loc?.column ?? 0) + 1 };
  }
  for (const { type, loc } of program.body) {
    const message = type.startsWith('Import') ? IMPORTS : type.startsWith('Export') ? EXPORTS : undefined;
    if (message) return { message, line: loc.start.line, column: loc.start.column + 1 };
  }

  const { uses, assigned } = namesIn(program);
  for (const name of uses) taken.add(name);
  const declarations = program.body.flatMap(
    (/** @type {Node} */ statement) => declaration(statement, taken) ?? [],
  );
  const names = declarations.flatMap((/** @type {Declaration} */ declared) => declared.names);
  /** @type {Parsed} */
  const cell = { names, declarations, assigned, uses };
  const last = program.body.at(-1);
  if (last?.type === 'ExpressionStatement' && isShown(last.expression)) {
    const { type, start, end } = last.expression;
    cell.value = { start: last.start, end: endOf(last, source) };
    if (type === 'SequenceExpression') cell.tuple = { start, end };
  }
  return cell;
}

/** Not an assignment, nor what shows something itself. @param {Node} expression */
const isShown = ({ type, callee }) =>
  !/^(Assignment|Update)Expression$/.test(type) && !(type === 'CallExpression' && SHOW.has(callee.name));

/** Where an expression statement's expression ends, its parentheses included. @param {Node} statement @param {string} source */
const endOf = ({ end }, source) => (source[end - 1] === ';' ? end - 1 : end);

/** @param {Node} statement @param {Set<string>} taken @returns {Declaration | undefined} */
function declaration({ type, start, end, id, kind, declarations }, taken) {
  /** @type {Edit[]} */
  const edits = [];
  if (type === 'VariableDeclaration') {
    // An object pattern must not begin a statement, nor an array pattern follow one without semicolon.
    const comma = /Pattern$/.test(declarations[0].id.type) ? '0, ' : '';
    edits.push({ at: start, until: declarations[0].start, text: `/*${kind}*/ ${comma}` });
    for (const one of declarations) {
      // The semicolon that a line end stood for may not be one any longer.
      const stop = one === declarations.at(-1) ? ';' : '';
      if (!one.init) edits.push({ at: one.end, text: ` = undefined${stop}/**/` });
    }
    return {
      kind,
      names: declarations.flatMap((/** @type {Node} */ one) => bound(one.id)),
      edits,
      hoisted: '',
    };
  }
  if (type === 'ClassDeclaration') {
    edits.push({ at: start, text: `/*class*/ ${id.name} = ` }, { at: end, text: ';/**/' });
    return { kind: 'class', names: [id.name], edits, hoisted: '' };
  }
  if (type !== 'FunctionDeclaration') return undefined;
  // It is there before the first statement, as functions are, under a name of its own: the name without
  // $ is the module's.
  let own = `${id.name}$`;
  while (taken.has(own)) own += '$';
  taken.add(own);
  edits.push({ at: id.start, until: id.end, text: `/*function ${id.name}*/ ${own}` });
  const hoisted = `${id.name} = Object.defineProperty(${own}, 'name', { value: '${id.name}' });`;
  return { kind: 'function', names: [id.name], edits, hoisted };
}

/** The names in a pattern. @param {Node} pattern @returns {string[]} */
function bound(pattern) {
  switch (pattern?.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((/** @type {Node} */ part) => bound(part.value ?? part.argument));
    case 'ArrayPattern':
      return pattern.elements.flatMap(bound);
    case 'AssignmentPattern':
      return bound(pattern.left);
    case 'RestElement':
      return bound(pattern.argument);
    default:
      return [];
  }
}

/** Every identifier, and those to which something is assigned, in whatever scope. @param {Node} program */
function namesIn(program) {
  /** @type {Set<string>} */
  const uses = new Set();
  /** @type {Set<string>} */
  const assigned = new Set();
  /** @param {Node} node */
  const visit = (node) => {
    if (node.type === 'Identifier') uses.add(node.name);
    const target =
      node.type === 'AssignmentExpression' || /^For(In|Of)/.test(node.type) ? node.left : undefined;
    for (const name of bound(node.type === 'UpdateExpression' ? node.argument : target)) assigned.add(name);
    for (const [key, value] of Object.entries(node)) {
      // x.shape uses no variable shape.
      if (!node.computed && (key === 'property' || (key === 'key' && !node.shorthand))) continue;
      for (const part of [value].flat()) if (typeof part?.type === 'string') visit(part);
    }
  };
  visit(program);
  return { uses, assigned };
}
