// The page's side of reading a table: a worker that ends with its answer, which alone loads the parser.

import { answerOf } from '../shell/one_job.js';

/** @param {import('./table_worker.js').Job} job */
const ask = (job) =>
  answerOf(new Worker(new URL('./table_worker.js', import.meta.url), { type: 'module' }), job, {
    failed: 'the table could not be read',
  });

/** @param {File} file @returns {Promise<{ columns: string[], rows: string[][] }>} */
export const previewTable = (file) => ask({ file });

/** @param {File} file @param {import('./table.js').Options} options @returns {Promise<import('./table.js').Table>} */
export const readTable = (file, options) => ask({ file, options });
