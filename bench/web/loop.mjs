// A training loop written in JavaScript over the tensor door beside the session of the same model, data and
// order: seconds of an epoch of the MLP, in turns, the losses checked first. Ends with 1 where a loop takes
// more than 1.3 times as long.
//
//   node bench/web/loop.mjs [--quick] [--rows REGEX of PLACES] [--data DIR]

import { setTimeout as sleep } from 'node:timers/promises';
import { findData } from '../data.mjs';
import { median } from '../report/values.mjs';
import { readOptions } from '../report/select.mjs';
import { CHECKED, LOSS_TOLERANCE } from './measure.mjs';
import { chromium, node } from './places.mjs';
import { PLACES } from './rows.mjs';
import { writeTask } from './task_files.mjs';

const MOST = 1.3;
const IMAGES = 60_000;

const { quick, data, rows = '' } = readOptions(process.argv.slice(2));
const { losses } = await writeTask(findData(data), IMAGES, CHECKED);

/** @param {keyof typeof PLACES} key @returns {Promise<number>} how many times as long the loop takes */
async function compare(key) {
  const { kind, threads, isolated } = PLACES[key];
  const place = kind === 'node' ? node({ cores: threads }) : await chromium({ cores: threads, isolated });
  const variant = threads > 1 ? 'relaxed-simd-threads' : 'relaxed-simd';
  const doors = ['weft', 'weft-tensors'].map((name) => ({ name, seconds: /** @type {number[]} */ ([]) }));
  const seats = [];
  for (const { name } of doors) {
    const seat = await place.seat();
    seats.push(seat);
    await seat.call('open', name, { threads, variant });
    const loss = await seat.call('loss', 'mlp', CHECKED);
    if (!(Math.abs(loss / losses.mlp - 1) <= LOSS_TOLERANCE))
      throw new Error(`${name}: a wrong loss after ${CHECKED} images: ${loss}, not ${losses.mlp}`);
    await seat.call('train', 'mlp', IMAGES, CHECKED);
  }
  for (let round = 0; round < (quick ? 3 : 7); round++)
    for (const [i, { seconds }] of doors.entries()) {
      await sleep(threads > 1 ? 300 : 0);
      seconds.push(await seats[i].call('epoch'));
    }
  for (const seat of seats) await seat.close();
  await place.close();
  const [session, loop] = doors.map(({ seconds }) => median(seconds));
  console.log(
    `${kind}, threads: ${threads}: session ${session.toFixed(3)} s, loop ${loop.toFixed(3)} s, ${(loop / session).toFixed(2)} times`,
  );
  return loop / session;
}

let worst = 0;
const places = /** @type {(keyof typeof PLACES)[]} */ (Object.keys(PLACES));
for (const key of places.filter((name) => new RegExp(rows).test(name)))
  worst = Math.max(worst, await compare(key));
process.exit(worst > MOST ? 1 : 0);
