// The worker's side: one model with its data. Answers calls in the order in which they come, except
// that a training lets others in between its slices.

import { loadEngine } from './engine.js';
import { Learner } from './learner.js';
import { readData } from './read_data.js';
import { openSource } from './source.js';
import { Training } from './training.js';

/**
 * @typedef {object} Place    what browsers and Node do each in their own way
 * @property {(message: unknown, transfer?: ArrayBuffer[]) => void} post
 * @property {(variant: import('../index.js').Variant) => Promise<Function>} glue    what makes instances of the module
 * @property {(address: string) => Promise<Blob>} [readFile]    for addresses that are not to be fetched
 * @property {(variant: import('../index.js').Variant) => import('./engine.js').Thread} startThread
 * @property {() => Promise<void>} turn    of the event loop: messages that wait are heard in it
 */

/** @param {Place} place @returns {(message: { id: number, name: string, args: any }) => Promise<void>} */
export function createHost(place) {
  /** @type {Awaited<ReturnType<typeof open>>} */
  let held;
  /** @type {Training | undefined} */
  let training;

  /** @type {Record<string, (args: any, emit: (event: unknown) => void) => any>} */
  const calls = {
    async open(args) {
      held = await open(place, args);
      return { info: held.info, dataset: held.data.info, place: held.learner.place() };
    },
    async fit({ epochs, steps }, emit) {
      const checkpoint = () => emit({ checkpoint: held.learner.save(false) });
      training = new Training(held.learner, place.turn, held.checkpoints ? checkpoint : undefined);
      try {
        await training.run(epochs, steps, emit);
      } finally {
        training = undefined;
      }
    },
    pause: () => training?.pause(),
    resume: () => training?.resume(),
    cancel: () => training?.cancel(),
    predict: (input) => held.learner.predict(input),
    evaluate: () => held.learner.evaluate(),
    save: ({ weightsOnly, metadata }) => ({ file: held.learner.save(weightsOnly, metadata) }),
    load: (source) => load(place, held.learner, source),
    examples: (range) => held.data.examples(range),
  };

  return async ({ id, name, args }) => {
    try {
      const value = await calls[name](args, (event) => place.post({ id, event }, buffersOf(event)));
      place.post({ id, value }, buffersOf(value));
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      // After a trap the module's memory is not to be trusted.
      place.post(error instanceof WebAssembly.RuntimeError ? { id, crash: text } : { id, error: text });
    }
  };
}

/** @param {Place} place @param {any} args    what createSession put together */
async function open(place, args) {
  const { variant, threads, reason, plan, data: source, batchSize, seed, wasm, memory } = args;
  const startThread = () => place.startThread(variant);
  const engine = await loadEngine({ weft: await place.glue(variant), wasm, threads, startThread, memory });
  const data = await readData(engine, source, place);
  const info = engine.info({ variant, threads, reason });
  const about = { weft: info.version, ...args.about };
  const learner = new Learner(engine, data, { plan, batchSize, seed, about });
  if (args.checkpoint) await load(place, learner, args.checkpoint);
  return { data, learner, info, checkpoints: args.checkpoints };
}

/** @param {Place} place @param {Learner} learner @param {import('./source.js').Source} source */
async function load(place, learner, source) {
  const blob = await openSource(source, place.readFile);
  return learner.load(source.name, new Uint8Array(await blob.arrayBuffer()));
}

/** Arrays in an answer are handed over, not copied. @param {unknown} value @returns {ArrayBuffer[]} */
function buffersOf(value) {
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((part) =>
    ArrayBuffer.isView(part) ? [/** @type {ArrayBuffer} */ (part.buffer)] : [],
  );
}
