import resolve from '@rollup/plugin-node-resolve';

// Rollup and esbuild move no files: the .wasm files are copied beside the bundle.
export default {
  input: '../page.js',
  output: { dir: '../../../build/consumers/rollup', entryFileNames: 'main.js' },
  plugins: [resolve({ browser: true })],
};
