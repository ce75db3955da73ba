// What runs in workers in a browser, as texts: a worker from a text starts from any origin and out of any
// bundle. `npm run build` makes them of worker_browser.js and the glue, or of the glue alone.

/** @typedef {import('../index.js').Variant} Variant */
/** @typedef {() => Promise<{ default: string }>} Text */

/** The session's worker, and each of its threads. @type {Record<Variant, Text>} */
const sessions = {
  simd: () => import('../dist/worker-simd.js'),
  'relaxed-simd': () => import('../dist/worker-relaxed-simd.js'),
  'simd-threads': () => import('../dist/worker-simd-threads.js'),
  'relaxed-simd-threads': () => import('../dist/worker-relaxed-simd-threads.js'),
};

/** A thread of init(). @type {Partial<Record<Variant, Text>>} */
const threads = {
  'simd-threads': () => import('../dist/thread-simd-threads.js'),
  'relaxed-simd-threads': () => import('../dist/thread-relaxed-simd-threads.js'),
};

/** The address of a text that is a worker, good until it is revoked. @param {Text | undefined} text */
const address = async (text) =>
  text && URL.createObjectURL(new Blob([(await text()).default], { type: 'text/javascript' }));

/** @param {Variant} variant */
export const sessionWorker = async (variant) => /** @type {string} */ (await address(sessions[variant]));

/** Undefined where the variant has no threads. @param {Variant} variant */
export const threadWorker = (variant) => address(threads[variant]);
