// Measures a product in a worker of its own, which Stop ends.

/**
 * @param {import('./jobs.js').Job} job @param {import('./jobs.js').Effort} effort
 * @param {(share: number) => void} onProgress    how much of it is done, from 0 to 1
 * @param {AbortSignal} signal
 * @returns {Promise<import('./figures.js').Measurement>}
 */
export function measureProduct(job, effort, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
    /** @type {number[]} */
    const samples = [];
    let version = '';
    const end = (/** @type {unknown} */ error) => {
      worker.terminate();
      signal.removeEventListener('abort', stop);
      if (error) reject(error);
      else resolve({ job, samples, version });
    };
    const stop = () => end(signal.reason);
    signal.addEventListener('abort', stop);
    worker.onerror = (event) => {
      event.preventDefault();
      end(new Error(`${job.label}: ${event.message || 'its worker could not be started'}`));
    };
    worker.onmessage = ({ data }) => {
      if (data.failed) return end(new Error(`${job.label}: ${data.failed}`));
      if (data.version) {
        version = data.version;
        return end(undefined);
      }
      samples.push(data.sample);
      onProgress(samples.length / effort.samples);
    };
    worker.postMessage({ product: job.product, threads: job.threads, effort });
  });
}
