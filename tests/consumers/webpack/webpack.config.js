import { fileURLToPath } from 'node:url';

export default {
  mode: 'production',
  entry: '../page.js',
  output: { path: fileURLToPath(new URL('../../../build/consumers/webpack', import.meta.url)) },
};
