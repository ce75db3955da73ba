// Linear regression, chapter 3: from scratch, with the library's layer, and in closed form.

import { atLeast0 } from '../check.js';
import { modelOptions } from './arguments.js';
import { HyperParameters } from './hyperparameters.js';

/** @typedef {import('../../index.js').Tensor} Tensor */
/** @typedef {import('../../d2l.js').ModelOptions} ModelOptions */

/**
 * @param {import('./index.js').Context} context
 * @param {ReturnType<import('./nn.js').createNn>} nn
 * @param {ReturnType<import('./module.js').modules>['Module']} Module
 */
export function linearRegression({ weft }, nn, Module) {
  /** Minibatch stochastic gradient descent from scratch. */
  class SGD extends HyperParameters {
    /** @param {readonly Tensor[]} params @param {number} lr */
    constructor(params, lr) {
      super();
      if (lr === undefined) throw new Error('SGD: lr is missing; the parameters are (params, lr)');
      this.saveHyperparameters({ lr: atLeast0('SGD', 'lr', lr) });
      this.params = params;
      this.lr = lr;
    }

    step() {
      weft.noGrad(() => {
        for (const param of this.params) {
          const { grad } = param;
          if (!grad)
            throw new Error(
              `SGD: every parameter must have a gradient, got none for one of shape [${param.shape}]`,
            );
          param.add_(grad.mul(-this.lr));
        }
      });
    }

    zeroGrad() {
      for (const param of this.params) param.grad?.zero_();
    }
  }

  /** X w + b, w drawn from N(0, sigma^2); half the squared error, so that its gradient is half of LinearRegression's. */
  class LinearRegressionScratch extends Module {
    /** @param {Pick<ModelOptions, 'numInputs' | 'lr' | 'sigma'>} options */
    constructor(options) {
      super();
      const saved = modelOptions('LinearRegressionScratch', options, ['numInputs', 'lr', 'sigma']);
      this.saveHyperparameters(saved);
      this.lr = saved.lr;
      this.w = nn.Parameter(weft.normal(0, saved.sigma, [saved.numInputs, 1]));
      this.b = nn.Parameter(weft.zeros(1));
    }

    /** @param {Tensor} X */
    forward(X) {
      return X.matmul(this.w).add(this.b);
    }

    /** @param {Tensor} yHat @param {Tensor} y */
    loss(yHat, y) {
      return yHat
        .sub(y.reshape([...yHat.shape]))
        .square()
        .div(2)
        .mean();
    }

    configureOptimizers() {
      return new SGD([this.w, this.b], this.lr);
    }
  }

  /** A lazy linear layer with one output; the mean squared error. */
  class LinearRegression extends Module {
    /** @param {Pick<ModelOptions, 'lr'>} options */
    constructor(options) {
      super();
      this.saveHyperparameters(modelOptions('LinearRegression', options, ['lr']));
      this.net = new nn.LazyLinear(1);
    }

    /** @param {Tensor} yHat @param {Tensor} y */
    loss(yHat, y) {
      return weft.mseLoss(yHat, y);
    }

    /** The weights (1, inputs) and the bias (1), apart from any graph. @returns {[Tensor, Tensor]} */
    getWB() {
      const { weight, bias } = /** @type {InstanceType<typeof nn.Linear>} */ (this.net);
      if (!weight || !bias) throw new Error('getWB: the lazy layer has no weights before its first input');
      return [weight.detach(), bias.detach()];
    }
  }

  /**
   * The w (d) with the least |X w - y|^2, from X^T X w = X^T y by Cholesky's decomposition in float64: X (n, d) with
   * independent columns. For a bias, one column of X holds ones.
   * @param {Tensor} X @param {Tensor} y
   */
  function leastSquares(X, y) {
    const who = 'leastSquares';
    if (X.ndim !== 2 || y.numel() !== X.length)
      throw new Error(`${who}: X must be (n, d) and y have n elements, got [${X.shape}] and [${y.shape}]`);
    return weft.scope(() =>
      weft.noGrad(() => {
        const A = X.to('float64');
        const L = A.T.matmul(A).tolist();
        const w = A.T.mv(y.to('float64').reshape(-1)).tolist();
        const d = w.length;
        // Below the diagonal L becomes the factor of X^T X = L L^T; w is solved for on the way.
        for (let j = 0; j < d; j++) {
          const before = L[j][j];
          for (let i = 0; i < j; i++) {
            for (let k = 0; k < i; k++) L[j][i] -= L[j][k] * L[i][k];
            L[j][i] /= L[i][i];
            L[j][j] -= L[j][i] ** 2;
            w[j] -= L[j][i] * w[i];
          }
          if (!(L[j][j] > 1e-14 * before))
            throw new Error(
              `${who}: the columns of X must be independent, but column ${j} is a combination of those before it`,
            );
          L[j][j] = Math.sqrt(L[j][j]);
          w[j] /= L[j][j];
        }
        for (let j = d; j-- > 0;) {
          for (let i = j + 1; i < d; i++) w[j] -= L[i][j] * w[i];
          w[j] /= L[j][j];
        }
        return weft.tensor(w, { dtype: X.dtype });
      }),
    );
  }

  return { SGD, LinearRegressionScratch, LinearRegression, leastSquares };
}
