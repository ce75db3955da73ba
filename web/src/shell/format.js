// Numbers as the page writes them: English, short, with the digits that matter.

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** @param {number} n */
export const count = (n) => whole.format(n);

/** A loss or an accuracy. @param {number} x @param {number} [digits] */
export const figure = (x, digits = 4) => (Number.isFinite(x) ? x.toFixed(digits) : String(x));

/** @param {number} x from 0 to 1 */
export const percent = (x) => `${(100 * x).toFixed(1)} %`;

/** @param {number} bytes */
export const megabytes = (bytes) => `${whole.format(bytes / 2 ** 20)} MiB`;

/** Time left, to the precision that a guess has. @param {number} seconds */
export function duration(seconds) {
  if (!Number.isFinite(seconds)) return '–';
  if (seconds < 1) return '< 1 s';
  const s = Math.round(seconds);
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s % 60} s`;
  return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
}

/** What an exception says, whatever was thrown. @param {unknown} error */
export const messageOf = (error) => (error instanceof Error && error.message ? error.message : String(error));
