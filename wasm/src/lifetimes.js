// Who ends what lies in the module's memory: dispose(), the end of the scope in which it was made, or,
// as the net below both, the garbage collector.

/** @typedef {import('./engine.js').Engine} Engine */
/** @typedef {'tensor' | 'optimizer'} Kind */

/** Something in the module's memory that belongs to this side. */
export class Owned {
  #lifetimes;
  #pointer;
  #kind;

  /** @param {Lifetimes} lifetimes @param {Kind} kind @param {number} pointer */
  constructor(lifetimes, kind, pointer) {
    this.#lifetimes = lifetimes;
    this.#kind = kind;
    this.#pointer = pointer;
    lifetimes.add(this, kind, pointer);
  }

  /** Where it lies. @param {Owned} object @param {Lifetimes} lifetimes @param {string} who */
  static pointer(object, lifetimes, who) {
    if (object.#lifetimes !== lifetimes)
      throw new Error(`${who}: the ${object.#kind} belongs to another instance of the module`);
    if (!object.#pointer) throw new Error(`${who}: the ${object.#kind} has been disposed`);
    return object.#pointer;
  }

  get disposed() {
    return this.#pointer === 0;
  }

  dispose() {
    if (this.#pointer) this.#lifetimes.remove(this, this.#kind, this.#pointer);
    this.#pointer = 0;
  }
}

// Where the platform has it, `using x = ...` disposes of x at the end of the block.
if (Symbol.dispose) {
  Object.defineProperty(Owned.prototype, Symbol.dispose, {
    /** @this {Owned} */
    value() {
      this.dispose();
    },
  });
}

export class Lifetimes {
  #engine;
  /** @type {Set<Owned> | undefined} */
  #scope;
  /** Where each was made. @type {Map<number, string> | undefined} */
  #sites;
  /** @type {Record<Kind, number>} */
  counts = { tensor: 0, optimizer: 0 };
  /** @type {FinalizationRegistry<{ kind: Kind, pointer: number }>} */
  #net = new FinalizationRegistry(({ kind, pointer }) => this.#free(kind, pointer));

  /** @param {Engine} engine @param {boolean} trackLeaks */
  constructor(engine, trackLeaks) {
    this.#engine = engine;
    if (trackLeaks) this.#sites = new Map();
  }

  /** @param {Owned} object @param {Kind} kind @param {number} pointer */
  add(object, kind, pointer) {
    this.counts[kind] += 1;
    this.#net.register(object, { kind, pointer }, object);
    this.#scope?.add(object);
    this.#sites?.set(pointer, callSite());
  }

  /** @param {Owned} object @param {Kind} kind @param {number} pointer */
  remove(object, kind, pointer) {
    this.#net.unregister(object);
    this.#scope?.delete(object);
    this.#free(kind, pointer);
  }

  /** @param {Kind} kind @param {number} pointer */
  #free(kind, pointer) {
    this.counts[kind] -= 1;
    this.#sites?.delete(pointer);
    // What is left of a terminated instance goes with its memory.
    if (!this.#engine.ended) this.#engine.call(`${kind}_delete`, pointer);
  }

  /** How many of those that live were made where, most first. */
  leaks() {
    if (!this.#sites) throw new Error('leaks: needs init({ trackLeaks: true })');
    /** @type {Map<string, number>} */
    const counts = new Map();
    for (const site of this.#sites.values()) counts.set(site, (counts.get(site) ?? 0) + 1);
    return [...counts].map(([site, count]) => ({ site, count })).sort((a, b) => b.count - a.count);
  }

  /**
   * Disposes of everything made while `body` runs, except what it returns.
   * @template T
   * @param {() => T} body
   * @returns {T}
   */
  scope(body) {
    /** @type {Set<Owned>} */
    const made = new Set();
    const outer = this.#scope;
    this.#scope = made;
    try {
      const result = body();
      if (isPromise(result)) {
        result.then(undefined, () => {});
        throw new Error(
          'scope: its function must not be async, since others run in between; open scopes inside it',
        );
      }
      for (const object of ownedIn(result)) if (made.delete(object)) outer?.add(object);
      return result;
    } finally {
      this.#scope = undefined;
      for (const object of made) object.dispose();
      this.#scope = outer;
    }
  }

  /** Takes what is in `value` out of the scope. @template T @param {T} value @returns {T} */
  keep(value) {
    for (const object of ownedIn(value)) this.#scope?.delete(object);
    return value;
  }
}

/** @param {unknown} value @returns {value is PromiseLike<unknown>} */
export const isPromise = (value) =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';

/** In arrays and plain objects, however deep. @param {unknown} value @param {Set<unknown>} [seen] @returns {Iterable<Owned>} */
function* ownedIn(value, seen = new Set()) {
  if (value instanceof Owned) yield value;
  else if (typeof value === 'object' && value !== null && !seen.has(value)) {
    seen.add(value);
    if (Array.isArray(value) || isPlain(value)) {
      for (const part of Object.values(value)) yield* ownedIn(part, seen);
    }
  }
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
export function isPlain(value) {
  if (typeof value !== 'object' || value === null) return false;
  const prototype = Object.getPrototypeOf(value);
  // Of any frame or realm.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The line of the package's caller. */
function callSite() {
  // More than the package's own lines.
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = 50;
  const lines = (new Error().stack ?? '').split('\n').slice(1);
  Error.stackTraceLimit = before;
  // The first line is this function's own, and names the package's folder.
  const here = /\w+:\/\/\S*\//.exec(lines[0])?.[0] ?? lines[0];
  return (lines.find((line) => /:\d+/.test(line) && !line.includes(here)) ?? '').trim();
}
