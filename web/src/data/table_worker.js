// Reads tables off the main thread: the first rows, or, with options, all of it.

import { takeJob } from '../shell/one_job.js';
import { preview, readTable } from './table.js';

/** @typedef {{ file: File, options?: import('./table.js').Options }} Job */

takeJob((/** @type {Job} */ { file, options }) => (options ? readTable(file, options) : preview(file)));
