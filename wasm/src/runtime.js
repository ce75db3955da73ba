// One instance of the module with its tensors: what the class and the functions in front of it share.

import { show } from './check.js';
import { entry } from './entry.js';
import { Lifetimes, isPromise } from './lifetimes.js';
import { Messages } from './messages.js';
import { bind, parseOperations } from './operations.js';
import { indexParts } from './indexing.js';
import { BaseTensor } from './tensor.js';
import { DTYPES, arrayOf, dtypeOfArray, flatten } from './values.js';

/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {import('./operations.js').Operation} Operation */
/** @typedef {import('../index.js').DType} DType */

export class Runtime {
  /** @type {Map<string, Operation>} */
  operations;

  /** @param {Engine} engine @param {boolean} trackLeaks */
  constructor(engine, trackLeaks) {
    this.engine = engine;
    this.lifetimes = new Lifetimes(engine, trackLeaks);
    this.messages = new Messages(engine, this.lifetimes, (handle) => this.wrap(handle));
    this.operations = new Map(parseOperations(engine.text('operations')).map((o) => [o.name, o]));
    this.Tensor = class Tensor extends BaseTensor {};
  }

  /** A handle as a tensor. @param {number} handle @returns {any} */
  wrap(handle) {
    return new this.Tensor(this, handle);
  }

  /** An operation by its name. @param {string} name @param {readonly unknown[]} given @returns {any} */
  call(name, given) {
    const operation = /** @type {Operation} */ (this.operations.get(name));
    const { args, requiresGrad } = bind(operation, given);
    if (requiresGrad) return this.leaf(true, () => this.messages.call(operation, args)[0]);
    const results = this.messages.call(operation, args);
    if (name.endsWith('_')) return args[0];
    if (operation.returns === '0') return undefined;
    if (operation.returns === 'n') return results;
    if (operation.returns === 'b') return this.lifetimes.scope(() => results[0].item());
    if (results.length > 1) return Object.assign(results, { values: results[0], indices: results[1] });
    return results[0];
  }

  /** A new tensor that may have to require gradients; none is left where it cannot. @param {unknown} requiresGrad @param {() => any} make */
  leaf(requiresGrad, make) {
    return requiresGrad ? this.lifetimes.scope(() => make().requiresGrad_()) : make();
  }

  /** The same as a function with that name, for callers. @param {string} name */
  entry(name) {
    return entry(name, (...given) => this.call(name, given));
  }

  /** Uninitialised. @param {DType} dtype @param {readonly number[]} shape */
  empty(dtype, shape) {
    this.messages.write(shape);
    return this.wrap(this.engine.pointer('tensor_new', DTYPES.indexOf(dtype), shape.length));
  }

  /** @param {string} who @param {unknown} data    a tensor, a typed array, or numbers in nested arrays */
  tensor(who, data, /** @type {DType | undefined} */ dtype) {
    return this.lifetimes.scope(() => {
      if (data instanceof BaseTensor) {
        const copy = this.call('clone', [this.call('detach', [data])]);
        return dtype ? copy.to(dtype) : copy;
      }
      if (ArrayBuffer.isView(data)) {
        const x = this.fromTypedArray(who, data);
        return dtype ? x.to(dtype) : x;
      }
      const { shape, numbers, dtype: own } = flatten(who, data);
      const x = this.empty('float64', shape);
      x.asTypedArray().set(numbers);
      return x.to(dtype ?? own);
    });
  }

  /** One copy, into the module's memory. @param {string} who @param {unknown} array @param {readonly number[]} [shape] */
  fromTypedArray(who, array, shape) {
    const dtype = dtypeOfArray(who, array);
    const given = /** @type {import('../index.js').TypedArray} */ (array);
    // The module's own memory may move as soon as a tensor is made.
    const values = given.buffer === this.engine.bytes().buffer ? given.slice() : given;
    const sizes = shape ?? [values.length];
    if (!Array.isArray(sizes) || !sizes.every((size) => Number.isInteger(size) && size >= 0))
      throw new Error(
        `${who}: shape must be a list of whole numbers from 0, got ${Array.isArray(sizes) ? `[${sizes}]` : show(sizes)}`,
      );
    const count = sizes.reduce((product, size) => product * size, 1);
    if (count !== values.length)
      throw new Error(`${who}: shape [${sizes}] needs ${count} elements, got ${values.length}`);
    const x = this.empty(dtype, sizes);
    const { buffer } = this.engine.bytes();
    /** @type {any} */ (arrayOf(dtype, buffer, x.dataPtr(), count)).set(values);
    return x;
  }

  /** @param {'_index' | '_indexPut_'} name @param {BaseTensor} x @param {unknown[]} parts @param {unknown[]} rest */
  index(name, x, parts, rest) {
    return this.lifetimes.scope(() => {
      const { text, tensors } = indexParts(parts, (part, dtype) => this.tensor('index', part, dtype));
      return this.call(name, [x, text, tensors, ...rest]);
    });
  }

  /** As lifetimes.scope(), with the threads at hand: an operation wakes none. @template T @param {() => T} body @returns {T} */
  scope(body) {
    return this.engine.withThreads(
      () => this.lifetimes.scope(body),
      (work) => this.messages.withThreads(work),
    );
  }

  /** Runs `body` with recording on or off. @template T @param {string} who @param {boolean} enabled @param {() => T} body @returns {T} */
  withGrad(who, enabled, body) {
    const before = this.engine.call('set_grad_enabled', enabled);
    try {
      const result = body();
      if (!isPromise(result)) return result;
      result.then(undefined, () => {});
      throw new Error(
        `${who}: its function must not be async, since others run in between; call ${who} inside it`,
      );
    } finally {
      this.engine.call('set_grad_enabled', before);
    }
  }
}
