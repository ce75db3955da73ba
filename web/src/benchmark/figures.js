// Samples as figures, and the measurements as texts to keep.

/** @typedef {{ job: import('./jobs.js').Job, samples: number[], version: string, images?: number, data?: string }} Measurement    `images` are those of an epoch of `data` */

/** @typedef {{ where: Record<string, string>, measurements: Measurement[] }} Report    `where`: of what and on what, name by name */

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

/** How far apart the middle half may lie before the median is in doubt. */
const STEADY = 0.2;

/** Why the figures may be too low, in sentences; empty where nothing says so. @param {Report} report */
export function doubts({ where, measurements }) {
  const unsteady = measurements.filter(({ samples }) => {
    const { median, low, high } = spread(samples);
    return high - low > STEADY * median;
  });
  const said = unsteady.length
    ? [
        `The samples of ${unsteady.length} of ${measurements.length} jobs differ by more than a fifth: ` +
          'other programs were at work, or the processor changed its speed.',
      ]
    : [];
  if (where.tab !== 'in front')
    said.push('The tab was in the background for a while, where browsers give it less.');
  return said.length ? [...said, 'Measure again to be sure.'].join(' ') : '';
}

/** @param {Report} report */
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

/** @param {Report} report */
export function asJson({ where, measurements }) {
  const rows = measurements.map(({ job, samples, images }) => ({
    ...{ label: job.label, row: job.row, threads: job.threads, unit: job.unit },
    ...{ ...spread(samples), samples, images },
  }));
  return JSON.stringify({ ...where, rows }, null, 2);
}
