// The compiled module: its functions, its memory, its failures as Error with the module's text. Runs
// where the module runs; what the functions are for is in dataset.js and learner.js.

/** @typedef {Record<string, Function> & { wasmMemory: WebAssembly.Memory }} Module */

const SCRATCH_DOUBLES = 3 * 256;

/**
 * @param {{ glue: string, wasm: WebAssembly.Module, threads: number, startThread: (glue: string) => unknown }} options
 * @returns {Promise<Engine>}
 */
export async function loadEngine({ glue, wasm, threads, startThread }) {
  const { default: weft } = await import(/* @vite-ignore */ /* webpackIgnore: true */ glue);
  const module = await weft({
    pool: threads - 1,
    startThread: () => startThread(glue),
    /** @param {WebAssembly.Imports} imports @param {(instance: WebAssembly.Instance, module: WebAssembly.Module) => unknown} done */
    instantiateWasm: (imports, done) => done(new WebAssembly.Instance(wasm, imports), wasm),
  });
  const engine = new Engine(module);
  engine.call('set_threads', threads);
  return engine;
}

export class Engine {
  #module;
  #scratch;

  /** @param {Module} module */
  constructor(module) {
    this.#module = module;
    this.#scratch = this.allocate(8 * SCRATCH_DOUBLES);
  }

  /** The function weft_<name>, which fails with -1. @param {string} name @param {...unknown} args @returns {number} */
  call(name, ...args) {
    const result = this.#module[`_weft_${name}`](...args);
    if (result === -1) throw this.#failure();
    return result;
  }

  /** The function weft_<name>, which gives a pointer and fails with none. @param {string} name @param {...unknown} args */
  pointer(name, ...args) {
    const result = this.#module[`_weft_${name}`](...args) >>> 0;
    if (result === 0) throw this.#failure();
    return result;
  }

  /** The function weft_<name>, which gives a text. @param {string} name @param {...unknown} args */
  text(name, ...args) {
    const begin = this.pointer(name, ...args);
    const bytes = this.bytes();
    // slice: a decoder takes no shared memory.
    return new TextDecoder().decode(bytes.slice(begin, bytes.indexOf(0, begin)));
  }

  #failure() {
    return new Error(this.text('error'));
  }

  /** A view of all memory. Memory may grow with any call: views are not to be kept. */
  bytes() {
    return new Uint8Array(this.#module.wasmMemory.buffer);
  }

  /** @param {number} bytes */
  allocate(bytes) {
    const pointer = this.#module._malloc(bytes) >>> 0;
    if (!pointer) throw new Error(`weft: out of memory, asked for ${bytes} bytes`);
    return pointer;
  }

  /** @param {number} pointer */
  free(pointer) {
    this.#module._free(pointer);
  }

  /**
   * Bytes in the module's memory for the length of a call.
   * @template T
   * @param {ArrayLike<number>} bytes @param {(pointer: number) => T} use
   */
  lend(bytes, use) {
    const pointer = this.allocate(bytes.length);
    try {
      this.bytes().set(bytes, pointer);
      return use(pointer);
    } finally {
      this.free(pointer);
    }
  }

  /**
   * What a function writes, `width` numbers a row: its last arguments are the place and how many rows
   * fit there, and it returns how many there are.
   * @param {string} name @param {unknown[]} args @param {number} width
   */
  numbers(name, args, width) {
    const rows = this.call(name, ...args, this.#scratch, Math.floor(SCRATCH_DOUBLES / width));
    return new Float64Array(this.#module.wasmMemory.buffer, this.#scratch, rows * width);
  }

  memory() {
    return { bytes: this.#module.wasmMemory.buffer.byteLength, maximum: this.call('memory_maximum') };
  }
}
