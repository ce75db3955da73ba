// The module's operations as JavaScript functions. The module lists them with their parameters; what a
// call hands over, by position or by name, is put in that order here. Nothing stands here for a single
// operation.

import { show } from './check.js';
import { Owned, isPlain } from './lifetimes.js';

/** @typedef {{ name: string, type: string, fallback: string | undefined }} Parameter    type: kLetter in core/registry/argument.h */
/**
 * @typedef {object} Operation
 * @property {number} number
 * @property {string} name    in camelCase
 * @property {'0' | '1' | 'b' | 'n' | 'p'} returns    nothing, a tensor, a truth value, a list, values with or without indices
 * @property {Parameter[]} parameters
 * @property {number} spread    the place of a list of sizes that may be written without brackets, or -1
 */

// Names that PyTorch takes, too.
/** @type {Record<string, string>} */
const ALIASES = { axis: 'dim', keepdims: 'keepdim' };

/** log_softmax: logSoftmax, requires_grad_: requiresGrad_. @param {string} name */
export const camelCase = (name) => name.replace(/(?!^)_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/** Lines of "returns name types parameters". @param {string} list @returns {Operation[]} */
export function parseOperations(list) {
  return list
    .trimEnd()
    .split('\n')
    .map((line, number) => {
      const [returns, name, types, ...rest] = line.split(' ');
      const declared = rest.join(' ').split(', ').filter(Boolean);
      const parameters = declared.map((parameter, i) => {
        const [title, fallback] = parameter.split('=');
        return { name: camelCase(title), type: types[i], fallback };
      });
      const sizes = parameters.findIndex(({ type, fallback }) => type === 's' || (type === 'd' && !fallback));
      const spread = parameters.slice(sizes + 1).every(({ fallback }) => fallback !== undefined) ? sizes : -1;
      return {
        number,
        name: camelCase(name),
        returns: /** @type {Operation['returns']} */ (returns),
        parameters,
        spread,
      };
    });
}

/** Makes new tensors from what are none: these may be told to require gradients. @param {Operation} operation */
export const creates = ({ parameters: [first, ...rest] }) =>
  !!first && !'tol'.includes(first.type) && [first, ...rest].some(({ type }) => 'sy'.includes(type));

/**
 * The arguments in the order of the parameters, from a call's `f(x, 1, { keepdim: true })`.
 * @param {Operation} operation @param {readonly unknown[]} given
 * @returns {{ args: unknown[], requiresGrad: boolean }}
 */
export function bind(operation, given) {
  const { name, parameters, spread } = operation;
  const args = [...given];
  const keywords = isPlain(args.at(-1)) ? /** @type {Record<string, unknown>} */ (args.pop()) : {};
  if (spread >= 0 && isNumber(args[spread])) {
    let end = spread;
    while (end < args.length && isNumber(args[end])) end++;
    args.splice(spread, end - spread, args.slice(spread, end));
  }
  if (args.length > parameters.length)
    throw new Error(`${name}: takes (${listed(operation)}), got ${args.length} arguments`);
  let requiresGrad = false;
  for (const [keyword, value] of Object.entries(keywords)) {
    const i = parameters.findIndex((parameter) => parameter.name === (ALIASES[keyword] ?? keyword));
    if (i >= 0 && args[i] !== undefined) throw new Error(`${name}: ${keyword} is given twice`);
    if (i >= 0) args[i] = value;
    else if (keyword === 'requiresGrad' && creates(operation)) requiresGrad = Boolean(value);
    else throw new Error(`${name}: there is no argument '${keyword}', only: ${listed(operation)}`);
  }
  for (const [i, { name: parameter, type }] of parameters.entries()) {
    const wanted = type === 'f';
    if (wanted !== (typeof args[i] === 'function'))
      throw new Error(
        `${name}: ${parameter} must ${wanted ? '' : 'not '}be a function, got ${show(args[i])}`,
      );
    if (type === 'l' && args[i] instanceof Owned) args[i] = [args[i]];
  }
  // Holes are missing arguments.
  return { args: Array.from(args), requiresGrad };
}

/** @param {Operation} operation */
const listed = ({ parameters }) =>
  shown(parameters)
    .map(({ name }) => name)
    .join(', ');

/** Without those that only the package itself hands over. @param {Parameter[]} parameters */
export const shown = (parameters) => parameters.filter(({ name }) => !name.startsWith('_'));

/** @param {unknown} value */
const isNumber = (value) => typeof value === 'number' || typeof value === 'bigint';
