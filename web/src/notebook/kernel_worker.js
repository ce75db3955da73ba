// What runs in a section's worker beside its cells: one instance of weft, what the cells have without
// declaring it, and the messages to the page. The worker's own module, made of the cells, imports this
// file and then hands its cells to `weftNotebook.start`.

import { init } from 'weft';
import { createChannel } from './channel.js';
import { toText } from './format.js';
import { given } from './given.js';

/** @typedef {{ id: string, run: (show: (value: unknown) => void) => Promise<void> }} RunnableCell */

// Chromium keeps ten frames of an error, of which all may be the package's own.
Error.stackTraceLimit = 100;

const channel = createChannel((messages) => self.postMessage({ type: 'output', messages }));
// The worker's name is the page's address: its own is a blob's.
const names = given(await init(), channel.put, new URL('data/', self.name).href);

// Who knows JavaScript asks the console.
for (const kind of /** @type {const} */ (['log', 'info', 'warn', 'error', 'debug'])) {
  const write = console[kind].bind(console);
  console[kind] = (...values) => {
    write(...values);
    names.print(...values);
  };
}

/** @param {unknown} error */
function describe(error) {
  const isError = error instanceof Error;
  const stack = isError ? String(error.stack ?? '') : '';
  // Frames of the module of cells; the first is where it happened.
  const frames = [...stack.matchAll(/(blob:[^\s)]+?):(\d+):(\d+)/g)].filter(
    ([, file]) => file === self.location.href,
  );
  const text = isError ? `${error.name}: ${error.message}` : `thrown: ${toText(error)}`;
  return { text, lines: frames.map(([, , line]) => Number(line)) };
}

/** @param {RunnableCell} cell */
async function run({ id, run: body }) {
  const begin = performance.now();
  channel.begin(id);
  let error;
  try {
    await body(names.display);
  } catch (thrown) {
    error = describe(thrown);
  }
  channel.flush();
  self.postMessage({ type: 'end', id, seconds: (performance.now() - begin) / 1000, error });
}

// What a cell leaves behind may fail later: in a timer, or in a promise that nobody waits for.
self.addEventListener('error', (event) => {
  event.preventDefault();
  self.postMessage({
    type: 'stray',
    error: { ...describe(event.error), lines: event.lineno ? [event.lineno] : [] },
  });
});
self.addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  self.postMessage({ type: 'stray', error: describe(event.reason) });
});

Object.assign(globalThis, {
  weftNotebook: {
    given: names,
    /** @param {RunnableCell[]} cells */
    start(cells) {
      const byId = new Map(cells.map((cell) => [cell.id, cell]));
      self.addEventListener('message', ({ data }) => {
        const cell = byId.get(data.run);
        if (cell) void run(cell);
      });
      self.postMessage({ type: 'ready' });
    },
  },
});
