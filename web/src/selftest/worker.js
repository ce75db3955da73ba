// Runs one test program to its end, and sends every line that it writes. Lines of the reporter `live`
// (tests/live_reporter.cpp) are JSON.

export {};

/** @typedef {{ folder: string, variant: string, threads: number, filter: string, files: { name: string, size: number }[] }} Order */

const say = (/** @type {Record<string, unknown>} */ message) => self.postMessage(message);
const failed = (/** @type {unknown} */ error) =>
  say({ crash: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });

self.addEventListener('unhandledrejection', ({ reason }) => failed(reason));
self.onmessage = (/** @type {MessageEvent<Order>} */ { data }) => run(data).catch(failed);

/** @param {Order} order */
async function run({ folder, variant, threads, filter, files }) {
  const [{ default: start }, response] = await Promise.all([
    import(/* @vite-ignore */ `${folder}weft_tests_${variant}.js`),
    fetch(`${folder}golden.bin`),
  ]);
  if (!response.ok) throw new Error(`golden.bin: the server says ${response.status}`);
  const golden = new Uint8Array(await response.arrayBuffer());
  // As many threads as the program counts cores; it has workers for 8.
  Object.defineProperty(navigator, 'hardwareConcurrency', { value: threads });
  await start({
    arguments: ['-r', 'live', ...(filter ? [filter] : [])],
    preRun: [
      (/** @type {any} */ { ENV, FS }) => {
        FS.mkdir('/golden');
        let at = 0;
        for (const { name, size } of files)
          FS.writeFile(`/golden/${name}`, golden.subarray(at, (at += size)));
        Object.assign(ENV, { KMP_BLOCKTIME: '0' });
        // From here on it waits for the workers of its threads, if it has any.
        say({ waits: true });
      },
    ],
    print: (/** @type {string} */ line) => say(line.startsWith('{"') ? JSON.parse(line) : { output: line }),
    printErr: (/** @type {string} */ line) => say({ output: line }),
    onExit: () => say({ end: true }),
    onAbort: failed,
  });
}
