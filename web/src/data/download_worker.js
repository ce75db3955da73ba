// Downloads the four files beside the page, checks them, and then keeps them: all off the main thread.
// In: { files, index }. Out: { loaded }, many times; the blobs as its answer; and { kept }.

import { fetchFile } from './fetch_file.js';
import { keepFiles } from './store.js';

/** Between two reports, in milliseconds. */
const INTERVAL = 100;

onmessage = async ({ data: { files, index } }) => {
  const stop = new AbortController();
  let loaded = 0;
  let said = 0;
  const timer = setInterval(() => {
    if (loaded > said) postMessage({ loaded });
    said = loaded;
  }, INTERVAL);
  /** @param {import('./store.js').Wanted} file */
  const get = (file) => fetchFile(file, (bytes) => (loaded += bytes), stop.signal);
  try {
    const blobs = await Promise.all(files.map(get));
    postMessage({ value: blobs, open: true });
    postMessage({ kept: await keepFiles(files, blobs, index) });
    close();
  } catch (error) {
    stop.abort();
    postMessage({ error: error instanceof Error ? error.message : String(error) });
  } finally {
    clearInterval(timer);
  }
};
