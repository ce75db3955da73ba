// Optimizers: they hold parameters and change them by their gradients.

import { checkOptions, show } from './check.js';
import { guard } from './entry.js';
import { Owned, isPlain } from './lifetimes.js';
import { BaseTensor } from './tensor.js';

/** @typedef {import('./runtime.js').Runtime} Runtime */

export class Optimizer extends Owned {
  #runtime;

  /** @param {Runtime} runtime @param {string} name @param {unknown[]} args */
  constructor(runtime, name, args) {
    runtime.lifetimes.scope(() => void runtime.call(name, grouped(runtime, name, args)));
    super(runtime.lifetimes, 'optimizer', runtime.engine.call('optimizer_take') >>> 0);
    this.#runtime = runtime;
  }

  get lr() {
    return this.#runtime.engine.call('optimizer_lr', this.#pointer('lr'));
  }
  set lr(value) {
    if (typeof value !== 'number') throw new Error(`lr: must be a number, got ${show(value)}`);
    this.#runtime.engine.call('optimizer_set_lr', this.#pointer('lr'), value);
  }

  /** One update by the gradients that there are. */
  step() {
    this.#do('step');
  }

  /** Forgets the gradients. */
  zeroGrad() {
    this.#do('zero_grad');
  }

  /** Copies of what it remembers, '0.exp_avg' for the first parameter. @returns {Record<string, any>} */
  stateDict() {
    const { engine, messages } = this.#runtime;
    const pointer = this.#pointer('stateDict');
    const names = engine.text('optimizer_names', pointer).split('\n');
    const tensors = messages.handles(engine.call('optimizer_state', pointer));
    return Object.fromEntries(tensors.map((x, i) => [names[i], x]));
  }

  /** @param {Record<string, any>} state    nothing is changed where it does not fit */
  loadStateDict(state) {
    const { engine, messages, lifetimes } = this.#runtime;
    const who = 'loadStateDict';
    const pointer = this.#pointer(who);
    if (!isPlain(state)) throw new Error(`${who}: needs an object of tensors, got ${show(state)}`);
    const handles = Object.entries(state).map(([key, x]) => {
      if (!(x instanceof BaseTensor)) throw new Error(`${who}: ${key} must be a tensor, got ${show(x)}`);
      return Owned.pointer(x, lifetimes, who);
    });
    const names = Object.keys(state).map((key) => `${key.replaceAll('\n', ' ')}\n`);
    engine.lend(new TextEncoder().encode(`${names.join('')}\0`), (text) => {
      messages.write(handles);
      engine.call('optimizer_load', pointer, text, handles.length);
    });
  }

  /** @param {string} what */
  #do(what) {
    this.#runtime.engine.call(`optimizer_${what}`, this.#pointer(what));
  }

  /** @param {string} who */
  #pointer(who) {
    return Owned.pointer(this, this.#runtime.lifetimes, who);
  }
}
guard(Optimizer);

/**
 * Parameter groups as the module takes them: all parameters, and a row a group (grouped() in tables.cpp).
 * @param {Runtime} runtime @param {string} name @param {unknown[]} args
 */
function grouped(runtime, name, [params, ...rest]) {
  if (!Array.isArray(params) || !isPlain(params[0])) return [params, ...rest];
  /** @type {number[]} */
  const rows = [];
  const all = params.flatMap((group) => {
    const {
      params: own,
      lr,
      weightDecay,
    } = /** @type {any} */ (checkOptions(name, group, ['params', 'lr', 'weightDecay']));
    const list = own instanceof BaseTensor ? [own] : own;
    if (!Array.isArray(list) || list.length === 0)
      throw new Error(`${name}: params of a group must be a list of tensors, got ${show(own)}`);
    rows.push(list.length, numberOr(name, 'lr', lr), numberOr(name, 'weightDecay', weightDecay));
    return list;
  });
  const groups = runtime.fromTypedArray(name, Float64Array.from(rows), [params.length, 3]);
  const keywords = isPlain(rest.at(-1)) ? rest.pop() : {};
  return [all, ...rest, { .../** @type {object} */ (keywords), _groups: groups }];
}

/** NaN stands for what is not given. @param {string} who @param {string} name @param {unknown} value */
function numberOr(who, name, value) {
  if (value === undefined) return NaN;
  if (typeof value === 'number' && value >= 0) return value;
  throw new Error(`${who}: ${name} of a group must be a number from 0, got ${show(value)}`);
}
