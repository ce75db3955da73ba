// Samples as figures, and the measurements as texts to keep.

/** @typedef {{ job: import('./jobs.js').Job, samples: number[], version: string, images?: number, data?: string }} Measurement    `images` are those of an epoch of `data` */

/** Three digits that count. @param {number} value */
export const digits = (value) =>
  value.toLocaleString('en', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });

/** Median and quartiles. @param {readonly number[]} samples */
export function spread(samples) {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (/** @type {number} */ part) => {
    const place = part * (sorted.length - 1);
    const low = Math.floor(place);
    return sorted[low] + (place - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75) };
}

/** @param {{ where: Record<string, string>, measurements: Measurement[] }} report */
export function asMarkdown({ where, measurements }) {
  const rows = measurements.map(({ job, samples, images }) => {
    const { median, low, high } = spread(samples);
    const speed = images ? ` (${Math.round(images / median).toLocaleString('en')} images/s)` : '';
    return `| ${job.label} | ${job.threads} | ${digits(median)} ${job.unit}${speed} | ${digits(low)} to ${digits(high)} | ${samples.length} |`;
  });
  const place = Object.entries(where).map(([name, value]) => `${name}: ${value}`);
  return [
    '| Job | Threads | Median | Middle half | Samples |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    place.join('; '),
    '',
  ].join('\n');
}

/** @param {{ where: Record<string, string>, measurements: Measurement[] }} report */
export function asJson({ where, measurements }) {
  const rows = measurements.map(({ job, samples, images }) => ({
    ...{ label: job.label, row: job.row, threads: job.threads, unit: job.unit },
    ...{ ...spread(samples), samples, images },
  }));
  return JSON.stringify({ ...where, rows }, null, 2);
}
