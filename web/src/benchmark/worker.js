// Multiplies matrices by the tensor door, off the page's thread; sends each sample in GFLOP/s.

import { init } from 'weft';
import { takeJob } from '../shell/one_job.js';

/** @typedef {{ product: { M: number, N: number, K: number, transposed: boolean }, threads: number, effort: import('./jobs.js').Effort }} Order */

takeJob(measure);

/** @param {Order} order */
async function measure({ product: { M, N, K, transposed }, threads, effort }) {
  const weft = await init({ threads });
  weft.manualSeed(0);
  const A = weft.randn(M, K);
  const B = transposed ? weft.randn(N, K).T : weft.randn(K, N);
  /** Seconds of so many products. @param {number} count */
  const time = (count) => {
    const begin = performance.now();
    // The outer scope keeps the threads at hand, the inner one frees each product.
    weft.scope(() => {
      for (let i = 0; i < count; i++) weft.scope(() => void A.matmul(B));
    });
    return (performance.now() - begin) / 1000;
  };

  // Warm: the browser compiles what is hot anew, memory is taken, the processor speeds up.
  let count = 1;
  for (let seconds = time(1); seconds < effort.seconds; seconds = time(count)) count *= 2;
  time(count);
  for (let i = 0; i < effort.samples; i++)
    self.postMessage({ sample: (2e-9 * M * N * K * count) / time(count) });
  const { version } = weft.info;
  weft.terminate();
  return version;
}
