// Images of another size, as Pillow's bilinear resize makes them (and so torchvision's Resize): each pixel is
// an average over a triangle around its place, two pixels of the larger grid wide at half height. Rows first,
// then columns, with values rounded to whole ones after each pass.

/** Weights have this many binary places, which decides how ties round. */
const PLACES = 22;

/** Of each output pixel, the input pixel at which its weights begin. @param {number} size @param {number} wanted */
function makeTaps(size, wanted) {
  const scale = size / wanted;
  const reach = Math.max(scale, 1);
  return Array.from({ length: wanted }, (_, i) => {
    const center = (i + 0.5) * scale;
    const begin = Math.max(Math.trunc(center - reach + 0.5), 0);
    const end = Math.min(Math.trunc(center + reach + 0.5), size);
    const shares = Array.from({ length: end - begin }, (_, k) =>
      Math.max(1 - Math.abs(begin + k + 0.5 - center) / reach, 0),
    );
    const sum = shares.reduce((total, share) => total + share, 0);
    return { begin, weights: shares.map((share) => Math.round((share / sum) * 2 ** PLACES)) };
  });
}

/**
 * One line of pixels that stand `step` apart.
 * @param {ReturnType<typeof makeTaps>} taps
 * @param {Uint8Array} from @param {number} start @param {Uint8Array} to @param {number} at @param {number} step
 */
function resample(taps, from, start, to, at, step) {
  for (const { begin, weights } of taps) {
    let sum = 2 ** (PLACES - 1);
    for (let k = 0; k < weights.length; k++) sum += weights[k] * from[start + (begin + k) * step];
    to[at] = Math.min(Math.floor(sum / 2 ** PLACES), 255);
    at += step;
  }
}

/** Labels are shared. @param {import('./images.js').ImageSet} images @param {number} rows @param {number} columns @returns {import('./images.js').ImageSet} */
export function resizeImages(images, rows, columns) {
  if (rows === images.rows && columns === images.columns) return images;
  const across = makeTaps(images.columns, columns);
  const down = makeTaps(images.rows, rows);
  const pixels = new Uint8Array(images.count * rows * columns);
  const wide = new Uint8Array(images.rows * columns);
  const size = images.rows * images.columns;
  for (let i = 0; i < images.count; i++) {
    for (let row = 0; row < images.rows; row++)
      resample(across, images.pixels, i * size + row * images.columns, wide, row * columns, 1);
    for (let column = 0; column < columns; column++)
      resample(down, wide, column, pixels, i * rows * columns + column, columns);
  }
  return { ...images, rows, columns, pixels };
}
