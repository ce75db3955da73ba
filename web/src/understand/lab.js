// The page's side of the lab worker, which computes with tensors of its own. It starts with the first question;
// one that has crashed gives place to another with the next.

import { messageOf } from '../shell/format.js';

/** @typedef {import('./lab_worker.js').Calls} Calls */
/** @typedef {{ resolve: (value: any) => void, reject: (error: Error) => void }} Waiting */

/** @type {{ worker: Worker, waiting: Map<number, Waiting> } | undefined} */
let lab;
let questions = 0;

function start() {
  const worker = new Worker(new URL('./lab_worker.js', import.meta.url), { type: 'module' });
  /** @type {Map<number, Waiting>} */
  const waiting = new Map();
  const mine = { worker, waiting };
  /** @param {string} why */
  const end = (why) => {
    if (lab === mine) lab = undefined;
    worker.terminate();
    const error = new Error(
      `the worker for this panel has ended${why && `: ${why}`}; close the panel and open it to try again`,
    );
    for (const { reject } of waiting.values()) reject(error);
  };
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    end(event.message ?? '');
  });
  worker.addEventListener('message', ({ data: { id, value, error, crash } }) => {
    const asked = waiting.get(id);
    waiting.delete(id);
    if (crash) asked?.reject(new Error(crash));
    else if (error) asked?.reject(new Error(error));
    else asked?.resolve(value);
    if (crash) end(crash);
  });
  return mine;
}

/**
 * @template {keyof Calls} K
 * @param {K} name @param {Parameters<Calls[K]>[1]} args
 * @returns {Promise<ReturnType<Calls[K]>>}
 */
export async function ask(name, args) {
  try {
    lab ??= start();
  } catch (error) {
    throw new Error(`this browser starts no worker for this panel: ${messageOf(error)}`);
  }
  const { worker, waiting } = lab;
  const id = ++questions;
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject });
    worker.postMessage({ id, name, args });
  });
}
