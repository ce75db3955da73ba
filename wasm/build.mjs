// `npm run build`: dist/, the code that ships, from src/ and from the modules in build/wasm (or where
// WEFT_BUILD says). A browser loads nothing of it by address but the .wasm: glue comes by import, and what
// runs in workers is a text (src/worker_sources.js).

import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { VARIANTS } from './src/assets.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const built = resolve(process.env.WEFT_BUILD ?? join(here, '../build/wasm'));
const dist = join(here, 'dist');

/** @type {import('esbuild').BuildOptions} */
const common = { bundle: true, minify: true, target: 'es2022', legalComments: 'none', logLevel: 'warning' };

/** The package's code lies beside its files once it is built. @type {import('esbuild').Plugin} */
const beside = {
  name: 'beside',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /src[/\\][^/\\]+\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll("'../dist/", "'./"),
    }));
    onResolve({ filter: /^\.\/(glue|worker|thread)-/ }, ({ path }) => ({ path, external: true }));
  },
};

/** The glue without addresses: it is given the module, and threads, by the package. @param {string} name */
function glueOf(name) {
  const code = readFileSync(join(built, `${name}.js`), 'utf8')
    .replace(/new URL\("[^"]+",\s*import\.meta\.url\)(\.href)?/g, '""')
    .replace(/import\.meta\.url/g, '""');
  if (code.includes('import.meta')) throw new Error(`build: ${name}.js looks at import.meta in a new way`);
  return code;
}

/** One text of an entry, which may import 'glue', for a classic worker. @param {string} entry @param {string} glue */
async function textOf(entry, glue) {
  const { outputFiles } = await build({
    ...common,
    stdin: { contents: entry, resolveDir: here, sourcefile: 'worker.js' },
    format: 'iife',
    write: false,
    plugins: [
      {
        name: 'glue',
        setup({ onLoad, onResolve }) {
          onResolve({ filter: /^glue$/ }, ({ path }) => ({ path, namespace: 'glue' }));
          onLoad({ filter: /./, namespace: 'glue' }, () => ({ contents: glue }));
        },
      },
    ],
  });
  return `export default ${JSON.stringify(outputFiles[0].text)};\n`;
}

const SESSION = `import weft from 'glue';
import { serve } from './src/worker_browser.js';
if (self.name !== 'em-pthread') serve(weft);`;

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);
const write = (/** @type {string} */ name, /** @type {string} */ text) =>
  writeFileSync(join(dist, name), `// @ts-nocheck\n${text}`);

for (const variant of VARIANTS) {
  for (const door of ['', 'session-']) {
    const name = `weft-${door}${variant}`;
    copyFileSync(join(built, `${name}.wasm`), join(dist, `${name}.wasm`));
    const { code } = await transform(glueOf(name), { minify: true, format: 'esm', target: common.target });
    write(`glue-${door}${variant}.js`, code);
  }
  write(`worker-${variant}.js`, await textOf(SESSION, glueOf(`weft-session-${variant}`)));
  if (variant.endsWith('threads'))
    write(`thread-${variant}.js`, await textOf(`import 'glue';`, glueOf(`weft-${variant}`)));
}

const entries = (/** @type {string[]} */ ...names) => names.map((name) => join(here, 'src', name));
const shipped = { ...common, outdir: dist, format: /** @type {const} */ ('esm'), plugins: [beside] };
await build({ ...shipped, entryPoints: entries('browser.js') });
await build({ ...shipped, entryPoints: { d2l: entries('d2l/index.js')[0] }, external: ['weft'] });
await build({
  ...shipped,
  entryPoints: entries('node.js', 'worker_node.js', 'thread_node.js'),
  platform: 'node',
  splitting: true,
  chunkNames: 'node-[hash]',
});
copyFileSync(join(here, '../LICENSE'), join(here, 'LICENSE'));
