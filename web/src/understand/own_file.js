// An image file as grey levels in the data's size, light on black as the training photographs are: scaled to fit,
// grey, and inverted where its border is light. What is transparent is ground, dark behind what is light.

import { count } from '../shell/format.js';

const MOST_BYTES = 64 * 2 ** 20;
const MOST_PIXELS = 40_000_000;
/** Scaled by the browser to so many times the size, then by the mean of each block: no browser's way shows. */
const FINE = 8;

/** @param {File} file @param {number} rows @param {number} columns @returns {Promise<Uint8Array>} */
export async function readImage(file, rows, columns) {
  const { name, size } = file;
  if (size === 0) throw new Error(`${name}: the file is empty, 0 bytes`);
  if (size > MOST_BYTES) {
    throw new Error(`${name}: an image of at most ${count(MOST_BYTES)} bytes, got ${count(size)}`);
  }
  const address = URL.createObjectURL(file);
  try {
    const image = new Image();
    image.src = address;
    await new Promise((resolve, reject) => {
      image.onload = resolve;
      image.onerror = () => reject(new Error(`${name}: it is no image that this browser can read`));
    });
    // Known before the pixels are decoded.
    const { naturalWidth: width, naturalHeight: height } = image;
    if (width * height > MOST_PIXELS) {
      throw new Error(
        `${name}: an image of at most ${count(MOST_PIXELS)} pixels, got ${count(width)} × ${count(height)} = ${count(width * height)}`,
      );
    }
    // A drawing in SVG may have no size of its own.
    return shrink(image, width || 1, height || 1, rows, columns);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** @param {HTMLImageElement} image @param {number} width @param {number} height @param {number} rows @param {number} columns */
function shrink(image, width, height, rows, columns) {
  const scale = Math.min(columns / width, rows / height);
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  const canvas = new OffscreenCanvas(w * FINE, h * FINE);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('this browser gives no canvas to scale the image on');
  context.imageSmoothingQuality = 'high';
  context.drawImage(image, 0, 0, w * FINE, h * FINE);
  const levels = means(context.getImageData(0, 0, w * FINE, h * FINE).data, w, h);
  const light = isLight(levels, w, h);
  const grey = new Uint8Array(rows * columns);
  const [top, left] = [(rows - h) >> 1, (columns - w) >> 1];
  for (let r = 0; r < h; r++) {
    for (let c = 0; c < w; c++) {
      const level = levels[r * w + c];
      grey[(top + r) * columns + left + c] = Math.round(light ? 255 - level : level);
    }
  }
  return grey;
}

/** @param {Uint8ClampedArray} rgba @param {number} i    of a pixel's first number */
const luminance = (rgba, i) => 0.299 * rgba[i] + 0.587 * rgba[i + 1] + 0.114 * rgba[i + 2];

/** What stands behind transparent pixels: away from what the others are. @param {Uint8ClampedArray} rgba */
function groundOf(rgba) {
  let [sum, opaque] = [0, 0];
  for (let i = 0; i < rgba.length; i += 4) {
    sum += rgba[i + 3] * luminance(rgba, i);
    opaque += rgba[i + 3];
  }
  return sum > 127 * opaque ? 0 : 255;
}

/** The mean luminance of each block. @param {Uint8ClampedArray} rgba @param {number} w @param {number} h */
function means(rgba, w, h) {
  const levels = new Float64Array(w * h);
  const ground = groundOf(rgba);
  for (let y = 0; y < h * FINE; y++) {
    for (let x = 0; x < w * FINE; x++) {
      const i = 4 * (y * w * FINE + x);
      const level = ground + ((luminance(rgba, i) - ground) * rgba[i + 3]) / 255;
      levels[Math.floor(y / FINE) * w + Math.floor(x / FINE)] += level / FINE ** 2;
    }
  }
  return levels;
}

/** Whether the border is, on the whole. @param {Float64Array} levels @param {number} w @param {number} h */
function isLight(levels, w, h) {
  const border = levels.filter((_, i) => {
    const [r, c] = [Math.floor(i / w), i % w];
    return r === 0 || c === 0 || r === h - 1 || c === w - 1;
  });
  return border.reduce((sum, level) => sum + level, 0) / border.length > 127;
}
