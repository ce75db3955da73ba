// Runs the contenders place by place: for each piece of work, all of them are checked first, and then take turns.

import { setTimeout as sleep } from 'node:timers/promises';
import { digits, median } from '../report/values.mjs';
import { NoAnswer, chromium, nativeEpochs, node, within } from './places.mjs';
import { PLACES, WITH_NATIVE, hasRivals, variantOf } from './rows.mjs';

/** @typedef {import('./rows.mjs').Row} Row */
/** @typedef {{ name: string, rows: Row[], seat?: import('./places.mjs').Seat, silent?: string }} Contender */

/** Images of the first epochs, whose losses are compared with float64's. */
export const CHECKED = 2048;
// Relative to the loss; contenders differ by 1e-6.
export const LOSS_TOLERANCE = 1e-5;

/**
 * @typedef {object} Run
 * @property {Row[]} rows
 * @property {string[]} rivals    those that are installed
 * @property {string} data
 * @property {Record<string, number>} losses    the true ones, by model
 * @property {number} rounds
 * @property {number} images
 * @property {number} warmUp    of them, before an epoch is timed
 * @property {number} milliseconds    for a product in one round
 * @property {import('../report/samples.mjs').Samples} samples
 * @property {number} [patience]    seconds for a call before it counts as hanging; TensorFlow.js takes 20 for an epoch
 * @property {number} [rest]    milliseconds between turns, until threads that wait in a loop have gone to sleep
 */

/** @param {Run} run */
export async function measure(run) {
  /** @type {Set<string>} */
  const infos = new Set();
  /** @type {number[]} */
  const native = [];
  for (const key of /** @type {(keyof typeof PLACES)[]} */ (Object.keys(PLACES))) {
    const rows = run.rows.filter(({ place }) => place === key);
    if (rows.length === 0) continue;
    const { kind, threads, isolated } = PLACES[key];
    const rivals = hasRivals(rows[0]) ? run.rivals : [];
    console.log(`${kind}, threads: ${threads}`);
    /** @type {import('./places.mjs').Place} */
    let place;
    try {
      place = kind === 'node' ? node({ cores: threads }) : await chromium({ cores: threads, isolated });
    } catch (error) {
      console.log(`  ${firstLine(error)}`);
      for (const { row } of rows)
        for (const name of ['weft', ...rivals]) run.samples.miss(row, name, firstLine(error));
      continue;
    }
    await measurePlace({ ...run, rows, rivals }, place, {
      onInfo: (info) => infos.add(info),
      onRound: (row) => row === WITH_NATIVE && native.push(...nativeSeconds(run.data)),
    });
    await place.close();
  }
  return { infos: [...infos].sort(), native: native.length ? median(native) : undefined };
}

/**
 * @param {Run} run @param {import('./places.mjs').Place} place
 * @param {{ onInfo: (info: string) => void, onRound: (row: string) => void }} more
 *   who hears what a contender runs with and that a round of a row is over
 */
export async function measurePlace(run, place, { onInfo, onRound }) {
  /** @type {Map<string, Contender>} */
  const contenders = new Map();
  for (const rows of works(run.rows)) {
    /** @type {Contender[]} */
    const ready = [];
    for (const { key, name, rows: own } of entries(rows, run.rivals)) {
      const contender = contenders.get(key) ?? { name, rows: own };
      contenders.set(key, contender);
      contender.rows = own;
      if (await attempt(run, contender, () => prepare(run, place, contender, onInfo))) ready.push(contender);
    }
    await takeTurns(run, ready, rows[0], onRound);
    for (const row of run.samples.medians())
      if (rows.some((other) => other.row === row.row)) console.log(`  ${progress(row)}`);
  }
  for (const { seat } of contenders.values()) await seat?.close();
}

/**
 * Who does the work of these rows: each of weft's variants is a contender of its own, for its own row; a rival's figure is
 * for all rows. @param {Row[]} rows @param {string[]} rivals
 */
const entries = (rows, rivals) => [
  ...rows.map((row) => ({ key: variantOf(row), name: 'weft', rows: [row] })),
  ...rivals.map((name) => ({ key: name, name, rows })),
];

/**
 * Whether `f` ends well; a failure takes the contender's seat, and gives its rows the reason.
 * @param {Run} run @param {Contender} contender @param {() => Promise<unknown>} f
 */
async function attempt({ samples }, contender, f) {
  try {
    if (contender.silent) throw new Error(contender.silent);
    await f();
    return true;
  } catch (error) {
    console.log(`  ${contender.name}: ${firstLine(error)}`);
    for (const { row } of contender.rows) samples.miss(row, contender.name, firstLine(error));
    await contender.seat?.close();
    contender.seat = undefined;
    // Whoever hangs once is not asked again in this place.
    if (error instanceof NoAnswer)
      contender.silent = `${error.message} in an earlier row (${contender.rows[0].row})`;
    return false;
  }
}

/** @param {Run} run @param {Contender} contender @param {string} method @param {unknown[]} args */
const call = ({ patience = 90 }, { seat }, method, ...args) =>
  within(/** @type {import('./places.mjs').Seat} */ (seat).call(method, ...args), patience);

/**
 * A seat, and a result that is right; an epoch is begun, too.
 * @param {Run} run @param {import('./places.mjs').Place} place @param {Contender} contender @param {(info: string) => void} onInfo
 */
async function prepare(run, place, contender, onInfo) {
  const [row] = contender.rows;
  if (!contender.seat) {
    contender.seat = await place.seat();
    const settings = { threads: row.threads, variant: variantOf(row) };
    onInfo(`${contender.name}: ${await call(run, contender, 'open', contender.name, settings)}`);
  }
  if ('shape' in row.work) {
    const error = await call(run, contender, 'multiply', row.work.shape);
    if (!(error <= 1)) throw new Error(`a wrong product: off by ${error} * k * epsilon`);
  } else {
    const { model } = row.work;
    const loss = await call(run, contender, 'loss', model, CHECKED);
    const truth = run.losses[model];
    if (!(Math.abs(loss / truth - 1) <= LOSS_TOLERANCE))
      throw new Error(`a wrong loss after ${CHECKED} images: ${loss}, not ${truth}`);
    await call(run, contender, 'train', model, run.images, run.warmUp);
  }
}

/** All rounds of one work. @param {Run} run @param {Contender[]} turns @param {Row} first @param {(row: string) => void} onRound */
async function takeTurns(run, turns, first, onRound) {
  const { work } = first;
  const { rest = first.threads > 1 ? 300 : 0 } = run;
  const figure = /** @param {Contender} contender */ async (contender) =>
    'shape' in work
      ? await call(run, contender, 'rate', run.milliseconds)
      : ((await call(run, contender, 'epoch')) * 60_000) / run.images;
  for (let round = 0; round < run.rounds; round++) {
    for (const contender of round % 2 ? turns.toReversed() : turns) {
      await sleep(rest);
      const fine = await attempt(run, contender, async () => {
        const value = await figure(contender);
        for (const { row } of contender.rows) run.samples.add(row, contender.name, value);
      });
      if (!fine) turns = turns.filter((other) => other !== contender);
    }
    onRound(first.row);
  }
  if (!('shape' in work))
    for (const contender of turns) await attempt(run, contender, () => call(run, contender, 'endTraining'));
}

/** Rows of the same work, which are measured together. @param {Row[]} rows */
function works(rows) {
  /** @type {Map<string, Row[]>} */
  const groups = new Map();
  for (const row of rows) {
    const key = JSON.stringify(row.work);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return groups.values();
}

/** @param {{ row: string, unit: string, ours: number | null, rivals: Record<string, number> }} figures */
function progress({ row, unit, ours, rivals }) {
  const all = Object.entries({ weft: ours, ...rivals });
  return `${row}: ${all.map(([name, value]) => `${name} ${value === null ? '-' : digits(value)}`).join(', ')} ${unit}`;
}

/** @param {string} data @returns {number[]} */
function nativeSeconds(data) {
  try {
    return nativeEpochs({ data, threads: 2, epochs: 2 });
  } catch (error) {
    console.log(`  native: ${firstLine(error)}`);
    return [];
  }
}

/** @param {unknown} error */
const firstLine = (error) =>
  String(/** @type {Error} */ (error).message)
    .split('\n')[0]
    .replace(/^(page\.evaluate: )?(Error: )?/, '');
