// A tensor as JavaScript holds it: a handle of the module's, and what can be read from it. Operations are
// added to the class when an instance of the module has listed them (weft.js).

import { show } from './check.js';
import { entry, guard } from './entry.js';
import { Owned } from './lifetimes.js';
import { camelCase } from './operations.js';
import { DTYPES, arrayOf, nest } from './values.js';

/** @typedef {import('../index.js').DType} DType */
/** @typedef {import('../index.js').TypedArray} TypedArray */
/** @typedef {import('./runtime.js').Runtime} Runtime */

export class BaseTensor extends Owned {
  #runtime;
  /** @type {{ dtype: DType, shape: readonly number[], strides: readonly number[] } | undefined} */
  #layout;

  /** @param {Runtime} runtime @param {number} handle */
  constructor(runtime, handle) {
    super(runtime.lifetimes, 'tensor', handle);
    this.#runtime = runtime;
  }

  /** @param {string} name @param {string} [who]    as the caller wrote it @returns {number} */
  #ask(name, who = camelCase(name)) {
    return this.#runtime.engine.call(`tensor_${name}`, this.#pointer(who));
  }

  /** @param {string} who */
  #pointer(who) {
    return Owned.pointer(this, this.#runtime.lifetimes, who);
  }

  /** @param {string} who */
  #describe(who) {
    if (this.#layout) return this.#layout;
    const [dtype, ...sizes] = this.#runtime.messages.read(this.#ask('layout', who));
    const dims = sizes.length / 2;
    this.#layout = {
      dtype: DTYPES[dtype],
      shape: Object.freeze(sizes.slice(0, dims)),
      strides: Object.freeze(sizes.slice(dims)),
    };
    return this.#layout;
  }

  get shape() {
    return this.#describe('shape').shape;
  }
  get dtype() {
    return this.#describe('dtype').dtype;
  }
  get strides() {
    return this.#describe('strides').strides;
  }
  get ndim() {
    return this.shape.length;
  }
  get length() {
    if (this.ndim === 0) throw new Error('length: a 0-d tensor has no length');
    return this.shape[0];
  }
  dim() {
    return this.ndim;
  }
  numel() {
    return this.shape.reduce((product, size) => product * size, 1);
  }
  /** @param {number} [dim] */
  size(dim) {
    if (dim === undefined) return this.shape;
    const size = this.shape.at(dim);
    if (size === undefined || !Number.isInteger(dim))
      throw new Error(`size: dim must be in [${-this.ndim}, ${this.ndim - 1}], got ${dim}`);
    return size;
  }
  isContiguous() {
    return this.#ask('is_contiguous') === 1;
  }
  dataPtr() {
    return this.#ask('data', 'dataPtr') >>> 0;
  }

  get requiresGrad() {
    return this.#ask('requires_grad') === 1;
  }
  get isLeaf() {
    return this.#ask('is_leaf') === 1;
  }
  get gradFn() {
    const name = this.#ask('grad_fn');
    return name ? this.#runtime.engine.textAt(name) : null;
  }
  get grad() {
    const handle = this.#ask('grad') >>> 0;
    return handle ? this.#runtime.wrap(handle) : null;
  }
  set grad(value) {
    this.#runtime.call('_setGrad', [this, value]);
  }

  /** @param {(grad: any) => unknown} hook */
  registerHook(hook) {
    const { engine, messages } = this.#runtime;
    if (typeof hook !== 'function') throw new Error(`registerHook: needs a function, got ${show(hook)}`);
    const pointer = this.#pointer('registerHook');
    const number = engine.call('tensor_register_hook', pointer, messages.lend(hook));
    return {
      remove: () =>
        void (this.disposed || engine.call('tensor_remove_hook', this.#pointer('remove'), number)),
    };
  }

  item() {
    this.#ask('item');
    const [value] = this.#runtime.messages.read(1);
    return this.dtype === 'bool' ? value !== 0 : value;
  }
  tolist() {
    return this.#runtime.lifetimes.scope(() =>
      nest(this.#runtime.call('contiguous', [this]).asTypedArray(), this.shape, this.dtype),
    );
  }
  /** @returns {TypedArray} */
  toTypedArray() {
    return this.#runtime.lifetimes.scope(() =>
      this.#runtime.call('contiguous', [this]).asTypedArray().slice(),
    );
  }
  asTypedArray() {
    if (!this.isContiguous())
      throw new Error(
        `asTypedArray: the tensor must be contiguous, got strides [${this.strides}] for shape [${this.shape}]`,
      );
    const { buffer } = this.#runtime.engine.bytes();
    return arrayOf(this.dtype, buffer, this.dataPtr(), this.numel());
  }

  /** @param {...unknown} parts */
  index(...parts) {
    return this.#runtime.index('_index', this, parts, []);
  }
  /** @param {unknown} parts @param {unknown} value */
  indexPut_(parts, value) {
    this.#runtime.index('_indexPut_', this, Array.isArray(parts) ? parts : [parts], [value]);
    return this;
  }
  // Not a generator: its errors would not be the caller's.
  [Symbol.iterator]() {
    const rows = this.length;
    let i = 0;
    const next = entry('next', () =>
      i < rows ? { value: this.index(i++), done: false } : { value: undefined, done: true },
    );
    return {
      next,
      [Symbol.iterator]() {
        return this;
      },
    };
  }

  toString() {
    return this.disposed
      ? 'tensor(disposed)'
      : this.#runtime.engine.text('tensor_text', this.#pointer('toString'));
  }
  get [Symbol.toStringTag]() {
    return 'Tensor';
  }
  /** @param {string} hint */
  [Symbol.toPrimitive](hint) {
    return hint === 'string' ? this.toString() : Number(this.item());
  }
  // What Node's console shows.
  [Symbol.for('nodejs.util.inspect.custom')]() {
    return this.toString();
  }
}
guard(BaseTensor);
