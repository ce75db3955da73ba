// Workers that do one job. What such a worker says: { value }, its answer, or { error }; and anything else on the way.
// It ends with either; with { value, open: true } it has more to do, and ends by itself.

/**
 * @param {Worker} worker    a new one
 * @param {unknown} job    what it is sent
 * @param {object} options
 * @param {string} options.failed    how the message begins of a worker that does not run
 * @param {(data: any) => void} [options.hear]    what it says on the way, and after its answer
 * @param {AbortSignal} [options.signal]    ends it, up to its answer
 * @returns {Promise<any>}    the value
 */
export function answerOf(worker, job, { failed, hear = () => {}, signal }) {
  return new Promise((resolve, reject) => {
    const abort = () => {
      worker.terminate();
      reject(signal?.reason);
    };
    const settled = () => signal?.removeEventListener('abort', abort);
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
    /** @param {string} message */
    const fail = (message) => {
      worker.terminate();
      settled();
      reject(new Error(message));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      fail(`${failed}: ${event.message || 'its script could not be loaded'}`);
    };
    worker.onmessage = ({ data }) => {
      if (data.error !== undefined) return fail(data.error);
      if (!('value' in data)) return hear(data);
      settled();
      if (!data.open) worker.terminate();
      resolve(data.value);
    };
    worker.postMessage(job);
  });
}

/**
 * The worker's side: answers its one job by what `work` gives.
 * @template T
 * @param {(job: T) => Promise<unknown>} work
 */
export function takeJob(work) {
  addEventListener('message', async ({ data }) => {
    try {
      postMessage({ value: await work(data) });
    } catch (error) {
      postMessage({ error: error instanceof Error ? error.message : String(error) });
    }
  });
}
