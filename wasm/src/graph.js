// The computational graph of a result as text: core/plot/graph.h draws it.

import { checkOptions, oneOf, show } from './check.js';
import { Owned } from './lifetimes.js';
import { BaseTensor } from './tensor.js';

/** @param {import('./runtime.js').Runtime} runtime @param {unknown} y @param {Record<string, unknown>} options */
export function graphOf({ engine, lifetimes, messages }, y, options) {
  const { names = {}, format } = checkOptions('graph', options, ['names', 'format']);
  const kind = oneOf('graph', 'format', format, ['svg', 'dot']) ?? 'svg';
  if (!(y instanceof BaseTensor)) throw new Error(`graph: needs a tensor, got ${show(y)}`);
  if (typeof names !== 'object' || names === null)
    throw new Error(`graph: names must be an object of tensors, got ${show(names)}`);
  for (const [name, x] of Object.entries(names))
    if (!(x instanceof BaseTensor)) throw new Error(`graph: names.${name} must be a tensor, got ${show(x)}`);

  /** @type {number[]} */
  const numbers = [];
  const titles = Object.keys(names).map((name) => `${name}\0`);
  messages.encode('graph', titles.join(''), 'x', numbers);
  messages.encode('graph', Object.values(names), 'l', numbers);
  messages.write(numbers);
  try {
    return engine.text('tensor_graph', Owned.pointer(y, lifetimes, 'graph'), kind === 'svg');
  } catch (error) {
    // In C++ they are two functions.
    if (error instanceof Error) error.message = error.message.replace(/^to_(svg|dot):/, 'graph:');
    throw error;
  }
}
