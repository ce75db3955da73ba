import { defineConfig } from 'vite';

export default defineConfig({
  base: './',
  build: { outDir: '../../../build/consumers/vite', emptyOutDir: true, modulePreload: { polyfill: false } },
  server: { fs: { allow: ['..'] } }, // app.js is shared with the other projects
});
