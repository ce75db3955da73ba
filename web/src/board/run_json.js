// One run as JSON, in the format of the native program. What is not a number cannot stand in JSON: null
// instead, as JSON.stringify has it.

/**
 * @param {object} run
 * @param {string} run.data    the data set's name
 * @param {string} run.simd
 * @param {string} run.variant
 * @param {number} run.threads
 * @param {number} run.seed
 * @param {import('weft').EpochResult[]} run.results    of complete epochs
 */
export function runJson({ data, simd, variant, threads, seed, results }) {
  const epochs = results.map((r) => ({
    epoch: r.epoch,
    train_loss: r.trainLoss,
    val_loss: r.valLoss,
    val_acc: r.valAcc,
    seconds: r.seconds,
  }));
  return `${JSON.stringify({ data, simd, variant, threads, seed, epochs }, null, 2)}\n`;
}
