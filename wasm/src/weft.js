// What init() gives: PyTorch's names in camelCase, in front of one instance of the module.

import { checkOptions, show } from './check.js';
import { asForeign, entry } from './entry.js';
import { graphOf } from './graph.js';
import { slice } from './indexing.js';
import { Optimizer } from './optim.js';
import { Runtime } from './runtime.js';
import { DTYPES, dtypeOf } from './values.js';

/** @typedef {import('../index.js').BuildInfo} BuildInfo */

/** @param {import('./engine.js').Engine} engine @param {BuildInfo} info @param {boolean} trackLeaks @returns {any} */
export function createWeft(engine, info, trackLeaks) {
  const runtime = new Runtime(engine, trackLeaks);
  const { lifetimes } = runtime;
  /** @type {Record<string, unknown>} */
  const weft = {};
  /** @type {Record<string, unknown>} */
  const optim = {};

  for (const { name, parameters } of runtime.operations.values()) {
    if (name.startsWith('_')) continue;
    if (parameters[0]?.name === 'params')
      optim[name] = entry(name, (...args) => new Optimizer(runtime, name, args));
    else {
      weft[name] = runtime.entry(name);
      if (parameters[0]?.name === 'x') addMethod(runtime, name);
    }
  }

  const own = {
    /** @param {unknown} data @param {Record<string, unknown>} [options] */
    tensor(data, options = {}) {
      checkOptions('tensor', options, ['dtype', 'requiresGrad']);
      const dtype = dtypeOf('tensor', options.dtype);
      return runtime.leaf(options.requiresGrad, () => runtime.tensor('tensor', data, dtype));
    },
    /** @param {unknown} array @param {number[]} [shape] @param {Record<string, unknown>} [options] */
    fromTypedArray(array, shape, options = {}) {
      checkOptions('fromTypedArray', options, ['requiresGrad']);
      return runtime.leaf(options.requiresGrad, () => runtime.fromTypedArray('fromTypedArray', array, shape));
    },
    /** @param {unknown} y @param {Record<string, unknown>} [options] */
    graph: (y, options = {}) => graphOf(runtime, y, options),
    memory() {
      const [bytes, peak, cached] = runtime.messages.read(engine.call('memory'));
      return { tensors: lifetimes.counts.tensor, bytes, peak, cached, wasm: engine.memory() };
    },
    resetPeakMemory: () => void engine.call('reset_peak_memory'),
    leaks: () => lifetimes.leaks(),
    terminate: () => engine.end(),
  };
  for (const [name, f] of Object.entries(own)) weft[name] = entry(name, f);

  return Object.freeze({
    ...weft,
    ...Object.fromEntries(DTYPES.map((dtype) => [dtype, dtype])),
    Tensor: runtime.Tensor,
    optim: Object.freeze(optim),
    info: Object.freeze(info),
    slice,
    ellipsis: '...',
    scope: around('scope', (body) => runtime.scope(body)),
    keep: lifetimes.keep.bind(lifetimes),
    noGrad: around('noGrad', (body) => runtime.withGrad('noGrad', false, body)),
    enableGrad: around('enableGrad', (body) => runtime.withGrad('enableGrad', true, body)),
  });
}

/** An entry that runs a caller's function, whose errors keep their stacks. @param {string} name @param {(body: () => unknown) => unknown} run */
const around = (name, run) =>
  entry(name, (/** @type {() => unknown} */ body) => {
    if (typeof body !== 'function') throw new Error(`${name}: needs a function, got ${show(body)}`);
    return run(() => asForeign(body));
  });

/** The operation as a method, or as a getter where its name is a letter: x.T. @param {Runtime} runtime @param {string} name */
function addMethod(runtime, name) {
  const { prototype } = runtime.Tensor;
  if (name in prototype) return;
  /** @this {unknown} @param {unknown[]} given */
  const f = function (...given) {
    return runtime.call(name, [this, ...given]);
  };
  const value = entry(name, f);
  Object.defineProperty(
    prototype,
    name,
    /^[A-Z]$/.test(name) ? { get: value, configurable: true } : { value, configurable: true, writable: true },
  );
}
