// A section's kernel, as the page sees it: which cells wait, which one runs, and the worker that has their
// variables. Under a strict policy code comes to life only as a worker's own module: a worker knows the
// cells as they were when it was made. A cell that has changed since takes a new worker, in which the cells
// above that had been run are run again first.

import { parseCell } from './parse.js';
import { cellLine, moduleOf } from './transform.js';
import workerUrl from './kernel_worker.js?worker&url';

/** @typedef {import('./transform.js').Cell} Cell */
/** @typedef {import('./transform.js').Fault} Fault */
/** @typedef {{ text: string, at: { id: string, line: number }[], hint?: string }} Failure    at: the innermost place first */
/** @typedef {'idle' | 'queued' | 'running' | 'done' | 'failed' | 'interrupted' | 'gone'} State    gone: done, by a worker that is no more */
/**
 * @typedef {object} View
 * @property {() => Cell[]} cells    in order, as they are now
 * @property {(id: string, state: State, seconds?: number, failure?: Failure) => void} state
 * @property {(id: string, message: import('./outputs.js').Message) => void} output
 * @property {(id: string, failure: Failure) => void} stray    what failed later
 * @property {(note: string) => void} note    one sentence on the whole section
 */

/** @param {View} view */
export function createKernel(view) {
  /** @type {Worker | undefined} */
  let worker;
  let url = '';
  let isReady = false;
  /** The cells that the worker knows, as it knows them. @type {Map<string, string>} */
  let known = new Map();
  /** @type {ReturnType<typeof moduleOf>} */
  let made = moduleOf([]);
  /** Those that were run to their end, since the last restart. @type {Set<string>} */
  let ran = new Set();
  /** Of these, those whose variables the worker has. @type {Set<string>} */
  let alive = new Set();
  /** @type {string[]} */
  let queue = [];
  /** @type {string | undefined} */
  let running;
  /** The last that ran, to which belongs what fails later. */
  let latest = '';
  /** What the section says of itself. */
  let note = '';
  const tell = (/** @type {string} */ text) => view.note((note = text));

  function end() {
    worker?.terminate();
    if (url) URL.revokeObjectURL(url);
    worker = undefined;
    url = '';
    isReady = false;
    known = new Map();
    alive = new Set();
    for (const id of ran) view.state(id, 'gone');
  }

  function boot() {
    end();
    const cells = view.cells();
    // Of a module worker only addresses in full can be imported.
    made = moduleOf(cells, `import ${JSON.stringify(new URL(workerUrl, document.baseURI).href)};`);
    known = new Map(cells.map(({ id, source }) => [id, source]));
    url = URL.createObjectURL(new Blob([made.code], { type: 'text/javascript' }));
    const own = new Worker(url, { type: 'module', name: document.baseURI });
    own.onmessage = ({ data }) => own === worker && hear(data);
    own.onerror = (event) => {
      event.preventDefault();
      if (own === worker)
        crashed(event.message?.replace(/^Uncaught /, '') || 'the worker did not start', event.lineno);
    };
    worker = own;
  }

  /** @param {any} message */
  function hear(message) {
    if (message.type === 'ready') {
      isReady = true;
      send();
    } else if (message.type === 'output') {
      for (const { id, message: one } of message.messages) view.output(id, one);
    } else if (message.type === 'stray') view.stray(running ?? latest, failureOf(message.error));
    else if (message.type === 'end') finish(message);
  }

  /** @param {{ text: string, lines: number[] }} error @param {string} [id] @returns {Failure} */
  function failureOf({ text, lines }, id) {
    const at = lines.flatMap((line) => cellLine(made.spans, line) ?? []);
    return { text, at, hint: id && missing(id) };
  }

  /** Names of the cell that cells above would have made, which have not run. @param {string} id */
  function missing(id) {
    const uses = made.parsed.get(id)?.uses ?? new Set();
    const own = new Set(made.parsed.get(id)?.names);
    const makers = new Map();
    for (const [maker, { names }] of made.parsed)
      for (const name of names) {
        if (!uses.has(name) || own.has(name)) continue;
        makers.set(name, [...(makers.get(name) ?? []), maker]);
      }
    for (const [name, ids] of makers) {
      if (ids.some((/** @type {string} */ maker) => alive.has(maker))) continue;
      return `${name} is made in cell ${ids[0]}, which has not run: Run above runs all cells above this one.`;
    }
    return undefined;
  }

  /** @param {{ id: string, seconds: number, error?: { text: string, lines: number[] } }} result */
  function finish({ id, seconds, error }) {
    running = undefined;
    latest = id;
    queue.shift();
    if (error) return fail(id, failureOf(error, id));
    ran.add(id);
    alive.add(id);
    view.state(id, 'done', seconds);
    if (queue.length === 0) tell('');
    pump();
  }

  /** What waits behind a cell that failed does not run. @param {string} id @param {Failure} failure */
  function fail(id, failure) {
    running = undefined;
    ran.delete(id);
    alive.delete(id);
    view.state(id, 'failed', undefined, failure);
    const rest = queue.filter((other) => other !== id);
    queue = [];
    for (const other of rest) view.state(other, ran.has(other) && !alive.has(other) ? 'gone' : 'idle');
    const cells = rest.length === 1 ? `cell ${rest[0]} was` : `${rest.length} cells were`;
    tell(rest.length > 0 ? `Cell ${id} failed: ${cells} not run.` : '');
  }

  /** @param {string} message @param {number} line */
  function crashed(message, line) {
    const id = running ?? queue[0] ?? latest;
    const failure = failureOf({ text: message, lines: line ? [line] : [] });
    end();
    fail(id, failure);
  }

  /** Goes on with what waits. */
  function pump() {
    if (running !== undefined || queue.length === 0) return;
    const cells = view.cells();
    const isChanged = (/** @type {Cell} */ { id, source }) => queue.includes(id) && known.get(id) !== source;
    if (!worker || cells.some(isChanged)) boot();
    const at = cells.findIndex(({ id }) => id === queue[0]);
    const above = cells.slice(0, at).flatMap(({ id }) => (ran.has(id) && !alive.has(id) ? [id] : []));
    queue = [...above, ...queue.filter((id) => !above.includes(id))];
    for (const id of above) view.state(id, 'queued');
    if (above.length > 0)
      tell(`Running ${above.length === 1 ? '1 cell' : `${above.length} cells`} above first.`);
    send();
  }

  function send() {
    // One that had run and is no JavaScript any longer does not keep the others from running.
    while (queue.length > 0 && made.faults.has(queue[0])) broken(/** @type {string} */ (queue.shift()));
    const [id] = queue;
    if (running !== undefined || id === undefined) return;
    view.state(id, 'running');
    if (!isReady) return;
    running = id;
    worker?.postMessage({ run: id });
  }

  /** @param {string} id @param {Fault | undefined} [fault] */
  function broken(id, fault = made.faults.get(id)) {
    ran.delete(id);
    alive.delete(id);
    const at = fault ? [{ id, line: fault.line }] : [];
    view.state(id, 'failed', undefined, { text: `SyntaxError: ${fault?.message}`, at });
  }

  /** @param {string[]} ids */
  function run(ids) {
    const sources = new Map(view.cells().map(({ id, source }) => [id, source]));
    for (const id of ids) {
      if (queue.includes(id)) continue;
      const parsed = parseCell(sources.get(id) ?? '');
      if ('message' in parsed) {
        broken(id, parsed);
        continue;
      }
      queue.push(id);
      view.state(id, 'queued');
    }
    pump();
  }

  return {
    run,
    isBusy: () => queue.length > 0,
    /** Without a worker until the next run, which makes the variables again. */
    rest() {
      if (!worker || queue.length > 0) return;
      end();
      const given =
        'To save memory, the variables of this section were given back. The next run makes those of the cells above again.';
      // That a cell has failed stays said.
      tell(note ? `${note} ${given}` : given);
    },
    /** Ends everything at once, endless loops included. */
    interrupt() {
      if (queue.length === 0) return;
      const stopped = running ?? queue[0];
      const rest = queue;
      end();
      queue = [];
      running = undefined;
      for (const id of rest) if (!ran.has(id)) view.state(id, 'idle');
      ran.delete(stopped);
      view.state(stopped, 'interrupted');
      tell(
        'Interrupted: the variables of this section are gone. The next run makes those of the cells above again.',
      );
    },
    /** Without variables, as if no cell had run. */
    restart() {
      end();
      for (const id of [...ran, ...queue]) view.state(id, 'idle');
      ran = new Set();
      queue = [];
      running = undefined;
      tell('Restarted: this section has no variables yet.');
    },
  };
}
