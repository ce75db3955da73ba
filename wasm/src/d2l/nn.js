// Layers with PyTorch's names and initial values: what the book's models are made of, and no more.

import { fraction, show } from '../check.js';
import { sizeOf } from './arguments.js';
import { HyperParameters } from './hyperparameters.js';

/** @typedef {import('../../index.js').Tensor} Tensor */

/** @param {import('./index.js').Context} context */
export function createNn({ weft }) {
  /** @type {WeakSet<object>} */
  const parameters = new WeakSet();

  /** A tensor that a module has for itself: it requires gradients, and no scope ends it. With or without `new`. @param {Tensor} data @returns {Tensor} */
  function Parameter(data) {
    if (!(data instanceof weft.Tensor)) throw new Error(`Parameter: needs a tensor, got ${show(data)}`);
    const own = weft.keep(data.isLeaf ? data : data.detach()).requiresGrad_();
    parameters.add(own);
    return own;
  }

  class Module extends HyperParameters {
    training = true;

    /** @param {...any} _inputs @returns {any} */
    forward(..._inputs) {
      throw new Error(`${this.constructor.name}: forward is not there yet`);
    }

    /** By the names of the properties that hold them, 'net.1.weight'. @returns {[string, Tensor][]} */
    namedParameters(prefix = '') {
      return partsOf(this).flatMap(([name, part]) => {
        if (part instanceof Module) return part.namedParameters(`${prefix}${name}.`);
        return parameters.has(/** @type {any} */ (part))
          ? [[prefix + name, /** @type {Tensor} */ (part)]]
          : [];
      });
    }

    parameters() {
      return this.namedParameters().map(([, parameter]) => parameter);
    }

    /** Training or evaluation, which dropout tells apart. */
    train(training = true) {
      this.training = training;
      for (const [, part] of partsOf(this)) if (part instanceof Module) part.train(training);
      return this;
    }

    eval() {
      return this.train(false);
    }
  }

  /** By name. A function, since a model may have a property of any name. @param {Module} module @returns {[string, unknown][]} */
  const partsOf = (module) => Object.entries(module instanceof Sequential ? module.layers : module);

  /** y = x W^T + b; weight (outFeatures, inFeatures) and bias start uniform in +-1/sqrt(inFeatures). */
  class Linear extends Module {
    /** @type {Tensor | undefined} */
    weight;
    /** @type {Tensor | undefined} */
    bias;

    /** @param {number | undefined} inFeatures    a lazy one's first input tells @param {number} outFeatures */
    constructor(inFeatures, outFeatures) {
      super();
      this.outFeatures = sizeOf(new.target.name, 'outFeatures', outFeatures);
      if (!(this instanceof LazyLinear)) this.#initialize(sizeOf(new.target.name, 'inFeatures', inFeatures));
    }

    /** @param {Tensor} x */
    forward(x) {
      if (!this.weight) this.#initialize(x.size(-1));
      return weft.linear(x, /** @type {Tensor} */ (this.weight), this.bias);
    }

    /** Kaiming's with a = sqrt(5), by PyTorch's own steps. @param {number} inFeatures */
    #initialize(inFeatures) {
      const bound = Math.sqrt(3) * (Math.sqrt(2 / (1 + Math.sqrt(5) ** 2)) / Math.sqrt(inFeatures));
      this.weight = Parameter(weft.zeros(this.outFeatures, inFeatures).uniform_(-bound, bound));
      const range = 1 / Math.sqrt(inFeatures);
      this.bias = Parameter(weft.zeros(this.outFeatures).uniform_(-range, range));
    }
  }

  /** A Linear that learns inFeatures from its first input. */
  class LazyLinear extends Linear {
    /** @param {number} outFeatures */
    constructor(outFeatures) {
      super(undefined, outFeatures);
    }
  }

  class Flatten extends Module {
    /** @param {Tensor} x */
    forward(x) {
      return x.flatten(1);
    }
  }

  class ReLU extends Module {
    /** @param {Tensor} x */
    forward(x) {
      return x.relu();
    }
  }

  class Dropout extends Module {
    /** @param {number} [p] */
    constructor(p = 0.5) {
      super();
      this.p = fraction('Dropout', 'p', p);
    }
    /** @param {Tensor} x */
    forward(x) {
      return x.dropout({ p: this.p, training: this.training });
    }
  }

  /** One module after the other. */
  class Sequential extends Module {
    /** @param {...Module} layers */
    constructor(...layers) {
      super();
      const wrong = layers.find((layer) => !(layer instanceof Module));
      if (wrong !== undefined) throw new Error(`Sequential: needs modules, got ${show(wrong)}`);
      this.layers = layers;
    }
    /** @param {Tensor} x */
    forward(x) {
      return this.layers.reduce((value, layer) => layer.forward(value), x);
    }
  }

  return Object.freeze({
    ...{ Module, Linear, LazyLinear, Flatten, ReLU, Dropout, Sequential },
    Parameter: /** @type {import('../../d2l.js').Nn['Parameter']} */ (/** @type {unknown} */ (Parameter)),
  });
}
