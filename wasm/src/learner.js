// A model with its optimizer in the module's memory: session.h.

/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {import('./dataset.js').Dataset} Dataset */

/** In the order of kLabels in session.cpp. */
const LABELS = /** @type {const} */ (['train_loss', 'val_loss', 'val_acc']);

export class Learner {
  #engine;
  #handle;
  #data;
  #outputs;

  /** @param {Engine} engine @param {Dataset} data @param {{ layers: Int32Array, lr: number, batchSize: number, seed: number }} options */
  constructor(engine, data, { layers, lr, batchSize, seed }) {
    this.#engine = engine;
    this.#data = data;
    this.#handle = engine.lend(new Uint8Array(layers.buffer), (pointer) =>
      engine.pointer('session_new', data.handle, pointer, layers.length / 2, lr, batchSize, seed),
    );
    this.#outputs = engine.call('session_outputs', this.#handle);
  }

  /** @param {number} epochs    more than are complete */
  start(epochs) {
    this.#engine.call('session_start', this.#handle, epochs);
  }

  /** @param {number} milliseconds @returns {boolean}    whether something is left */
  advance(milliseconds) {
    return this.#engine.call('session_advance', this.#handle, milliseconds) === 1;
  }

  state() {
    const [epochs, maxEpochs, batch, batches, steps, examples, seconds] = this.#numbers('session_state', 7);
    return { epochs, maxEpochs, batch, batches, steps, examples, seconds };
  }

  /** Of the last complete epoch. @returns {import('../index.js').EpochResult} */
  result() {
    const [epoch, trainLoss, valLoss, valAcc, seconds] = this.#numbers('session_result', 5);
    return { epoch, trainLoss, valLoss, valAcc, seconds };
  }

  /** New since the last call. @returns {import('../index.js').Point[]} */
  points() {
    const points = [];
    for (;;) {
      const numbers = this.#numbers('session_points', 3);
      if (numbers.length === 0) return points;
      for (let i = 0; i < numbers.length; i += 3) {
        points.push({ label: LABELS[numbers[i]], x: numbers[i + 1], y: numbers[i + 2] });
      }
    }
  }

  evaluate() {
    const [valLoss, valAcc] = this.#numbers('session_evaluate', 2);
    return { valLoss, valAcc };
  }

  /** @param {{ pixels: Uint8Array } | import('./dataset.js').Range} input */
  predict(input) {
    if (!('pixels' in input)) return this.#predict(this.#data.pixels(input), input.count);
    const count = input.pixels.length / this.#data.imageBytes;
    return this.#engine.lend(input.pixels, (pointer) => this.#predict(pointer, count));
  }

  /** @param {number} pixels @param {number} count */
  #predict(pixels, count) {
    const engine = this.#engine;
    const out = engine.allocate(count * (1 + 4 * this.#outputs));
    try {
      const classes = out + 4 * count * this.#outputs;
      engine.call('session_predict', this.#handle, pixels, count, classes, out);
      const { buffer } = engine.bytes();
      return {
        classes: new Uint8Array(buffer, classes, count).slice(),
        probabilities: new Float32Array(buffer, out, count * this.#outputs).slice(),
      };
    } finally {
      engine.free(out);
    }
  }

  /** @param {string} name @param {number} width */
  #numbers(name, width) {
    return this.#engine.numbers(name, [this.#handle], width);
  }
}
