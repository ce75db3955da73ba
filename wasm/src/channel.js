// Calls to a worker: each is one message there and one answer back, with events in between. An end of
// the worker, wanted or not, rejects every call that waits and every later one.

/**
 * What a worker is to this side; browsers and Node make one each.
 * @typedef {object} Port
 * @property {(message: unknown, transfer?: Transferable[]) => void} post
 * @property {(onMessage: (message: any) => void, onCrash: (reason: string) => void) => void} listen
 * @property {(waits: boolean) => void} keep    whether the process must wait for it (Node)
 * @property {() => void} end
 */

/** @typedef {{ resolve: (value: any) => void, reject: (error: unknown) => void, onEvent?: (event: any) => void }} Pending */

export class Channel {
  /** @type {Map<number, Pending>} */
  #pending = new Map();
  #next = 1;
  #port;
  /** @type {{ error: unknown } | undefined} */
  #closed;

  /** What to do after a crash, once there is something. */
  cure = '';

  /** @param {Port} port */
  constructor(port) {
    this.#port = port;
    port.listen(
      (message) => this.#receive(message),
      (reason) => this.#crash(reason),
    );
    port.keep(false);
  }

  /**
   * @param {string} name
   * @param {unknown} [args]
   * @param {(event: any) => void} [onEvent]
   * @returns {Promise<any>}
   */
  call(name, args, onEvent) {
    if (this.#closed) return Promise.reject(this.#closed.error);
    return new Promise((resolve, reject) => {
      const id = this.#next++;
      this.#port.post({ id, name, args });
      this.#pending.set(id, { resolve, reject, onEvent });
      this.#port.keep(true);
    });
  }

  /** Ends the worker; the first reason counts. @param {unknown} error */
  close(error) {
    if (this.#closed) return;
    this.#closed = { error };
    this.#port.end();
    for (const { reject } of this.#pending.values()) reject(error);
    this.#pending.clear();
  }

  /** @param {string} reason */
  #crash(reason) {
    this.close(new Error(`session: its worker crashed: ${reason}${this.cure}`));
  }

  /** @param {{ id: number, event?: unknown, value?: unknown, error?: string, crash?: string }} message */
  #receive({ id, event, value, error, crash }) {
    if (crash !== undefined) return this.#crash(crash);
    const call = this.#pending.get(id);
    if (!call) return;
    if (event !== undefined) return call.onEvent?.(event);
    this.#pending.delete(id);
    if (this.#pending.size === 0) this.#port.keep(false);
    if (error === undefined) call.resolve(value);
    else call.reject(new Error(error));
  }
}
