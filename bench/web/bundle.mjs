// Each rival as a module that a browser can load: build/bench/web/bundles/NAME.js. Vite is the page's.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The packages that a rival needs. */
const PACKAGES = {
  tfjs: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'],
  'tfjs-tuned': ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'],
  'jax-js': ['@jax-js/jax'],
};

export const RIVALS = Object.keys(PACKAGES);

/** Why a rival cannot run, undefined where it can. @param {string} rival @param {string} [modules] where packages are */
export function lacks(rival, modules = `${root}bench/web/node_modules`) {
  const packages = PACKAGES[/** @type {keyof typeof PACKAGES} */ (rival)];
  const missing = packages.filter((name) => !existsSync(`${modules}/${name}/package.json`));
  return missing.length ? `not installed: ${missing.join(', ')} (.setup/setup.sh bench-web)` : undefined;
}

/** @param {string[]} rivals */
export async function bundle(rivals) {
  const vite = createRequire(`${root}web/package.json`).resolve('vite');
  const { build } = await import(pathToFileURL(vite).href);
  const inputs = rivals.map((name) => [name, `${root}bench/web/contenders/${name.replaceAll('-', '_')}.js`]);
  await build({
    configFile: false,
    logLevel: 'error',
    root: `${root}bench/web`,
    build: {
      outDir: `${root}build/bench/web/bundles`,
      emptyOutDir: true,
      target: 'es2022',
      minify: false,
      chunkSizeWarningLimit: 10_000,
      rollupOptions: {
        input: Object.fromEntries(inputs),
        preserveEntrySignatures: 'strict',
        output: { entryFileNames: '[name].js', chunkFileNames: '[name].js' },
      },
    },
  });
}
