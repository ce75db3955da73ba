// The page: gives window.call(method, ...args) of the runner in its worker.

const worker = new Worker('/bench/web/worker.js', { type: 'module' });
/** @type {Map<number, { resolve: (value: unknown) => void, reject: (error: Error) => void }>} */
const waiting = new Map();
let calls = 0;

worker.onmessage = ({ data: { id, value, error } }) => {
  const call = waiting.get(id);
  waiting.delete(id);
  if (error === undefined) call?.resolve(value);
  else call?.reject(new Error(error));
};
worker.onerror = ({ message }) => {
  for (const { reject } of waiting.values()) reject(new Error(message || 'the worker could not be loaded'));
};

Object.assign(window, {
  call: (/** @type {string} */ method, /** @type {unknown[]} */ ...args) =>
    new Promise((resolve, reject) => {
      waiting.set(++calls, { resolve, reject });
      worker.postMessage({ id: calls, method, args });
    }),
});
