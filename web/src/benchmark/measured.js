// What was measured elsewhere, by `make bench` and `make bench-web`, to stand beside what is measured here.

import measured from './measured.json' with { type: 'json' };

/** @typedef {{ unit: string, weft: number, rivals: Record<string, number> }} Row */
/** @typedef {{ machine: string, simd: string, date: string, command: string, rows: Record<string, Row> }} Part */

/**
 * What a job is, in the settings' words; what is left out is the notebook's.
 * @typedef {{ hidden?: number[], activation?: string, dropout?: number, optimizer?: string, momentum?: number, weightDecay?: number, batch?: number, threads?: number }} Job
 */

export const { native, web } = /** @type {{ native: Part, web: Part }} */ (/** @type {unknown} */ (measured));

/** 'Intel Xeon Processor, 2 cores' @param {Part} part */
export const machineOf = ({ machine }) => machine.replaceAll('(R)', '');

/** Which row is the same job as this one; undefined where none was measured. @param {Job} job */
function rowOf({
  hidden = [],
  activation = 'relu',
  dropout = 0,
  optimizer = 'sgd',
  momentum = 0,
  weightDecay = 0,
  batch = 256,
  threads = 2,
}) {
  const plain = optimizer === 'sgd' && !momentum && !weightDecay && batch === 256;
  if (!plain) return undefined;
  if (hidden.length === 0) return 'epoch/softmax/threads:2';
  if (hidden.length > 1 || hidden[0] !== 256 || activation !== 'relu' || dropout) return undefined;
  return `epoch/mlp/threads:${threads > 1 ? 2 : 1}`;
}

/**
 * 'PyTorch on this job: 0.311 s an epoch, 2 threads, Intel Xeon Processor, 2 cores, measured 2026-11-25'; empty for a
 * job that was not measured. The job is an epoch of Fashion-MNIST's size.
 * @param {Job} job
 */
export function pytorchLine(job) {
  const row = rowOf(job);
  const seconds = row && native.rows[row]?.rivals.PyTorch;
  if (!row || !seconds) return '';
  const threads = row.endsWith(':1') ? '1 thread' : '2 threads';
  return `PyTorch on this job: ${seconds} s an epoch, ${threads}, ${machineOf(native)}, measured ${native.date}`;
}
