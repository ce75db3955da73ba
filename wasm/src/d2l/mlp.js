// Multilayer perceptrons, chapter 5: from scratch and with the library's layers, without and with dropout.

import { fraction } from '../check.js';
import { modelOptions } from './arguments.js';

/** @typedef {import('../../index.js').Tensor} Tensor */
/** @typedef {import('../../d2l.js').ModelOptions} ModelOptions */
/** @typedef {import('../../d2l.js').DropoutOptions} DropoutOptions */

/**
 * @param {import('./index.js').Context} context
 * @param {ReturnType<import('./nn.js').createNn>} nn
 * @param {ReturnType<import('./module.js').modules>['Classifier']} Classifier
 */
export function mlp({ weft }, nn, Classifier) {
  /** max(X, 0). @param {Tensor} X */
  const relu = (X) => weft.maximum(X, X.zerosLike());

  /** relu(X W1 + b1) W2 + b2; the weights are normal random numbers times sigma. */
  class MLPScratch extends Classifier {
    /** @param {Pick<ModelOptions, 'numInputs' | 'numOutputs' | 'numHiddens' | 'lr' | 'sigma'>} options */
    constructor(options) {
      super();
      const names = /** @type {const} */ (['numInputs', 'numOutputs', 'numHiddens', 'lr', 'sigma']);
      const saved = modelOptions('MLPScratch', options, names);
      this.saveHyperparameters(saved);
      const { numInputs, numOutputs, numHiddens, sigma } = saved;
      this.W1 = nn.Parameter(weft.randn(numInputs, numHiddens).mul_(sigma));
      this.b1 = nn.Parameter(weft.zeros(numHiddens));
      this.W2 = nn.Parameter(weft.randn(numHiddens, numOutputs).mul_(sigma));
      this.b2 = nn.Parameter(weft.zeros(numOutputs));
    }

    /** @param {Tensor} X */
    forward(X) {
      const H = relu(X.reshape(-1, this.W1.length).matmul(this.W1).add(this.b1));
      return H.matmul(this.W2).add(this.b2);
    }
  }

  /** Flatten, a lazy hidden layer with ReLU, a lazy linear layer. */
  class MLP extends Classifier {
    /** @param {Pick<ModelOptions, 'numOutputs' | 'numHiddens' | 'lr'>} options */
    constructor(options) {
      super();
      const saved = modelOptions('MLP', options, ['numOutputs', 'numHiddens', 'lr']);
      this.saveHyperparameters(saved);
      const hidden = [new nn.Flatten(), new nn.LazyLinear(saved.numHiddens), new nn.ReLU()];
      this.net = new nn.Sequential(...hidden, new nn.LazyLinear(saved.numOutputs));
    }
  }

  /** X with each element zeroed with probability `dropout` and the others divided by 1 - dropout. @param {Tensor} X @param {number} dropout */
  function dropoutLayer(X, dropout) {
    fraction('dropoutLayer', 'dropout', dropout);
    if (dropout === 1) return X.zerosLike();
    const mask = weft
      .rand([...X.shape])
      .gt(dropout)
      .to('float32');
    return mask.mul(X).div(1 - dropout);
  }

  const sizes = /** @type {const} */ (['numOutputs', 'numHiddens1', 'numHiddens2']);
  const names = /** @type {const} */ ([...sizes, 'dropout1', 'dropout2', 'lr']);

  /** Two hidden layers with ReLU, each followed by dropoutLayer while training. */
  class DropoutMLPScratch extends Classifier {
    /** @param {DropoutOptions} options */
    constructor(options) {
      super();
      this.saveHyperparameters(modelOptions('DropoutMLPScratch', options, names));
      this.dropouts = [options.dropout1, options.dropout2];
      this.lin1 = new nn.LazyLinear(options.numHiddens1);
      this.lin2 = new nn.LazyLinear(options.numHiddens2);
      this.lin3 = new nn.LazyLinear(options.numOutputs);
    }

    /** @param {Tensor} X */
    forward(X) {
      let H1 = this.lin1.forward(X.flatten(1)).relu();
      if (this.training) H1 = dropoutLayer(H1, this.dropouts[0]);
      let H2 = this.lin2.forward(H1).relu();
      if (this.training) H2 = dropoutLayer(H2, this.dropouts[1]);
      return this.lin3.forward(H2);
    }
  }

  /** The same with the library's layers. */
  class DropoutMLP extends Classifier {
    /** @param {DropoutOptions} options */
    constructor(options) {
      super();
      this.saveHyperparameters(modelOptions('DropoutMLP', options, names));
      const { numOutputs, numHiddens1, numHiddens2, dropout1, dropout2 } = options;
      const first = [new nn.LazyLinear(numHiddens1), new nn.ReLU(), new nn.Dropout(dropout1)];
      const second = [new nn.LazyLinear(numHiddens2), new nn.ReLU(), new nn.Dropout(dropout2)];
      this.net = new nn.Sequential(new nn.Flatten(), ...first, ...second, new nn.LazyLinear(numOutputs));
    }
  }

  return { MLPScratch, MLP, dropoutLayer, DropoutMLPScratch, DropoutMLP };
}
