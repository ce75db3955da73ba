// Builds the page into build/web. Nothing is inlined as data: or as script: the content policy stays strict.

import { readFileSync } from 'node:fs';
import { defineConfig } from 'vite';

/** The service worker, with the list of the files that the build has made. */
const serviceWorker = {
  name: 'service-worker',
  apply: /** @type {const} */ ('build'),
  /**
   * @this {{ emitFile: (file: { type: 'asset', fileName: string, source: string }) => void }}
   * @param {unknown} _options @param {Record<string, unknown>} bundle
   */
  generateBundle(_options, bundle) {
    const files = Object.keys(bundle).filter((name) => name.startsWith('assets/'));
    const source = readFileSync(new URL('src/service_worker.js', import.meta.url), 'utf8');
    this.emitFile({
      type: 'asset',
      fileName: 'service_worker.js',
      source: source.replace(/= __FILES__/, `= ${JSON.stringify(files.sort())}`),
    });
  },
};

export default defineConfig({
  base: './',
  plugins: [serviceWorker],
  build: {
    outDir: '../build/web',
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  server: {
    headers: {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    },
  },
});
