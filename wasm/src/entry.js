// What callers see of an error: its stack begins at their own line, not inside the package.

/** Errors of functions that callers handed over keep the stack that they have. @type {WeakSet<object>} */
const foreign = new WeakSet();

const { captureStackTrace } =
  /** @type {{ captureStackTrace?: (error: object, below: Function) => void }} */ (
    /** @type {unknown} */ (Error)
  );

/**
 * The function under a name, as callers call it.
 * @template {(this: any, ...args: any[]) => any} F
 * @param {string} name @param {F} f
 * @returns {F}
 */
export function entry(name, f) {
  const guarded = {
    /** @this {any} @param {any[]} args */
    [name](...args) {
      try {
        return f.apply(this, args);
      } catch (error) {
        if (error instanceof Error && !foreign.has(error)) captureStackTrace?.(error, guarded);
        throw error;
      }
    },
  }[name];
  return /** @type {F} */ (guarded);
}

/** Runs a caller's function in the middle of one of ours. @template T @param {() => T} run @returns {T} */
export function asForeign(run) {
  try {
    return run();
  } catch (error) {
    if (error instanceof Error) foreign.add(error);
    throw error;
  }
}

/** Makes entries of a class's methods and getters. @param {Function} type */
export function guard(type) {
  const { prototype } = type;
  for (const key of Reflect.ownKeys(prototype)) {
    const property = /** @type {PropertyDescriptor} */ (Object.getOwnPropertyDescriptor(prototype, key));
    if (key === 'constructor') continue;
    const name = String(typeof key === 'symbol' ? key.description : key);
    for (const part of /** @type {const} */ (['value', 'get', 'set'])) {
      if (typeof property[part] === 'function') property[part] = entry(name, property[part]);
    }
    Object.defineProperty(prototype, key, property);
  }
}
