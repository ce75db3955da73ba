// A data set in the module's memory.

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

export class Dataset {
  #engine;

  /** @param {Engine} engine @param {number} handle */
  constructor(engine, handle) {
    this.#engine = engine;
    this.handle = handle;
    const rows = engine.call('data_rows', handle);
    const columns = engine.call('data_columns', handle);
    const classes = engine.call('data_classes', handle);
    this.imageBytes = rows * columns;
    /** @type {DatasetInfo} */
    this.info = {
      name: /** @type {DatasetInfo['name']} */ (engine.text('data_name', handle)),
      train: engine.call('data_count', handle, false),
      test: engine.call('data_count', handle, true),
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

  /** Where a range's pixels begin. @param {Range} range */
  pixels({ split, start }) {
    return this.#engine.pointer('data_pixels', this.handle, split === 'test') + start * this.imageBytes;
  }

  /** Copies. @param {Range} range */
  examples(range) {
    const pixels = this.pixels(range);
    const labels = this.#engine.pointer('data_labels', this.handle, range.split === 'test') + range.start;
    const bytes = this.#engine.bytes();
    return {
      images: bytes.slice(pixels, pixels + range.count * this.imageBytes),
      labels: bytes.slice(labels, labels + range.count),
    };
  }
}
