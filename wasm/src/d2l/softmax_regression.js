// Softmax regression, chapter 4: from scratch and with the library's layers.

import { checkOptions } from '../check.js';

/** @typedef {import('../../index.js').Tensor} Tensor */

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
    /** @param {{ numInputs: number, numOutputs: number, lr: number, sigma?: number }} options */
    constructor(options) {
      super();
      const names = ['numInputs', 'numOutputs', 'lr', 'sigma'];
      const {
        numInputs,
        numOutputs,
        lr,
        sigma = 0.01,
      } = checkOptions('SoftmaxRegressionScratch', options, names);
      this.saveHyperparameters({ numInputs, numOutputs, lr, sigma });
      this.W = nn.Parameter(weft.normal(0, sigma, [numInputs, numOutputs]));
      this.b = nn.Parameter(weft.zeros(numOutputs));
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
    /** @param {{ numOutputs: number, lr: number }} options */
    constructor(options) {
      super();
      const { numOutputs, lr } = checkOptions('SoftmaxRegression', options, ['numOutputs', 'lr']);
      this.saveHyperparameters({ numOutputs, lr });
      this.net = new nn.Sequential(new nn.Flatten(), new nn.LazyLinear(numOutputs));
    }
  }

  return { softmax, crossEntropy, SoftmaxRegressionScratch, SoftmaxRegression };
}
