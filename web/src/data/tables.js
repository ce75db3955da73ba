// The page's side of reading a table: a worker that ends with its answer, which alone loads the parser.

/** @param {Record<string, unknown>} request @returns {Promise<any>} */
function ask(request) {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./table_worker.js', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data: { value, error } }) => {
      worker.terminate();
      if (error === undefined) resolve(value);
      else reject(new Error(error));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      reject(new Error(`the table could not be read: ${event.message || 'its script could not be loaded'}`));
    };
    worker.postMessage(request);
  });
}

/** @param {File} file @returns {Promise<{ columns: string[], rows: string[][] }>} */
export const previewTable = (file) => ask({ what: 'preview', file });

/** @param {File} file @param {import('./table.js').Options} options @returns {Promise<import('./table.js').Table>} */
export const readTable = (file, options) => ask({ what: 'read', file, options });
