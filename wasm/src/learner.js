// A model with its optimizer in the module's memory: session.h.

import { loadSession, saveSession } from './checkpoint.js';

/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {import('./dataset.js').Dataset} Dataset */
/** @typedef {import('./dataset.js').ArrayData} ArrayData */

/** In the order of kLabels in session.cpp. */
const LABELS = /** @type {const} */ (['train_loss', 'val_loss', 'val_acc']);

export class Learner {
  #engine;
  #handle;
  #data;
  /** The metadata of files. */
  #about;
  #classifies;
  #outputs;

  /** @param {Engine} engine @param {Dataset | ArrayData} data @param {{ plan: { numbers: number[], classifies: boolean }, batchSize: number, seed: number, about: Record<string, string> }} options */
  constructor(engine, data, { plan, batchSize, seed, about }) {
    this.#engine = engine;
    this.#data = data;
    this.#about = about;
    this.#classifies = plan.classifies;
    const numbers = new Uint8Array(Float64Array.from(plan.numbers).buffer);
    this.#handle = engine.lend(numbers, (pointer) =>
      engine.pointer('session_new', data.handle, pointer, batchSize, seed),
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

  /** A safetensors file. @param {boolean} weightsOnly @param {Record<string, string>} [metadata]    the caller's own */
  save(weightsOnly, metadata) {
    return saveSession(this.#engine, this.#handle, weightsOnly, { ...metadata, ...this.#about });
  }

  /** @param {string} who @param {Uint8Array} file */
  load(who, file) {
    loadSession(this.#engine, this.#handle, who, file, this.#about);
    return this.place();
  }

  /** Where the run is. */
  place() {
    const { epochs, batch, batches } = this.state();
    return { epochs, batch: batch % batches };
  }

  evaluate() {
    const [valLoss, valAcc] = this.#numbers('session_evaluate', 2);
    return { valLoss, valAcc };
  }

  /** @param {{ examples: import('./arrays.js').Numbers } | import('./dataset.js').Range} input */
  predict(input) {
    if (!('examples' in input)) return this.#predict(this.#data.place(input), this.#data.bytes, input.count);
    const { examples } = input;
    const bytes = examples instanceof Uint8Array || examples instanceof Uint8ClampedArray;
    const given = bytes ? examples : new Uint8Array(Float32Array.from(examples).buffer);
    return this.#engine.lend(given, (pointer) =>
      this.#predict(pointer, bytes, examples.length / this.#data.size),
    );
  }

  /** @param {number} examples @param {boolean} bytes @param {number} count */
  #predict(examples, bytes, count) {
    const engine = this.#engine;
    const outputs = this.#outputs;
    const out = engine.allocate(4 * count * (1 + outputs));
    try {
      const best = out + 4 * count * outputs;
      engine.call('session_predict', this.#handle, examples, bytes, count, out, best);
      const { buffer } = engine.bytes();
      const numbers = new Float32Array(buffer, out, count * outputs).slice();
      if (!this.#classifies) return { outputs: numbers };
      const classes = new Int32Array(buffer, best, count);
      return {
        classes: outputs <= 256 ? Uint8Array.from(classes) : classes.slice(),
        probabilities: numbers,
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
