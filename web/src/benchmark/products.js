// Measures a product in a worker of its own, which Stop ends.

import { answerOf } from '../shell/one_job.js';

/**
 * @param {import('./jobs.js').Job} job @param {import('./jobs.js').Effort} effort
 * @param {(share: number) => void} onProgress    how much of it is done, from 0 to 1
 * @param {AbortSignal} signal
 * @returns {Promise<import('./figures.js').Measurement>}
 */
export async function measureProduct(job, effort, onProgress, signal) {
  const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
  /** @type {number[]} */
  const samples = [];
  const order = { product: job.product, threads: job.threads, effort };
  const version = await answerOf(worker, order, {
    failed: 'its worker does not run',
    hear({ sample }) {
      samples.push(sample);
      onProgress(samples.length / effort.samples);
    },
    signal,
  }).catch((error) => {
    throw signal.aborted ? error : new Error(`${job.label}: ${error.message}`);
  });
  return { job, samples, version };
}
