// What the README and the C++ guide show, block by block, and core/PYTORCH.md, the table of names.
import { readFileSync } from 'node:fs';

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
export const readme = read('README.md');
export const guide = read('core/README.md');

/** The blocks of a language, in order. */
export const blocks = (language, text = readme) =>
  [...text.matchAll(new RegExp('^```' + language + '\\n(.*?)^```', 'gms'))].map(([, block]) => block);

const [, table] = /** @type {RegExpExecArray} */ (
  /^\| PyTorch, d2l, pandas \|.*?\n\| ---.*?\n(.*?)\n\n/ms.exec(read('core/PYTORCH.md'))
);

/** Column 1 (C++) or 2 (JavaScript): the pieces of code of each cell that is nothing but code, and complete. */
export function snippets(column) {
  const cells = table.split('\n').map((row) => row.split('|').slice(1, -1)[column].trim());
  return cells
    .filter((cell) => /^`[^`]+`(, `[^`]+`)*$/.test(cell))
    .flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, code]) => code))
    .filter((code) => !/\.\.\.(?!')/.test(code));
}
