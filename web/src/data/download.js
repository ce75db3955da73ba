// The page's side of a download: a worker that ends with it.

/**
 * @param {import('./store.js').Wanted[]} files @param {unknown} index
 * @param {{ onProgress: (loaded: number) => void, onKept: (whyNot: string) => void, signal: AbortSignal }} options
 * @returns {Promise<Blob[]>}    complete, and their sums are right
 */
export function download(files, index, { onProgress, onKept, signal }) {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const worker = new Worker(new URL('./download_worker.js', import.meta.url), { type: 'module' });
    /** @param {unknown} [reason] */
    const end = (reason) => {
      worker.terminate();
      signal.removeEventListener('abort', abort);
      reject(reason);
    };
    const abort = () => end(signal.reason);
    signal.addEventListener('abort', abort);
    worker.onerror = (event) => {
      event.preventDefault();
      end(new Error(`the download could not run: ${event.message || 'its script could not be loaded'}`));
    };
    worker.onmessage = ({ data: { loaded, blobs, kept, error } }) => {
      if (loaded !== undefined) onProgress(loaded);
      // What follows, the keeping, is not to be cut off by whoever asked for the files.
      if (blobs) {
        signal.removeEventListener('abort', abort);
        resolve(blobs);
      }
      if (error !== undefined) end(new Error(error));
      if (kept !== undefined) {
        onKept(kept);
        end();
      }
    };
    worker.postMessage({ files, index });
  });
}
