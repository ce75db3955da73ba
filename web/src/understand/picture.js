// A grey picture on a canvas of its own, one pixel a pixel; the style sheet decides how large it shows.

import { make } from '../shell/dom.js';

/** @param {HTMLCanvasElement} canvas @param {ArrayLike<number>} grey */
export function drawGrey(canvas, grey) {
  const context = canvas.getContext('2d');
  if (!context || grey.length === 0) return;
  const pixels = context.createImageData(canvas.width, canvas.height);
  for (let i = 0; i < grey.length; i++) pixels.data.set([grey[i], grey[i], grey[i], 255], 4 * i);
  context.putImageData(pixels, 0, 0);
}

/** @param {import('./test_set.js').Example} image */
export function pictureOf({ x, rows, columns }) {
  const canvas = make('canvas', { width: `${columns}`, height: `${rows}`, 'aria-hidden': 'true' });
  drawGrey(canvas, x);
  return canvas;
}
