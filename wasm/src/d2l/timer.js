// Timer of the book: how long each of several runs took, in seconds.

export class Timer {
  /** @type {number[]} */
  times = [];
  #begin = 0;

  constructor() {
    this.start();
  }
  start() {
    this.#begin = performance.now();
  }
  /** Notes the time since start(). */
  stop() {
    const seconds = (performance.now() - this.#begin) / 1000;
    this.times.push(seconds);
    return seconds;
  }
  sum() {
    return this.times.reduce((sum, seconds) => sum + seconds, 0);
  }
  avg() {
    return this.sum() / this.times.length;
  }
  /** The sums so far, one for each time. */
  cumsum() {
    let sum = 0;
    return this.times.map((seconds) => (sum += seconds));
  }
}
