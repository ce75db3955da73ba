// What a cell has without declaring it. Everything that is to be seen becomes a message ('weft/d2l').

import { d2l as bind } from 'weft/d2l';
import { toLine, toText } from './format.js';

/** @typedef {import('./outputs.js').Message} Message */

const PICTURES = new Set(['plot', 'images', 'board', 'svg']);

/** @param {import('weft').Weft} weft @param {(message: Message) => void} put @param {string} [data]    where the data set lies */
export function given(weft, put, data) {
  const d2l = bind(weft, { display: put, data });
  return {
    weft,
    d2l,
    plot: d2l.plot,
    showImages: d2l.showImages,
    /** @param {...unknown} values */
    print: (...values) => put({ type: 'text', text: toLine(values) }),
    /** Values, or messages of pictures; undefined shows nothing. @param {...any} values */
    display(...values) {
      for (const value of values)
        if (value !== undefined)
          put(PICTURES.has(value?.type) ? value : { type: 'text', text: toText(value) });
    },
  };
}
