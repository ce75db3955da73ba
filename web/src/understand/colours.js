// Colours from the style sheet as numbers, and the scale from minus over nothing to plus: indigo and madder, which
// all kinds of colour blindness tell apart, with the page's surface between them.

/** @typedef {[number, number, number]} Rgb */

const probe = document.createElement('canvas').getContext('2d', { willReadFrequently: true });

/** @param {string} name    of a custom property @returns {Rgb} */
function colour(name) {
  if (!probe) return [0, 0, 0];
  probe.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name);
  probe.fillRect(0, 0, 1, 1);
  const [r, g, b] = probe.getImageData(0, 0, 1, 1).data;
  return [r, g, b];
}

/** @returns {(t: number) => Rgb}    from -1 to 1 */
export function divergingScale() {
  const [minus, nothing, plus] = ['--indigo', '--surface', '--madder'].map(colour);
  return (t) => {
    const end = t < 0 ? minus : plus;
    const far = Math.min(1, Math.abs(t));
    return /** @type {Rgb} */ (nothing.map((level, i) => Math.round(level + (end[i] - level) * far)));
  };
}

/** @param {() => void} listener */
export function onScheme(listener) {
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', listener);
}
