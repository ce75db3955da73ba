// Which variant runs here, with how many threads, and in words why it is not a faster one.

import { VARIANTS } from './assets.js';
import { checkOptions, oneOf, wholeNumber } from './check.js';
import { VERSION } from './version.js';

/** @typedef {import('../index.js').LoadOptions} LoadOptions */
/** @typedef {import('../index.js').Variant} Variant */
/** @typedef {{ variant: Variant, threads: number, reason: string }} Choice */

/**
 * What a place offers.
 * @typedef {object} Features
 * @property {boolean} simd
 * @property {boolean} relaxed
 * @property {boolean} exceptions
 * @property {number} cores
 * @property {string} noThreads    why there are no threads, empty where there are
 * @property {string} place    'this browser'
 * @property {string} relaxedHint    what to do where relaxed SIMD is missing
 */

const MAX_THREADS = 16;
// As CMakeLists.txt links the modules: what they begin with, all that threads share, the most there is.
const FIRST_BYTES = 2 ** 25;
const SHARED_BYTES = 2 ** 29;
const MOST_BYTES = 2 ** 31;

const HEADER = [0, 97, 115, 109, 1, 0, 0, 0];
// One function each, of type () -> v128 or () -> ().
const SIMD = [1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 8, 1, 6, 0, 65, 0, 253, 17, 11]; // i32x4.splat
const RELAXED = [
  ...[1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 19, 1, 17, 0],
  ...[65, 0, 253, 17, 65, 0, 253, 17, 65, 0, 253, 17, 253, 133, 2, 11], // f32x4.relaxed_madd
];
const EXCEPTIONS = [1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11]; // try catch_all

/** @param {number[]} body */
const runs = (body) => WebAssembly.validate(new Uint8Array([...HEADER, ...body]));

/** @returns {Pick<Features, 'simd' | 'relaxed' | 'exceptions'>} */
export function probe() {
  if (typeof WebAssembly === 'undefined') return { simd: false, relaxed: false, exceptions: false };
  return { simd: runs(SIMD), relaxed: runs(RELAXED), exceptions: runs(EXCEPTIONS) };
}

/**
 * @param {string} who    the function whose options these are
 * @param {LoadOptions} options
 * @param {Features} features
 * @returns {Choice}
 */
export function choose(who, options, features) {
  const { place } = features;
  const memory = wholeNumber(who, 'memory', options.memory, FIRST_BYTES, MOST_BYTES) ?? MOST_BYTES;
  const noThreads =
    features.noThreads ||
    (memory < SHARED_BYTES &&
      `threads take ${SHARED_BYTES} bytes of memory, and the option memory allows ${memory}`);
  const wanted = oneOf(who, 'variant', options.variant, VARIANTS);
  const asked = wholeNumber(who, 'threads', options.threads, 1, MAX_THREADS);
  if (!features.simd) throw new Error(`weft: the WebAssembly of ${place} has no SIMD`);
  if (!features.exceptions) throw new Error(`weft: the WebAssembly of ${place} has no exceptions`);

  if (wanted) {
    const threaded = wanted.endsWith('threads');
    if (wanted.startsWith('relaxed') && !features.relaxed) {
      throw new Error(`${who}: variant ${wanted} needs relaxed SIMD, which ${place} does not have`);
    }
    if (threaded && noThreads) {
      throw new Error(`${who}: variant ${wanted} needs threads: ${noThreads}`);
    }
    if (!threaded && asked !== undefined && asked > 1) {
      throw new Error(`${who}: threads must be 1 for variant ${wanted}, got ${asked}`);
    }
    return { variant: wanted, threads: threaded ? (asked ?? most(features)) : 1, reason: '' };
  }

  const reasons = [];
  let threads = asked ?? most(features);
  if (noThreads && (asked ?? 2) > 1) {
    threads = 1;
    reasons.push(`1 thread: ${noThreads}`);
  }
  if (!features.relaxed) reasons.push(`no relaxed SIMD in ${place}${features.relaxedHint}`);
  const simd = features.relaxed ? 'relaxed-simd' : 'simd';
  return { variant: threads > 1 ? `${simd}-threads` : simd, threads, reason: reasons.join('; ') };
}

/** Threads wait in a loop for the next piece of work: more of them than cores only disturb each other. @param {Features} features */
const most = ({ cores }) => Math.max(1, Math.min(cores, MAX_THREADS));

/** What would run. @param {unknown} given @param {() => Features} features @returns {Promise<import('../index.js').BuildInfo>} */
export async function buildInfoWith(given, features) {
  const options = /** @type {LoadOptions} */ (
    checkOptions('buildInfo', given ?? {}, ['variant', 'threads', 'wasm', 'memory'])
  );
  const { variant, threads, reason } = choose('buildInfo', options, features());
  const shared = variant.endsWith('threads');
  const memory = {
    bytes: shared ? SHARED_BYTES : FIRST_BYTES,
    maximum: shared ? SHARED_BYTES : (options.memory ?? MOST_BYTES),
  };
  const simd = variant.startsWith('relaxed') ? 'wasm-relaxed' : 'wasm';
  return { version: VERSION, variant, simd, threads, memory, reason };
}
