// Softmax regression, chapter 4: from scratch and with the library's layers.

import { modelOptions } from './arguments.js';

/** @typedef {import('../../index.js').Tensor} Tensor */
/** @typedef {import('../../d2l.js').ModelOptions} ModelOptions */

/**
 * @param {import('./index.js').Context} context
 * @param {ReturnType<import('./nn.js').createNn>} nn
 * @param {ReturnType<import('./module.js').modules>['Classifier']} Classifier
 */
export function softmaxRegression({ weft }, nn, Classifier) {
  /** exp(X) divided by its sums over dimension 1, as the formula says: large X overflow. @param {Tensor} X */
  function softmax(X) {
    const XExp = X.exp();
    const partition = XExp.sum(1, { keepdim: true });
    return XExp.div(partition);
  }

  /** The mean of -log of the labels' probabilities. @param {Tensor} yHat    (n, classes) @param {Tensor} y */
  function crossEntropy(yHat, y) {
    return yHat.index(weft.arange(yHat.length), y).log().mean().neg();
  }

  /** softmax(X W + b) with W drawn from N(0, sigma^2). */
  class SoftmaxRegressionScratch extends Classifier {
    /** @param {Pick<ModelOptions, 'numInputs' | 'numOutputs' | 'lr' | 'sigma'>} options */
    constructor(options) {
      super();
      const names = /** @type {const} */ (['numInputs', 'numOutputs', 'lr', 'sigma']);
      const saved = modelOptions('SoftmaxRegressionScratch', options, names);
      this.saveHyperparameters(saved);
      this.W = nn.Parameter(weft.normal(0, saved.sigma, [saved.numInputs, saved.numOutputs]));
      this.b = nn.Parameter(weft.zeros(saved.numOutputs));
    }

    /** @param {Tensor} X */
    forward(X) {
      return softmax(X.reshape(-1, this.W.length).matmul(this.W).add(this.b));
    }

    /** @param {Tensor} yHat @param {Tensor} y */
    loss(yHat, y) {
      return crossEntropy(yHat, y);
    }
  }

  /** Flatten, then a lazy linear layer. */
  class SoftmaxRegression extends Classifier {
    /** @param {Pick<ModelOptions, 'numOutputs' | 'lr'>} options */
    constructor(options) {
      super();
      const saved = modelOptions('SoftmaxRegression', options, ['numOutputs', 'lr']);
      this.saveHyperparameters(saved);
      this.net = new nn.Sequential(new nn.Flatten(), new nn.LazyLinear(saved.numOutputs));
    }
  }

  return { softmax, crossEntropy, SoftmaxRegressionScratch, SoftmaxRegression };
}
