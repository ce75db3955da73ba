// What the documents name is there: commands, programs, options and files.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const root = new URL('../../', import.meta.url);
const read = (/** @type {string} */ name) => readFileSync(new URL(name, root), 'utf8');
const tracked = execFileSync('git', ['ls-files'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
const documents = tracked.filter((name) => name.endsWith('.md') && !name.startsWith('web/notebook/'));
const readme = read('README.md');

test('the top level holds no more than its folders and what must be there', () => {
  const top = new Set(tracked.map((name) => name.split('/')[0]).filter((name) => !name.startsWith('.')));
  const files = ['CMakeLists.txt', 'LICENSE', 'Makefile', 'README.md', 'SECURITY.md'];
  assert.deepEqual([...top].sort(), [...files, 'bench', 'core', 'simd', 'tests', 'wasm', 'web']);
});

test('each make command that is named is one of the Makefile', () => {
  const targets = [...read('Makefile').matchAll(/^([a-z-]+):/gm)].map(([, name]) => name);
  for (const document of documents)
    for (const [command, name] of read(document).matchAll(/(?<=[`\n])make ([a-z-]+)/g))
      assert.ok(targets.includes(name), `${document}: ${command}`);
});

/** The anchors of a document's headings. @param {string} text */
const anchors = (text) =>
  [...text.matchAll(/^#+ (.*)/gm)].map(([, title]) =>
    title
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-'),
  );

test('links lead to files and headings, and scripts that are named exist', () => {
  for (const document of documents) {
    const text = read(document);
    const prose = text.replace(/^```.*?^```|`[^`]*`/gms, '');
    for (const [, target] of prose.matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
      const url = new URL(target, new URL(document, root));
      assert.ok(existsSync(url), `${document}: ${target}`);
      if (url.hash)
        assert.ok(anchors(readFileSync(url, 'utf8')).includes(url.hash.slice(1)), `${document}: ${target}`);
    }
    for (const [, script] of text.matchAll(/`(?:node )?((?:tests|bench|web)\/[\w/.-]+\.(?:mjs|py|sh))/g))
      assert.ok(existsSync(new URL(script, root)), `${document}: ${script}`);
  }
});

test('the options of `weft train` that the README shows are those of the program', () => {
  const [usage] = /^weft train .*\n.*/m.exec(readme) ?? [''];
  const shown = [...usage.matchAll(/\[--(\w+)(?: ([\d.]+))?/g)].map(([, name, value]) => [name, value]);
  const source = /** @type {string} */ (read('core/app/commands.cpp').split('add_flag("--simd-list"')[0]);
  const options = [...source.matchAll(/add_option\("--(\w+)"/g)].map(([, name]) => name);
  assert.deepEqual(shown.map(([name]) => name).sort(), options.sort());
  const defaults = read('core/app/commands.h');
  for (const [name, value] of shown)
    if (value !== undefined) assert.match(defaults, new RegExp(`\\b${name} = ${value}\\b`), name);
});

test('the set-up asks for the versions that the README names', () => {
  const scripts = ['setup', 'node', 'wasm'].map((name) => read(`.setup/${name}.sh`)).join('\n');
  const [, node] = /NODE_MIN=([\d.]+)/.exec(scripts) ?? [];
  const [, emcc] = /EMCC_MIN=([\d.]+)/.exec(scripts) ?? [];
  assert.match(readme, new RegExp(`Node ${node} and\\s+Emscripten\\s+${emcc} or later`));
});
