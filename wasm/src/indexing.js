// Indices as the text that the module reads, Python's own: '1:3, -1, ..., None'. Tensors and lists stand
// in it as T and go beside it.

import { BaseTensor } from './tensor.js';

/** start:stop:step; what is left out is Python's default. @param {number | null} [start] @param {number | null} [stop] @param {number | null} [step] */
export const slice = (start, stop, step) => [start, stop, step].map((bound) => bound ?? '').join(':');

/**
 * @param {unknown[]} parts
 * @param {(part: unknown, dtype?: 'int64') => BaseTensor} tensorOf
 */
export function indexParts(parts, tensorOf) {
  /** @type {BaseTensor[]} */
  const tensors = [];
  const texts = parts.map((part) => {
    if (part === null) return 'None';
    if (part instanceof BaseTensor) tensors.push(part);
    else if (Array.isArray(part)) tensors.push(tensorOf(part, part.length === 0 ? 'int64' : undefined));
    else if (ArrayBuffer.isView(part)) tensors.push(tensorOf(part));
    else return String(part);
    return 'T';
  });
  return { text: texts.join(','), tensors };
}
