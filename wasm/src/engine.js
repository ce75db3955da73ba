// The compiled module: its functions, its memory, its failures as Error with the module's text. Runs
// where the module runs; what the functions are for is in dataset.js and learner.js, and for tensors in
// messages.js and tensor.js.

/** @typedef {Record<string, Function> & { wasmMemory: WebAssembly.Memory }} Module */

const SCRATCH_DOUBLES = 3 * 256;

/**
 * A thread: something like a browser's Worker. Node's may keep the process alive.
 * @typedef {{ terminate: () => void, unref?: () => void }} Thread
 */

/**
 * @param {{ weft: Function, wasm: WebAssembly.Module, threads: number, startThread: () => Thread, cores?: number, memory?: number }} options    `weft` is the glue's; `memory` is the most that it may take
 * @returns {Promise<Engine>}
 */
export async function loadEngine({ weft, wasm, threads, startThread, cores = 1, memory = Infinity }) {
  /** @type {Thread[]} */
  const started = [];
  const module = await new Promise((resolve, reject) => {
    const options = {
      pool: threads - 1,
      cores,
      startThread() {
        const thread = startThread();
        started.push(thread);
        return thread;
      },
      /** @param {WebAssembly.Imports} imports @param {(instance: WebAssembly.Instance, module: WebAssembly.Module) => unknown} done */
      instantiateWasm(imports, done) {
        // Not at once: a page's own thread may do that only with small modules.
        WebAssembly.instantiate(wasm, imports).then((instance) => done(instance, wasm), reject);
        return {};
      },
    };
    weft(options).then(resolve, reject);
  }).catch((error) => {
    for (const thread of started) thread.terminate();
    if (!(error instanceof RangeError)) throw error;
    const cure = threads > 1 ? '; the option threads: 1 takes less' : '';
    throw new Error(`weft: there is no room for the module's memory: ${error.message}${cure}`);
  });
  limitMemory(module.wasmMemory, memory);
  const engine = new Engine(module, started, memory);
  engine.call('set_threads', threads);
  for (const thread of started) thread.unref?.();
  return engine;
}

/** The glue asks for more by this memory's grow, and takes a failure for an end of memory. @param {WebAssembly.Memory} memory @param {number} most */
function limitMemory(memory, most) {
  const grow = memory.grow.bind(memory);
  memory.grow = (pages) => {
    if (memory.buffer.byteLength + pages * 65536 > most) throw new RangeError('more than the option memory');
    return grow(pages);
  };
}

export class Engine {
  #module;
  #threads;
  #scratch;
  #atHand = false;
  #most;
  ended = false;

  /** @param {Module} module @param {Thread[]} threads @param {number} most    bytes of memory */
  constructor(module, threads, most) {
    this.#module = module;
    this.#threads = threads;
    this.#most = most;
    this.#scratch = this.allocate(8 * SCRATCH_DOUBLES);
  }

  /** The function weft_<name>, which fails with -1. @param {string} name @param {...unknown} args @returns {number} */
  call(name, ...args) {
    const result = this.#run(name, args);
    if (result === -1) throw this.#failure();
    return result;
  }

  /** The function weft_<name>, which gives a pointer and fails with none. @param {string} name @param {...unknown} args */
  pointer(name, ...args) {
    const result = this.#run(name, args) >>> 0;
    if (result === 0) throw this.#failure();
    return result;
  }

  /** The function weft_<name>, which gives a text. @param {string} name @param {...unknown} args */
  text(name, ...args) {
    return this.textAt(this.pointer(name, ...args));
  }

  /** @param {number} begin */
  textAt(begin) {
    const bytes = this.bytes();
    // slice: a decoder takes no shared memory.
    return new TextDecoder().decode(bytes.slice(begin, bytes.indexOf(0, begin)));
  }

  /** @param {string} name @param {unknown[]} args */
  #run(name, args) {
    // Without its threads, the module would wait for them forever.
    if (this.ended) throw new Error('weft: this instance of the module has been terminated');
    return this.#module[`_weft_${name}`](...args);
  }

  #failure() {
    return new Error(this.text('error'));
  }

  /** A view of all memory. Memory may grow with any call: views are not to be kept. */
  bytes() {
    return new Uint8Array(this.#module.wasmMemory.buffer);
  }

  /** As bytes(). @param {number} pointer @param {number} count */
  doubles(pointer, count) {
    return new Float64Array(this.#module.wasmMemory.buffer, pointer, count);
  }

  /** What the module calls with the number of a function and of its arguments. @param {(id: number, count: number) => number} f */
  onCallBack(f) {
    Object.assign(this.#module, { callBack: f });
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
    return this.doubles(this.#scratch, rows * width);
  }

  memory() {
    const maximum = Math.min(this.#most, this.call('memory_maximum'));
    return { bytes: this.#module.wasmMemory.buffer.byteLength, maximum };
  }

  /** @param {{ variant: import('../index.js').Variant, threads: number, reason: string }} choice @returns {import('../index.js').BuildInfo} */
  info({ variant, threads, reason }) {
    const [version, simd] = [this.text('version'), this.text('simd')];
    return { version, variant, simd, threads, memory: this.memory(), reason };
  }

  /**
   * Has the threads at hand while `run` works, which lends a function to the module and calls it.
   * Where they are at hand already, or there are none, `body` runs as it is.
   * @template T @param {() => T} body @param {(body: () => T) => T} run @returns {T}
   */
  withThreads(body, run) {
    if (this.#threads.length === 0 || this.#atHand || this.ended) return body();
    this.#atHand = true;
    try {
      return run(body);
    } finally {
      this.#atHand = false;
      if (this.ended) this.end();
    }
  }

  /** Ends the threads, as soon as nobody waits for them, and lets go of the memory. */
  end() {
    this.ended = true;
    if (this.#atHand) return;
    for (const thread of this.#threads.splice(0)) thread.terminate();
    this.#module = /** @type {any} */ ({});
  }
}
