// What record.py has written, and how what a cell shows is compared with it.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { parseSection } from '../../web/src/notebook/section.js';

const folder = new URL('../../web/notebook/', import.meta.url);

/** The sections of chapters 2 to 5, in order. The page about the notebook itself, 00_how_it_works, has no record. */
export const sections = readdirSync(folder)
  .filter((name) => /^[2-5]\d_.*\.md$/.test(name))
  .map((file) => {
    const { blocks, ...section } = parseSection(file, readFileSync(new URL(file, folder), 'utf8'));
    const cells = blocks.flatMap((block) => ('id' in block ? [block] : []));
    return { ...section, name: file.replace('.md', ''), cells };
  });

/** @param {string} name */
export const read = (name) => readFileSync(new URL(`expected/${name}`, import.meta.url), 'utf8');

/** Of each cell, the text that it shows. @param {string} name @returns {Map<string, string>} */
export const textsOf = (name) =>
  new Map(
    read(`${name}.txt`)
      .split('# %% ')
      .slice(1)
      .map((part) => /** @type {[string, string]} */ (part.split(/\n([^]*)/).slice(0, 2))),
  );

/** As it is, where it holds no pattern. @param {string} id @param {string} printed @param {string} expected */
export function assertPrints(id, printed, expected) {
  const pattern = expected
    .split(/\{\{(.*?)\}\}/)
    .map((part, i) => (i % 2 ? part : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
  if (!new RegExp(`^${pattern.join('')}$`).test(printed)) assert.equal(printed, expected, id);
}
