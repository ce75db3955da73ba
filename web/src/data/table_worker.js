// Reads tables off the main thread. In: { what: 'preview' | 'read', file, options }. Out: { value } or { error }.

import { preview, readTable } from './table.js';

onmessage = async ({ data: { what, file, options } }) => {
  try {
    postMessage({ value: await (what === 'preview' ? preview(file) : readTable(file, options)) });
  } catch (error) {
    postMessage({ error: error instanceof Error ? error.message : String(error) });
  }
};
