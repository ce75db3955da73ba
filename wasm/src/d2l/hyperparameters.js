// HyperParameters of the book, and methods that join a class later.

import { checkOptions, show } from '../check.js';

export class HyperParameters {
  /** The saved values by name, in the order in which they were saved. @type {Record<string, unknown>} */
  hparams = {};

  /**
   * JavaScript cannot list a constructor's arguments, so that it hands them over once:
   * saveHyperparameters({ lr, sigma }). Each becomes a property, too.
   * @param {Record<string, unknown>} values @param {{ ignore?: readonly string[] }} [options]
   */
  saveHyperparameters(values, options = {}) {
    const who = 'saveHyperparameters';
    if (typeof values !== 'object' || values === null)
      throw new Error(`${who}: needs an object of values, got ${show(values)}`);
    const { ignore = [] } = checkOptions(who, options, ['ignore']);
    for (const [name, value] of Object.entries(values)) {
      if (ignore.includes(name)) continue;
      this.hparams[name] = value;
      /** @type {any} */ (this)[name] = value;
    }
  }
}

/**
 * Adds methods to a class, also where it has instances already: addToClass(A, { speak() { ... } }).
 * @param {Function} type @param {Record<string, Function>} methods
 */
export function addToClass(type, methods) {
  if (typeof type !== 'function' || typeof methods !== 'object' || methods === null)
    throw new Error(
      `addToClass: needs a class and an object of methods, got ${show(type)} and ${show(methods)}`,
    );
  for (const [name, method] of Object.entries(methods)) {
    if (typeof method !== 'function')
      throw new Error(`addToClass: ${name} must be a function, got ${show(method)}`);
    Object.defineProperty(type.prototype, name, { value: method, writable: true, configurable: true });
  }
}
