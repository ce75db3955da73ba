// operations.d.ts from the list of operations that the built module gives: `npm run types`. A test compares
// the file with what this makes of the module.

import { readFileSync, writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { tensorGlue, tensorWasm } from './src/assets.js';
import { loadEngine } from './src/engine.js';
import { creates, parseOperations, shown } from './src/operations.js';

/** @typedef {import('./src/operations.js').Operation} Operation */
/** @typedef {import('./src/operations.js').Parameter} Parameter */

/** By kLetter in core/registry/argument.h. @type {Record<string, string>} */
const TYPES = {
  b: 'boolean',
  c: 'Scalar',
  d: 'number | readonly number[]',
  e: 'string',
  f: '(...inputs: Tensor[]) => Tensor',
  i: 'number',
  l: 'readonly Tensor[] | Tensor',
  n: 'number',
  o: 'Operand',
  p: 'readonly [number, number]',
  r: 'Reduction',
  s: 'readonly number[]',
  t: 'Tensor',
  x: 'string',
  y: 'DType',
};

/** @param {Parameter} parameter */
const typeOf = ({ name, type, fallback }) =>
  `${name === 'params' ? 'readonly ParameterGroup[] | ' : ''}${type === 'f' ? `(${TYPES.f})` : (TYPES[type] ?? 'unknown')}${fallback === 'none' ? ' | null' : ''}`;

/** What a function or a method of these parameters takes. @param {Operation} operation @param {Parameter[]} parameters */
function argumentsOf(operation, parameters) {
  const one = (/** @type {Parameter} */ p) => `${p.name}${p.fallback === undefined ? '' : '?'}: ${typeOf(p)}`;
  const positions = parameters.map(one).join(', ');
  // What an operation works on comes by position.
  const named = parameters.filter(({ type, fallback }) => fallback !== undefined || !'tolf'.includes(type));
  const keywords = named.map((p) => `${p.name}: ${typeOf(p)}`);
  if (creates(operation)) keywords.push('requiresGrad: boolean');
  if (keywords.length === 0) return positions;
  const names = `{ ${keywords.join('; ')} }`;
  const spread = operation.spread - (operation.parameters.length - parameters.length);
  if (operation.spread < 0) return `...args: Args<[${positions}], ${names}>`;
  return `...args: SizeArgs<[${parameters.slice(0, spread).map(one).join(', ')}], [${positions}], ${names}>`;
}

/** @param {Operation} operation @param {Parameter[]} parameters @param {string} changed    what an operation in place gives */
function lines(operation, parameters, changed) {
  const { name, returns } = operation;
  const args = argumentsOf(operation, parameters);
  if (name.endsWith('_')) return [`${name}(${args}): ${changed};`];
  if (
    returns === 'p' &&
    parameters.every(({ fallback }, i) => i < 1 - Number(changed === 'this') || fallback)
  ) {
    const first = changed === 'this' ? '' : 'x: Tensor';
    return [`${name}(${first}): Tensor;`, `${name}(${args}): ValuesIndices;`];
  }
  const result = { 0: 'void', 1: 'Tensor', b: 'boolean', n: 'Tensor[]', p: 'ValuesIndices' }[returns];
  return [`${name}(${args}): ${result};`];
}

/** @param {string} list    weft_operations() */
export function typesOf(list) {
  const all = parseOperations(list).filter(({ name }) => !name.startsWith('_'));
  const optimizers = all.filter(({ parameters }) => parameters[0]?.name === 'params');
  const operations = all.filter((o) => !optimizers.includes(o));
  const methods = operations.filter(({ parameters }) => parameters[0]?.name === 'x');
  const functions = operations.flatMap((o) => lines(o, o.parameters, 'Tensor'));
  const members = methods.flatMap((o) =>
    /^[A-Z]$/.test(o.name) ? [`readonly ${o.name}: Tensor;`] : lines(o, o.parameters.slice(1), 'this'),
  );
  return `// Every operation of the module's registry, as a function and as a method. Made by \`npm run types\`.

import type { Args, DType, Operand, Optimizer, Reduction, Scalar, SizeArgs } from './index.js';
import type { ParameterGroup, Tensor, ValuesIndices } from './index.js';

export interface Functions {
  ${functions.join('\n  ')}
}

export interface Methods {
  ${members.join('\n  ')}
}

export interface Optimizers {
  ${optimizers.map((o) => `${o.name}(${argumentsOf(o, shown(o.parameters))}): Optimizer;`).join('\n  ')}
}
`;
}

/** What the built module lists. */
export async function listedOperations() {
  const { default: weft } = await tensorGlue.simd();
  const wasm = await WebAssembly.compile(readFileSync(tensorWasm.simd()));
  const startThread = () => {
    throw new Error('types: this variant has no threads');
  };
  const engine = await loadEngine({ weft, wasm, threads: 1, startThread });
  return engine.text('operations');
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  writeFileSync(new URL('operations.d.ts', import.meta.url), typesOf(await listedOperations()));
