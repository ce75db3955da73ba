// The compiled module as JavaScript values: numbers, texts and bytes go in and out, failures become
// Error with the module's text. Runs where the module runs.

import { LABELS } from './labels.js';

/** @typedef {import('../index.js').EpochResult} EpochResult */
/** @typedef {Record<string, Function> & { wasmMemory: WebAssembly.Memory }} Module */
/** @typedef {'train' | 'test'} Split */

const SCRATCH_DOUBLES = 3 * 256;
const PIECE_BYTES = 1 << 18;

/**
 * @param {{ glue: string, wasm: WebAssembly.Module, threads: number, startThread: (glue: string) => unknown }} options
 * @returns {Promise<Engine>}
 */
export async function loadEngine({ glue, wasm, threads, startThread }) {
  const { default: weft } = await import(/* @vite-ignore */ /* webpackIgnore: true */ glue);
  const module = await weft({
    pool: threads - 1,
    startThread: () => startThread(glue),
    /** @param {WebAssembly.Imports} imports @param {(instance: WebAssembly.Instance, module: WebAssembly.Module) => unknown} done */
    instantiateWasm: (imports, done) => done(new WebAssembly.Instance(wasm, imports), wasm),
  });
  const engine = new Engine(module);
  engine.setThreads(threads);
  return engine;
}

export class Engine {
  #m;
  #scratch;

  /** @param {Module} module */
  constructor(module) {
    this.#m = module;
    this.#scratch = this.#allocate(8 * SCRATCH_DOUBLES);
  }

  // Memory may have grown since the last view was made.
  #bytes() {
    return new Uint8Array(this.#m.wasmMemory.buffer);
  }

  /** The first numbers of the scratch memory. @param {number} count */
  #doubles(count) {
    return new Float64Array(this.#m.wasmMemory.buffer, this.#scratch, count);
  }

  /** @param {number} bytes */
  #allocate(bytes) {
    const pointer = this.#m._malloc(bytes) >>> 0;
    if (!pointer) throw new Error(`weft: out of memory, asked for ${bytes} bytes`);
    return pointer;
  }

  /** @param {number} pointer */
  #text(pointer) {
    const bytes = this.#bytes();
    // slice: a decoder takes no shared memory.
    return new TextDecoder().decode(bytes.slice(pointer >>> 0, bytes.indexOf(0, pointer >>> 0)));
  }

  /** @param {number} result */
  #checked(result) {
    if (result === -1) throw new Error(this.#text(this.#m._weft_error()));
    return result;
  }

  /** @param {number} pointer */
  #handle(pointer) {
    if (pointer === 0) throw new Error(this.#text(this.#m._weft_error()));
    return pointer >>> 0;
  }

  /**
   * Bytes in the module's memory for the length of a call.
   * @template T
   * @param {ArrayLike<number>} bytes @param {(pointer: number) => T} use
   */
  #lend(bytes, use) {
    const pointer = this.#allocate(bytes.length);
    try {
      this.#bytes().set(bytes, pointer);
      return use(pointer);
    } finally {
      this.#m._free(pointer);
    }
  }

  /** @param {number} threads */
  setThreads(threads) {
    this.#checked(this.#m._weft_set_threads(threads));
  }

  version() {
    return this.#text(this.#m._weft_version());
  }

  simd() {
    return this.#text(this.#handle(this.#m._weft_simd()));
  }

  memory() {
    return { bytes: this.#m.wasmMemory.buffer.byteLength, maximum: this.#m._weft_memory_maximum() };
  }

  /** @param {number} kind    0 images, 1 labels @param {string} name @param {number} size @param {boolean} gzip */
  newReader(kind, name, size, gzip) {
    const text = new TextEncoder().encode(`${name}\0`);
    return this.#lend(text, (pointer) => this.#handle(this.#m._weft_idx_new(kind, pointer, size, gzip)));
  }

  /** @param {number} reader @param {Uint8Array} bytes */
  feed(reader, bytes) {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      this.#lend(piece, (pointer) => this.#checked(this.#m._weft_idx_feed(reader, pointer, piece.length)));
    }
  }

  /** @param {number} reader */
  deleteReader(reader) {
    this.#m._weft_idx_delete(reader);
  }

  /** @param {number[]} readers */
  dataFromReaders(readers) {
    const pointers = new Uint8Array(Uint32Array.from(readers).buffer);
    return this.#handle(this.#lend(pointers, (pointer) => this.#m._weft_data_from_idx(pointer)));
  }

  /** @param {{ seed: number, train: number, test: number }} options */
  syntheticData({ seed, train, test }) {
    return this.#handle(this.#m._weft_data_synthetic(seed, train, test));
  }

  /** @param {number} data @returns {import('../index.js').DatasetInfo} */
  dataInfo(data) {
    const m = this.#m;
    const name = /** @type {import('../index.js').DatasetInfo['name']} */ (this.#text(m._weft_data_name(data)));
    return {
      name,
      train: m._weft_data_count(data, 0),
      test: m._weft_data_count(data, 1),
      rows: m._weft_data_rows(data),
      columns: m._weft_data_columns(data),
      classes: Array.from({ length: m._weft_data_classes(data) }, (_, i) => this.#text(m._weft_data_class(data, i))),
    };
  }

  /** Copies. @param {number} data @param {number} size    bytes of an image @param {{ split: Split, start: number, count: number }} range */
  examples(data, size, { split, start, count }) {
    const test = split === 'test';
    const pixels = (this.#m._weft_data_pixels(data, test) >>> 0) + start * size;
    const labels = (this.#m._weft_data_labels(data, test) >>> 0) + start;
    const bytes = this.#bytes();
    return { images: bytes.slice(pixels, pixels + count * size), labels: bytes.slice(labels, labels + count) };
  }

  /** @param {number} data @param {{ layers: Int32Array, lr: number, batchSize: number, seed: number }} options */
  newSession(data, { layers, lr, batchSize, seed }) {
    return this.#lend(new Uint8Array(layers.buffer), (pointer) =>
      this.#handle(this.#m._weft_session_new(data, pointer, layers.length / 2, lr, batchSize, seed)),
    );
  }

  /** @param {number} session @param {number} epochs    more than are complete */
  start(session, epochs) {
    this.#checked(this.#m._weft_session_start(session, epochs));
  }

  /** @param {number} session @param {number} milliseconds @returns {boolean}    whether something is left */
  advance(session, milliseconds) {
    return this.#checked(this.#m._weft_session_advance(session, milliseconds)) === 1;
  }

  /** @param {number} session */
  state(session) {
    this.#m._weft_session_state(session, this.#scratch);
    const [epochs, maxEpochs, batch, batches, steps, examples, seconds] = this.#doubles(7);
    return { epochs, maxEpochs, batch, batches, steps, examples, seconds };
  }

  /** Of the last complete epoch. @param {number} session @returns {EpochResult} */
  result(session) {
    this.#m._weft_session_result(session, this.#scratch);
    const [epoch, trainLoss, valLoss, valAcc, seconds] = this.#doubles(5);
    return { epoch, trainLoss, valLoss, valAcc, seconds };
  }

  /** New since the last call. @param {number} session @returns {import('../index.js').Point[]} */
  points(session) {
    const points = [];
    for (;;) {
      const count = this.#m._weft_session_points(session, this.#scratch, SCRATCH_DOUBLES / 3);
      if (count === 0) return points;
      const numbers = this.#doubles(3 * count);
      for (let i = 0; i < numbers.length; i += 3) {
        points.push({ label: LABELS[numbers[i]], x: numbers[i + 1], y: numbers[i + 2] });
      }
    }
  }

  /** Images of the data set. @param {number} session @param {number} data @param {number} size @param {{ split: Split, start: number, count: number }} range */
  predictRange(session, data, size, { split, start, count }) {
    const pixels = (this.#m._weft_data_pixels(data, split === 'test') >>> 0) + start * size;
    return this.#predict(session, pixels, count);
  }

  /** @param {number} session @param {number} size @param {Uint8Array} pixels */
  predictPixels(session, size, pixels) {
    return this.#lend(pixels, (pointer) => this.#predict(session, pointer, pixels.length / size));
  }

  /** @param {number} session @param {number} pixels @param {number} count */
  #predict(session, pixels, count) {
    const outputs = this.#m._weft_session_outputs(session);
    const out = this.#allocate(count * (1 + 4 * outputs));
    try {
      const classes = out + 4 * count * outputs;
      this.#checked(this.#m._weft_session_predict(session, pixels, count, classes, out));
      const { buffer } = this.#m.wasmMemory;
      return {
        classes: new Uint8Array(buffer, classes, count).slice(),
        probabilities: new Float32Array(buffer, out, count * outputs).slice(),
      };
    } finally {
      this.#m._free(out);
    }
  }

  /** @param {number} session */
  evaluate(session) {
    this.#checked(this.#m._weft_session_evaluate(session, this.#scratch));
    const [valLoss, valAcc] = this.#doubles(2);
    return { valLoss, valAcc };
  }
}
