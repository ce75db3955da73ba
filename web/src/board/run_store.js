// The runs of this tab: their settings, points and results, kept across reloads in the session's storage.
// Where that is refused or full, they last as long as the page.

/**
 * @typedef {object} RunRecord
 * @property {string} key
 * @property {string} name
 * @property {import('../settings/config.js').Config} config
 * @property {string} data    the data set's name in the module
 * @property {string} dataName    for people
 * @property {string} simd
 * @property {string} variant
 * @property {number} threads
 * @property {number} colour
 * @property {boolean} shown
 * @property {number} speed    images per second, 0 before it is known
 * @property {Record<string, [number[], number[]]>} points    xs and ys of a label
 * @property {import('weft').EpochResult[]} results    of complete epochs
 */

const PLACE = 'weft runs';
/** More would make neither a picture nor a table that says something. */
const MOST = 12;

/** What is not a number is null in JSON. @param {string} key @param {unknown} value */
const revive = (key, value) => (value === null && key !== '' ? NaN : value);

/** @returns {RunRecord[]} */
export function keptRuns() {
  try {
    const runs = JSON.parse(sessionStorage.getItem(PLACE) ?? '[]', revive);
    return Array.isArray(runs)
      ? runs.filter((run) => run?.key && run.config && run.points && run.results)
      : [];
  } catch {
    return [];
  }
}

/** Milliseconds: epochs may be short, and there may be many points. */
const REST = 2000;
/** What is to be written, once the rest is over. @type {RunRecord[] | undefined} */
let due;
let timer = 0;

function write() {
  if (!due) return;
  clearTimeout(timer);
  try {
    sessionStorage.setItem(PLACE, JSON.stringify(due));
  } catch {
    // Refused or full: the page goes on without.
  }
  due = undefined;
}

/** Keeps them soon, and before the page goes. @param {RunRecord[]} runs */
export function keepRuns(runs) {
  if (!due) timer = window.setTimeout(write, REST);
  due = runs;
  // The same listener again is none more.
  addEventListener('pagehide', write);
}

/** The colour that is used least, and of those the first. @param {RunRecord[]} runs @param {number} colours */
export function freeColour(runs, colours) {
  const used = Array.from({ length: colours }, (_, i) => runs.filter(({ colour }) => colour === i).length);
  return used.indexOf(Math.min(...used));
}

/** Makes room for one more: the oldest goes. @param {RunRecord[]} runs @returns {RunRecord[]} those that went */
export const makeRoom = (runs) => runs.splice(0, Math.max(0, runs.length - MOST + 1));

/**
 * Where the x axis of a run ends: at its end; that of a long one begins with ten epochs and doubles as it goes.
 * @param {Pick<RunRecord, 'config' | 'results'>} run
 */
export function reach({ config, results }) {
  let end = 10;
  while (end <= (results.at(-1)?.epoch ?? 0)) end *= 2;
  return Math.min(config.epochs, end);
}
