// Optimizers: they hold parameters and change them by their gradients.

import { guard } from './entry.js';
import { Owned } from './lifetimes.js';

/** @typedef {import('./runtime.js').Runtime} Runtime */

export class Optimizer extends Owned {
  #runtime;

  /** @param {Runtime} runtime @param {string} name @param {unknown[]} args */
  constructor(runtime, name, args) {
    runtime.call(name, args);
    super(runtime.lifetimes, 'optimizer', runtime.engine.call('optimizer_take') >>> 0);
    this.#runtime = runtime;
  }

  get lr() {
    return this.#runtime.engine.call('optimizer_lr', this.#pointer('lr'));
  }
  set lr(value) {
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
