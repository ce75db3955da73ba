// Builds the pages into build/web. Nothing is inlined as data: or as script: the content policy stays strict.

import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { defineConfig } from 'vite';
import { notebook } from './vite.notebook.js';
import { selftest } from './vite.selftest.js';

const here = new URL('.', import.meta.url);
/** Every document beside this file is an entry of its own. */
const pages = readdirSync(here).filter((name) => name.endsWith('.html'));

const { version } = JSON.parse(readFileSync(new URL('package.json', here), 'utf8'));

/** Parts that pages share or that are long: `<!-- include NAME -->` stands for parts/NAME.html, %VERSION% for weft's. */
const parts = {
  name: 'parts',
  transformIndexHtml: {
    order: /** @type {const} */ ('pre'),
    /** @param {string} html @param {{ path: string }} page */
    handler(html, { path }) {
      const whole = html.replace(/^( *)<!-- include ([\w-]+) -->$/gm, (_, indent, name) => {
        const part = new URL(`parts/${name}.html`, here);
        if (!existsSync(part)) throw new Error(`${path}: there is no parts/${name}.html`);
        return readFileSync(part, 'utf8')
          .trimEnd()
          .replace(/^(?=.)/gm, indent);
      });
      const own = `<li><a href="./${basename(path)}"`;
      return whole.replace(own, `${own} aria-current="page"`).replace('%VERSION%', version);
    },
  },
};

/** The service worker, with the list of the documents and files that lie in the folder when all is written. */
const serviceWorker = {
  name: 'service-worker',
  apply: /** @type {const} */ ('build'),
  /** @param {{ dir?: string }} options */
  writeBundle({ dir = '' }) {
    const assets = readdirSync(join(dir, 'assets')).map((name) => `assets/${name}`);
    const source = readFileSync(new URL('src/service_worker.js', here), 'utf8');
    const files = JSON.stringify([...pages, ...assets].sort());
    writeFileSync(join(dir, 'service_worker.js'), source.replace(/= __FILES__/, `= ${files}`));
  },
};

export default defineConfig({
  base: './',
  plugins: [parts, notebook, serviceWorker, selftest],
  build: {
    outDir: '../build/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // How long plugins took says nothing of the page: it is told on a busy machine.
    rollupOptions: { input: pages, checks: { bundlerTimings: false } },
  },
  worker: { format: 'es' },
  server: {
    headers: {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    },
  },
});
