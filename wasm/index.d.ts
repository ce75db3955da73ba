// The package's types. Two doors: tensors on the caller's own thread (`init`, tensors.d.ts), and training
// sessions in a worker of the package's own (`createSession`, sessions.d.ts). Sizes are counts, times are seconds.

export type { Functions, Methods, Optimizers } from './operations.js';
export type * from './tensors.js';
export type * from './sessions.js';
export { init } from './tensors.js';
export { createSession, readSafetensors } from './sessions.js';

export type Variant = 'simd' | 'relaxed-simd' | 'simd-threads' | 'relaxed-simd-threads';

/** What runs, and why not something faster. */
export interface BuildInfo {
  version: string;
  variant: Variant;
  /** The kernels in use: 'wasm' or 'wasm-relaxed'. */
  simd: string;
  threads: number;
  /** Bytes of WebAssembly memory now, and the most it can become. */
  memory: { bytes: number; maximum: number };
  /** In words, empty where nothing is missing: "1 thread: the page is not cross-origin isolated; ...". */
  reason: string;
}

export interface LoadOptions {
  /** Instead of the one that feature detection picks. */
  variant?: Variant;
  /** Instead of one a core; a whole number from 1 to 16. */
  threads?: number;
  /**
   * The .wasm file, instead of the one beside the package's code: weft-VARIANT.wasm for `init`,
   * weft-session-VARIANT.wasm, which is smaller, for `createSession`. An address that ends in '/' is a folder that
   * holds it under its name.
   */
  wasm?: URL | string | Response | WebAssembly.Module | ArrayBuffer | Uint8Array;
  /**
   * The most bytes that the module may take, from 32 MiB to 2 GiB (default). Threads share 512 MiB: below that there
   * is one thread.
   */
  memory?: number;
}

/** What `createSession` with these options would run. A session's own `info` is the whole of it. */
export function buildInfo(options?: LoadOptions): Promise<Pick<BuildInfo, 'variant' | 'threads' | 'reason'>>;
