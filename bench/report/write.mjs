// Reports as files, which appear whole or not at all.
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export function writeWhole(path, text) {
  const part = `${path}.part.${process.pid}`;
  mkdirSync(dirname(path), { recursive: true });
  try {
    writeFileSync(part, text);
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}

/** PATH.json and PATH.md. */
export function writeReport(path, report, text) {
  writeWhole(`${path}.json`, `${JSON.stringify(report, null, 1)}\n`);
  writeWhole(`${path}.md`, text);
}

/** The text with what stands between `<!-- NAME -->` and `<!-- /NAME -->` replaced. */
export function between(text, name, content) {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const [start, end] = [text.indexOf(open), text.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`figures: no ${open} ... ${close} in the text`);
  return `${text.slice(0, start + open.length)}\n${content}\n${text.slice(end)}`;
}
