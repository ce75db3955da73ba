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
const LOSS_TOLERANCE = 1e-5;

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
  const { samples, rounds, patience = 90, rest = run.rows[0].threads > 1 ? 300 : 0 } = run;
  /** @type {Map<string, Contender>} */
  const contenders = new Map();

  /** What `f` gives; a failure takes the contender's seat, and gives its rows the reason. @param {Contender} contender @param {() => Promise<unknown>} f */
  async function attempt(contender, f) {
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

  /** @param {Contender} contender @param {string} method @param {unknown[]} args */
  const call = (contender, method, ...args) =>
    within(/** @type {import('./places.mjs').Seat} */ (contender.seat).call(method, ...args), patience);

  for (const rows of works(run.rows)) {
    const { work } = rows[0];
    // Each of weft's variants is a contender of its own, for its own row; a rival's figure is for all rows.
    const entries = [
      ...rows.map((row) => ({ key: variantOf(row), name: 'weft', rows: [row] })),
      ...run.rivals.map((name) => ({ key: name, name, rows })),
    ];
    /** @type {Contender[]} */
    const ready = [];
    for (const { key, name, rows } of entries) {
      const contender = contenders.get(key) ?? { name, rows };
      contenders.set(key, contender);
      contender.rows = rows;
      const fine = await attempt(contender, async () => {
        if (!contender.seat) {
          contender.seat = await place.seat();
          const settings = { threads: rows[0].threads, variant: variantOf(rows[0]) };
          onInfo(`${name}: ${await call(contender, 'open', name, settings)}`);
        }
        if ('shape' in work) {
          const error = await call(contender, 'multiply', work.shape);
          if (!(error <= 1)) throw new Error(`a wrong product: off by ${error} * k * epsilon`);
        } else {
          const loss = await call(contender, 'loss', work.model, CHECKED);
          const truth = run.losses[work.model];
          if (!(Math.abs(loss / truth - 1) <= LOSS_TOLERANCE))
            throw new Error(`a wrong loss after ${CHECKED} images: ${loss}, not ${truth}`);
          await call(contender, 'train', work.model, run.images, run.warmUp);
        }
      });
      if (fine) ready.push(contender);
    }

    let turns = ready;
    for (let round = 0; round < rounds; round++) {
      for (const contender of round % 2 ? turns.toReversed() : turns) {
        await sleep(rest);
        const fine = await attempt(contender, async () => {
          const figure =
            'shape' in work
              ? await call(contender, 'rate', run.milliseconds)
              : ((await call(contender, 'epoch')) * 60_000) / run.images;
          for (const { row } of contender.rows) samples.add(row, contender.name, figure);
        });
        if (!fine) turns = turns.filter((other) => other !== contender);
      }
      onRound(rows[0].row);
    }
    if (!('shape' in work))
      for (const contender of turns) await attempt(contender, () => call(contender, 'endTraining'));
    for (const row of samples.medians())
      if (rows.some((other) => other.row === row.row)) console.log(`  ${progress(row)}`);
  }
  for (const { seat } of contenders.values()) await seat?.close();
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
