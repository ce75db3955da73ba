// The exponential moving average, freed of its bias toward 0 as TensorBoard does it:
//   m = w m + (1 - w) y,   smoothed = m / (1 - w^n)   for the n-th point that is a number.
// What is not a number is handed on and leaves the average alone.

export class Smoothing {
  /** @param {number} weight    0 leaves everything as it is; below 1 */
  constructor(weight) {
    this.weight = weight;
    this.mean = 0;
    this.rest = 1; // w^n
  }

  /** @param {number} y the next point */
  next(y) {
    if (!Number.isFinite(y)) return y;
    this.mean = this.weight * this.mean + (1 - this.weight) * y;
    this.rest *= this.weight;
    return this.mean / (1 - this.rest);
  }
}
