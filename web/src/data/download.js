// The page's side of a download: a worker that ends with it.

import { answerOf } from '../shell/one_job.js';

/**
 * @param {import('./store.js').Wanted[]} files @param {unknown} index
 * @param {{ onProgress: (loaded: number) => void, onKept: (whyNot: string) => void, signal: AbortSignal }} options
 * @returns {Promise<Blob[]>}    complete, and their sums are right; their keeping is not cut off by the signal
 */
export async function download(files, index, { onProgress, onKept, signal }) {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./download_worker.js', import.meta.url), { type: 'module' });
  return answerOf(
    worker,
    { files, index },
    {
      failed: 'the download could not run',
      hear({ loaded, kept }) {
        if (loaded !== undefined) onProgress(loaded);
        if (kept !== undefined) onKept(kept);
      },
      signal,
    },
  );
}
