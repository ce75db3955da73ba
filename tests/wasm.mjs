// Runs the C++ tests' program of WebAssembly under Node, the same one that the page's self-test runs:
//
//   node tests/wasm.mjs simd|relaxed-simd-threads [options of Catch2]

import { mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';

const [variant, ...args] = process.argv.slice(2);
const program = new URL(`../build/wasm/tests/weft_tests_${variant}.js`, import.meta.url);
const { default: start } = await import(program.href);

/** Folders of this machine, each under the path that the program knows. */
const folders = {
  '/golden': fileURLToPath(new URL('golden', import.meta.url)),
  '/tmp': tmpdir(),
  '/reports': fileURLToPath(new URL('../build/reports', import.meta.url)),
  '/data': process.env.WEFT_DATA,
};

await start({
  arguments: args,
  preRun: [
    ({ ENV, FS, NODEFS }) => {
      mkdirSync(folders['/reports'], { recursive: true });
      for (const [path, root] of Object.entries(folders)) {
        if (!root) continue;
        FS.mkdirTree(path);
        FS.mount(NODEFS, { root }, path);
      }
      for (const [name, value] of Object.entries(process.env))
        if (!/^(OMP|KMP)_/.test(name)) ENV[name] = value; // the trimmed runtime knows next to none of them
      // Threads that wait in a loop keep those they wait for off the cores.
      Object.assign(ENV, { KMP_BLOCKTIME: '0' }, folders['/data'] && { WEFT_DATA: '/data' });
    },
  ],
});
