// Images side by side, with their titles, as the book's show_images has them.

import { make } from '../shell/dom.js';

/** @param {import('weft/d2l').ImagesMessage} message */
export function imageGrid({ images, titles, gridColumns = Math.min(images.length, 8) }) {
  const list = make('ul', { class: 'image-grid' });
  list.style.setProperty('--columns', String(Math.max(1, Math.min(gridColumns, images.length))));
  images.forEach(({ rows, columns, pixels }, i) => {
    if (pixels.length !== rows * columns)
      throw new Error(
        `an image must have rows x columns pixels, got ${pixels.length} for ${rows} x ${columns}`,
      );
    const title = titles[i] ?? '';
    const canvas = make('canvas', {
      width: String(columns),
      height: String(rows),
      role: 'img',
      'aria-label': `Image ${i + 1}`,
    });
    const data = new ImageData(columns, rows);
    for (let p = 0; p < pixels.length; p++) data.data.set([pixels[p], pixels[p], pixels[p], 255], 4 * p);
    canvas.getContext('2d')?.putImageData(data, 0, 0);
    list.append(make('li', {}, canvas, ...(title ? [make('span', {}, title)] : [])));
  });
  return list;
}
