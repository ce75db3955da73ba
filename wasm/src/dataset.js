// A data set in the module's memory.

import { sizeOf } from './arrays.js';

/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {import('../index.js').DatasetInfo} DatasetInfo */
/** @typedef {{ split: 'train' | 'test', start: number, count: number }} Range */

const PIECE_BYTES = 1 << 18;

/** One IDX file, fed piece by piece. */
export class IdxReader {
  #engine;

  /** @param {Engine} engine @param {'images' | 'labels'} kind @param {string} name    as it stands in errors @param {number} size @param {boolean} gzip */
  constructor(engine, kind, name, size, gzip) {
    this.#engine = engine;
    const text = new TextEncoder().encode(`${name}\0`);
    this.handle = engine.lend(text, (pointer) =>
      engine.pointer('idx_new', kind === 'labels', pointer, size, gzip),
    );
  }

  /** @param {Uint8Array} bytes */
  feed(bytes) {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      const piece = bytes.subarray(at, at + PIECE_BYTES);
      this.#engine.lend(piece, (pointer) =>
        this.#engine.call('idx_feed', this.handle, pointer, piece.length),
      );
    }
  }

  delete() {
    this.#engine.call('idx_delete', this.handle);
  }
}

/** Images. */
export class Dataset {
  #engine;
  bytes = true;

  /** @param {Engine} engine @param {number} handle */
  constructor(engine, handle) {
    this.#engine = engine;
    this.handle = handle;
    const rows = engine.call('data_rows', handle);
    const columns = engine.call('data_columns', handle);
    const classes = engine.call('data_classes', handle);
    this.size = rows * columns;
    /** @type {DatasetInfo} */
    this.info = {
      name: /** @type {DatasetInfo['name']} */ (engine.text('data_name', handle)),
      train: engine.call('data_count', handle, false),
      test: engine.call('data_count', handle, true),
      shape: [1, rows, columns],
      rows,
      columns,
      classes: Array.from({ length: classes }, (_, i) => engine.text('data_class', handle, i)),
    };
  }

  /** @param {Engine} engine @param {{ seed: number, train: number, test: number }} options */
  static synthetic(engine, { seed, train, test }) {
    return new Dataset(engine, engine.pointer('data_synthetic', seed, train, test));
  }

  /** Four readers at the end of their files. @param {Engine} engine @param {IdxReader[]} readers */
  static fromReaders(engine, readers) {
    const handles = new Uint8Array(Uint32Array.from(readers, ({ handle }) => handle).buffer);
    return new Dataset(
      engine,
      engine.lend(handles, (pointer) => engine.pointer('data_from_idx', pointer)),
    );
  }

  /** Where a range's examples begin, which are bytes. @param {Range} range */
  place({ split, start }) {
    return this.#engine.pointer('data_pixels', this.handle, split === 'test') + start * this.size;
  }

  /** Copies. @param {Range} range */
  examples(range) {
    const pixels = this.place(range);
    const labels = this.#engine.pointer('data_labels', this.handle, range.split === 'test') + range.start;
    const bytes = this.#engine.bytes();
    return {
      images: bytes.slice(pixels, pixels + range.count * this.size),
      labels: bytes.slice(labels, labels + range.count),
    };
  }
}

/** Arrays, as float32 and labels or targets. */
export class ArrayData {
  #engine;
  bytes = false;

  /** @param {Engine} engine @param {import('./arrays.js').Arrays} arrays */
  constructor(engine, { shape, targets, train, test, classes }) {
    this.#engine = engine;
    this.handle = engine.pointer('data_arrays');
    this.size = sizeOf(shape);
    this.#add(0, train, shape, targets);
    if (test) this.#add(1, test, shape, targets);
    /** @type {DatasetInfo} */
    this.info = {
      name: 'custom',
      train: train.count,
      test: test?.count ?? 0,
      shape,
      rows: shape.at(-2) ?? 1,
      columns: shape[shape.length - 1],
      classes,
    };
  }

  /** @param {number} split @param {import('./arrays.js').Split} data @param {number[]} shape @param {number} targets */
  #add(split, { x, y, count }, shape, targets) {
    const engine = this.#engine;
    const sizes = new Uint8Array(Int32Array.of(count, ...shape).buffer);
    engine.lend(sizes, (at) => engine.call('data_add', this.handle, split, at, 1 + shape.length, targets));
    this.#floats('data_x', split, x.length).set(scaled(x));
    if (targets > 0) this.#floats('data_y', split, y.length).set(y);
    else {
      const place = engine.pointer('data_y', this.handle, split);
      new BigInt64Array(engine.bytes().buffer, place, count).set(BigInt64Array.from(y, BigInt));
    }
  }

  /** @param {'data_x' | 'data_y'} name @param {number} split @param {number} count */
  #floats(name, split, count) {
    const place = this.#engine.pointer(name, this.handle, split);
    return new Float32Array(this.#engine.bytes().buffer, place, count);
  }

  /** Where a range's examples begin, which are float32. @param {Range} range */
  place({ split, start }) {
    if (this.info[split] === 0) throw new Error(`predict: there is no ${split} data`);
    return this.#engine.pointer('data_x', this.handle, split === 'test') + 4 * start * this.size;
  }

  /** @returns {never} */
  examples() {
    throw new Error("examples: there are none of arrays, which are still their owner's");
  }
}

/** Bytes count as k / 255, as they do in images. @param {import('./arrays.js').Numbers} x */
const scaled = (x) =>
  x instanceof Uint8Array || x instanceof Uint8ClampedArray ? Float32Array.from(x, (byte) => byte / 255) : x;
