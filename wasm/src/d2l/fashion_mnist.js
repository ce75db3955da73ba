// FashionMNIST of the book: X (N, 1, 28, 28) float32 in [0, 1], y (N) int64. Pixels stay bytes; a batch becomes
// floats when it is asked for.

import { checkOptions } from '../check.js';
import { sizeOf } from './arguments.js';
import { readImages } from './images.js';
import { resizeImages } from './resize.js';

/** @typedef {import('../../index.js').Tensor} Tensor */
/** @typedef {import('./images.js').Images} Images */
/** @typedef {import('./images.js').ImageSet} ImageSet */

const LABELS = [
  ...['t-shirt', 'trouser', 'pullover', 'dress', 'coat'],
  ...['sandal', 'shirt', 'sneaker', 'bag', 'ankle boot'],
];

/**
 * @param {import('./index.js').Context} context
 * @param {ReturnType<import('./data_module.js').dataModules>} modules
 * @param {ReturnType<import('./plot.js').pictures>['showImages']} showImages
 */
export function fashionMnist({ weft, display, data }, { DataLoader, DataModule }, showImages) {
  /** @type {Promise<Images> | undefined} */
  let images;

  /** Read once. A synthetic set says so. @returns {Promise<Images>} */
  function loadImages() {
    images ??= readImages(data).then((read) => {
      const text = 'no data found: everything below is computed from the synthetic set';
      if (read.name === 'synthetic') display({ type: 'text', text });
      return read;
    });
    return images;
  }

  /** These images, or those of a range. @param {ImageSet} set @param {Tensor | null} order @param {number} start @param {number} end */
  function batchOf(set, order, start, end) {
    const { rows, columns } = set;
    const size = rows * columns;
    const at = order ? /** @type {BigInt64Array} */ (order.toTypedArray()) : undefined;
    const pixels = new Uint8Array((end - start) * size);
    const labels = new BigInt64Array(end - start);
    for (let i = 0; i < labels.length; i++) {
      const row = at ? Number(at[i]) : start + i;
      pixels.set(set.pixels.subarray(row * size, (row + 1) * size), i * size);
      labels[i] = BigInt(set.labels[row]);
    }
    const X = weft.fromTypedArray(pixels, [labels.length, 1, rows, columns]).to('float32').div_(255);
    return [X, weft.fromTypedArray(labels)];
  }

  /** Batches of images and labels. */
  class ImageLoader extends DataLoader {
    /** @param {ImageSet} set @param {number} batchSize @param {boolean} shuffle */
    constructor(set, batchSize, shuffle) {
      super(set.count, batchSize, shuffle, (order, start, end) => batchOf(set, order, start, end));
    }
  }

  class FashionMNIST extends DataModule {
    /** @param {{ images: Images, batchSize?: number, resize?: readonly [number, number] }} options    what loadImages() gives */
    constructor(options) {
      super();
      const who = 'FashionMNIST';
      const {
        images,
        batchSize = 64,
        resize,
      } = checkOptions(who, options, ['images', 'batchSize', 'resize']);
      if (!images?.train || !images.val) throw new Error(`${who}: needs images, as loadImages() gives them`);
      const size = resize ?? [images.train.rows, images.train.columns];
      if (size.length !== 2 || !size.every((/** @type {number} */ n) => Number.isInteger(n) && n >= 1))
        throw new Error(`${who}: resize must be rows and columns, got [${size}]`);
      this.saveHyperparameters({ batchSize: sizeOf(who, 'batchSize', batchSize), resize: size });
      this.name = images.name;
      this.train = resizeImages(images.train, size[0], size[1]);
      this.val = resizeImages(images.val, size[0], size[1]);
    }

    /** @param {{ batchSize?: number, resize?: readonly [number, number] }} [options] */
    static async load(options = {}) {
      return new this({ ...options, images: await loadImages() });
    }

    /** @param {boolean} train */
    getDataloader(train) {
      return new ImageLoader(train ? this.train : this.val, /** @type {any} */ (this).batchSize, train);
    }

    /** The names of these labels. @param {Tensor | readonly number[]} indices @returns {string[]} */
    textLabels(indices) {
      const numbers = Array.isArray(indices) ? indices : /** @type {Tensor} */ (indices).tolist();
      return numbers.map((/** @type {number} */ label) => {
        const name = LABELS[label];
        if (name) return name;
        throw new Error(`textLabels: labels must be in [0, ${LABELS.length}), got ${label}`);
      });
    }

    /** A grid of the batch's first images under their labels, or under others. @param {readonly Tensor[]} batch @param {{ nRows?: number, nCols?: number, labels?: readonly string[] }} [options] */
    visualize(batch, options = {}) {
      const {
        nRows = 1,
        nCols = 8,
        labels,
      } = checkOptions('visualize', options, ['nRows', 'nCols', 'labels']);
      const [X, y] = batch;
      showImages(X, nRows, nCols, { titles: labels ?? this.textLabels(y) });
    }
  }

  return { loadImages, resizeImages, ImageLoader, FashionMNIST };
}
