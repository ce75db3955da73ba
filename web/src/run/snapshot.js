// What a saved session says of its run: how far it is, its results, its curves. The file holds all of it, so
// that what is shown and what is kept cannot differ. Names and layouts are those of the C++ Trainer.

import { readSafetensors } from 'weft';

/** Complete epochs, batches of the one under way, and of how many. @typedef {{ epochs: number, batch: number, batches: number }} Place */

/**
 * @typedef {object} Snapshot
 * @property {Place} place
 * @property {import('weft').EpochResult[]} results
 * @property {import('weft').Point[]} points    of the train loss
 * @property {Record<string, string>} metadata
 */

/** @param {Uint8Array<ArrayBuffer>} file @returns {Snapshot} */
export function readSnapshot(file) {
  const { metadata, tensors } = readSafetensors(file);
  /** @param {string} name @param {number} width */
  const rows = (name, width) => {
    const numbers = Array.from(/** @type {ArrayLike<number>} */ (tensors.get(name)?.data ?? []), Number);
    return Array.from({ length: numbers.length / width }, (_, i) =>
      numbers.slice(i * width, (i + 1) * width),
    );
  };
  const [epochs = 0, batch = 0, , , batches = 0, , inEpoch = 0] = rows('trainer.position', 10)[0] ?? [];
  return {
    metadata,
    place: { epochs, batch: inEpoch ? batch : 0, batches },
    results: rows('trainer.results', 5).map(
      ([epoch = 0, trainLoss = NaN, valLoss = NaN, valAcc = NaN, seconds = 0]) => ({
        ...{ epoch, trainLoss, valLoss, valAcc, seconds },
      }),
    ),
    // The last row is what waits to become a point.
    points: rows('board.train_loss', 3)
      .slice(0, -1)
      .map(([x = 0, y = NaN]) => ({ label: 'train_loss', x, y })),
  };
}

/** Batches done. @param {Place} place */
export const steps = ({ epochs, batch, batches }) => epochs * batches + batch;

/** With a digit of the epoch under way: "4.3". @param {Place} place */
export function placeText({ epochs, batch, batches }) {
  const whole = epochs + (batches > 0 ? batch / batches : 0);
  return batch === 0 ? String(epochs) : (Math.floor(10 * whole) / 10).toFixed(1);
}
