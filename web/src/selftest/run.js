// One run of a test program: its worker, and what it has told so far.

/** @typedef {{ name: string, result: 'passed' | 'failed' | 'skipped', seconds: number, text: string }} Result */
/** What has failed where it ended before the first test. */
export const PROGRAM = 'the program';
/** How long its worker, then those of its threads may take to start at the first try, in milliseconds; each next one has twice as long. */
const PATIENCE = 4000;
const TRIES = 6;

/**
 * @typedef {object} Run
 * @property {number} total    tests that will run; 0 until the program has counted
 * @property {string} running    the test under way
 * @property {Result[]} results
 * @property {Record<Result['result'], number>} counts
 * @property {string[]} problems    with the filter
 * @property {number} seconds
 */

/**
 * Calls `onChange` after everything that the program says; gives how it ended.
 * @param {import('./worker.js').Order} order
 * @param {(run: Run) => void} onChange
 * @param {AbortSignal} signal    stops it
 * @returns {Promise<{ run: Run, how: 'done' | 'stopped' | 'crashed' }>}
 */
export function runTests(order, onChange, signal) {
  const begun = performance.now();
  /** @type {Run} */
  const run = {
    total: 0,
    running: '',
    results: [],
    counts: { passed: 0, failed: 0, skipped: 0 },
    problems: [],
    seconds: 0,
  };
  /** What it wrote outside its reports: where it crashed, the reason is there. @type {string[]} */
  const output = [];

  return new Promise((resolve) => {
    /** @type {Worker} */
    let worker;
    let late = 0;
    /** What it has sent already is not heard any more. */
    const quit = () => {
      clearTimeout(late);
      worker.onmessage = null;
      worker.terminate();
    };
    /** @param {'done' | 'stopped' | 'crashed'} how @param {string} [why] */
    const end = (how, why = '') => {
      quit();
      signal.removeEventListener('abort', stop);
      run.seconds = (performance.now() - begun) / 1000;
      if (how === 'crashed') {
        const name = run.running || PROGRAM;
        run.results.push({ name, result: 'failed', seconds: 0, text: `The program ended here: ${why}` });
        run.counts.failed++;
      }
      run.running = '';
      resolve({ run, how });
    };
    const stop = () => end('stopped');
    signal.addEventListener('abort', stop);
    /** @param {number} tries    that are left, with this one */
    const start = (tries) => {
      const wait = () => (late = window.setTimeout(again, PATIENCE * 2 ** (TRIES - tries), tries - 1));
      worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
      worker.onerror = (event) => {
        event.preventDefault();
        end('crashed', event.message || 'its worker could not be started');
      };
      worker.onmessage = ({ data }) => {
        clearTimeout(late);
        if (data.waits) wait();
        else hear(data);
      };
      worker.postMessage(order);
      wait();
    };
    // In Firefox a worker now and then says nothing, not even an error; another one starts at once.
    const again = (/** @type {number} */ tries) => {
      if (tries === 0) return end('crashed', `its workers did not start, ${TRIES} times`);
      quit();
      start(tries);
    };
    const hear = (/** @type {any} */ data) => {
      if (data.end) return end('done');
      if (data.crash) return end('crashed', [data.crash, ...output.slice(-3)].join('\n'));
      if (data.output) output.push(data.output);
      if (data.problem) run.problems.push(data.problem);
      if (data.run) run.total = data.run;
      if (data.test) run.running = data.test;
      if (data.result) {
        run.results.push({ name: run.running, ...data });
        run.counts[/** @type {Result['result']} */ (data.result)]++;
        run.running = '';
      }
      run.seconds = (performance.now() - begun) / 1000;
      onChange(run);
    };
    start(TRIES);
  });
}
