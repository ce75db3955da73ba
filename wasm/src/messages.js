// Arguments into the module's buffer of doubles, and handles out of it: message.h.

import { asForeign } from './entry.js';
import { show } from './check.js';
import { Owned } from './lifetimes.js';
import { numberOf } from './values.js';

/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {import('./lifetimes.js').Lifetimes} Lifetimes */

// Argument::Kind.
const [NONE, BOOLEAN, INTEGER, FLOATING, TEXT, INTEGERS, TENSOR, TENSORS, NUMBERS] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8,
];

const UTF8 = new TextEncoder();

export class Messages {
  #engine;
  #lifetimes;
  /** Functions that the module may call back; in a scope for the length of a call. @type {Map<number, { f: Function, scoped: boolean }>} */
  #functions = new Map();
  #next = 1;
  #wrap;

  /** @param {Engine} engine @param {Lifetimes} lifetimes @param {(handle: number) => any} wrap    a handle as a tensor */
  constructor(engine, lifetimes, wrap) {
    this.#engine = engine;
    this.#lifetimes = lifetimes;
    this.#wrap = wrap;
    engine.onCallBack((id, count) => this.#callBack(id, count));
  }

  /** @param {readonly number[]} numbers */
  write(numbers) {
    this.#place(numbers.length).set(numbers);
  }

  /** A copy of what the module has written. @param {number} count */
  read(count) {
    return [...this.#place(count)];
  }

  /** The buffer, which moves when it grows. @param {number} count */
  #place(count) {
    return this.#engine.doubles(this.#engine.pointer('buffer', count), count);
  }

  /**
   * Calls an operation; its results as tensors, null for none.
   * @param {import('./operations.js').Operation} operation @param {readonly unknown[]} args
   * @returns {any[]}
   */
  call({ name, number, parameters }, args) {
    const who = name.replace(/^_/, '');
    /** @type {number[]} */
    const numbers = [];
    /** @type {number[]} */
    const lent = [];
    for (const [i, value] of args.entries()) {
      if (typeof value === 'function') {
        lent.push(this.lend(value, true));
        numbers.push(INTEGER, lent[lent.length - 1]);
      } else this.encode(who, value, parameters[i].type, numbers);
    }
    this.write(numbers);
    try {
      return this.handles(this.#engine.call('call', number, args.length));
    } finally {
      for (const id of lent) this.#functions.delete(id);
    }
  }

  /** What the module has written, as tensors. @param {number} count */
  handles(count) {
    return this.read(count).map((handle) => (handle ? this.#wrap(handle) : null));
  }

  /** An argument as the module reads it. @param {string} who @param {unknown} value @param {string} type @param {number[]} out */
  encode(who, value, type, out) {
    if (value === undefined || value === null) out.push(NONE);
    else if (value instanceof Owned) out.push(TENSOR, Owned.pointer(value, this.#lifetimes, who));
    else if (typeof value === 'boolean') out.push(BOOLEAN, Number(value));
    else if (typeof value === 'bigint') out.push(INTEGER, numberOf(who, value));
    else if (typeof value === 'number') out.push(isWhole(value) ? INTEGER : FLOATING, value);
    else if (typeof value === 'string') {
      const bytes = UTF8.encode(value);
      out.push(TEXT, bytes.length);
      for (const byte of bytes) out.push(byte);
    } else if (Array.isArray(value)) this.#encodeList(who, value, type, out);
    else
      throw new Error(`${who}: an argument must be a tensor, a number, a text or a list, got ${show(value)}`);
  }

  /** @param {string} who @param {unknown[]} list @param {string} type @param {number[]} out */
  #encodeList(who, list, type, out) {
    const tensors = list.length > 0 ? list[0] instanceof Owned : type === 'l';
    const whole = list.every((item) => isWhole(item) || typeof item === 'bigint');
    out.push(tensors ? TENSORS : whole ? INTEGERS : NUMBERS, list.length);
    // Holes are undefined here, and nothing is spread: calls take some 100,000 arguments at most.
    for (const item of list) {
      if (tensors && item instanceof Owned) out.push(Owned.pointer(item, this.#lifetimes, who));
      else if (!tensors && (typeof item === 'number' || typeof item === 'bigint'))
        out.push(numberOf(who, item));
      else throw new Error(`${who}: a list must hold tensors or numbers, got ${show(item)}`);
    }
  }

  /** A function's number, until the module says that it is over. @param {Function} f @param {boolean} [scoped] */
  lend(f, scoped = false) {
    this.#functions.set(this.#next, { f, scoped });
    return this.#next++;
  }

  /** Runs `body` inside the module, where threads are at hand. @template T @param {() => T} body @returns {T} */
  withThreads(body) {
    /** @type {{ value: T } | { error: unknown } | undefined} */
    let outcome;
    // Nothing is thrown through the module: the threads would wait for its end.
    const id = this.lend(() => {
      try {
        outcome = { value: body() };
      } catch (error) {
        outcome = { error };
      }
    });
    try {
      this.#engine.call('with_threads', id);
    } finally {
      this.#functions.delete(id);
    }
    const { value, error } = /** @type {any} */ (outcome);
    if (outcome && 'error' in outcome) throw error;
    return value;
  }

  /** The module calls; the result's handle goes over to it. @param {number} id @param {number} count    -1: for the last time */
  #callBack(id, count) {
    if (count < 0) return Number(this.#functions.delete(id));
    const { f, scoped } = /** @type {{ f: Function, scoped: boolean }} */ (this.#functions.get(id));
    const run = () => {
      const args = this.handles(count);
      return asForeign(() => f(...args));
    };
    const result = scoped ? this.#lifetimes.scope(run) : run();
    if (result === undefined || result === null) return 0;
    if (!(result instanceof Owned)) throw new Error(`a function must return a tensor, got ${show(result)}`);
    return this.#engine.pointer('tensor_copy', Owned.pointer(result, this.#lifetimes, 'a function'));
  }
}

/** -0 is a floating point number, and so is what a double cannot count. @param {unknown} value */
const isWhole = (value) => Number.isSafeInteger(value) && !Object.is(value, -0);
