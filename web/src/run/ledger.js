// What is known of a run: how far it is, results, curves. Takes what the worker tells, in whatever order,
// and passes on each point and each result once: after a crash a session repeats itself.

import { toMetadata } from './about.js';
import { emit } from './events.js';
import { readSnapshot, steps } from './snapshot.js';

/** @typedef {import('weft').EpochResult} EpochResult */
/** @typedef {import('weft').Progress} Progress */
/** @typedef {import('weft').Point} Point */
/** @typedef {import('./snapshot.js').Place} Place */

export class Ledger {
  /** @type {Place} */
  place = { epochs: 0, batch: 0, batches: 0 };
  /** Of complete epochs, and in front the point before training. @type {EpochResult[]} */
  results = [];
  /** What a new worker can go on from after a crash. @type {Uint8Array<ArrayBuffer> | undefined} */
  latest;
  /** The epoch in which the worker has crashed. @type {number | undefined} */
  crashed;
  #lastX = -1;
  /** Of the last progress; nothing is faster to know. */
  #rate = { imagesPerSecond: NaN, secondsLeft: NaN };

  /** @param {import('./events.js').Run} run @param {import('./events.js').Session} session @param {import('./events.js').Source} source */
  constructor(run, session, source) {
    this.run = run;
    this.session = session;
    this.source = source;
  }

  /** Before training. @param {{ valLoss: number, valAcc: number }} figures */
  first(figures) {
    this.#result({ epoch: 0, trainLoss: NaN, ...figures, seconds: 0 });
  }

  /** Epochs that the run is still to train, in part or whole. */
  left() {
    return Math.max(0, this.run.config.epochs - this.place.epochs);
  }

  /** @param {Progress} progress @param {boolean} [partly]    the training is to end before the run's end */
  add({ epoch, batch, batches, imagesPerSecond, secondsLeft, points, result }, partly = false) {
    const place = result ? { epochs: epoch, batch: 0, batches } : { epochs: epoch - 1, batch, batches };
    const images = this.run.config.batch * (this.run.config.epochs * batches - steps(place));
    this.#rate = { imagesPerSecond, secondsLeft: partly ? images / imagesPerSecond : secondsLeft };
    this.#advance(place, points, result ? [result] : []);
  }

  /** @param {ReturnType<typeof readSnapshot>} snapshot */
  catchUp({ place, results, points }) {
    this.#advance(place, points, results);
  }

  /** What a file says of it. */
  metadata() {
    const first = this.results.find(({ epoch }) => epoch === 0);
    return toMetadata(this.run, this.source, first);
  }

  /** The whole run as a file, between two batches where it is under way. */
  async save() {
    this.latest = await this.session.save({ metadata: this.metadata() });
    return this.latest;
  }

  /** What the worker has not told yet. */
  async sync() {
    this.catchUp(readSnapshot(await this.save()));
  }

  /** @param {Place} place @param {Point[]} points @param {EpochResult[]} results */
  #advance(place, points, results) {
    const { run, session } = this;
    const known = this.results.at(-1)?.epoch ?? 0;
    const fresh = results.filter((result) => result.epoch > known);
    const losses = points.filter(({ label, x }) => label === 'train_loss' && x > this.#lastX);
    this.#lastX = losses.at(-1)?.x ?? this.#lastX;
    // A worker that begins again where an older one was already shows nothing new.
    if (steps(place) >= steps(this.place)) this.place = place;
    const { epochs, batch, batches } = this.place;
    const result = fresh.at(-1);
    /** @type {Progress} */
    const progress = {
      epoch: batch > 0 ? epochs + 1 : Math.max(1, epochs),
      batch: batch > 0 || epochs === 0 ? batch : batches,
      batches,
      fraction: batches > 0 ? Math.min(1, steps(this.place) / (run.config.epochs * batches)) : 0,
      ...this.#rate,
      // The book's board draws the mean of the batches' means, where a last, smaller batch counts like a
      // whole one; the table's figures are over the examples. One page, one figure: the table's.
      points: [...losses, ...fresh.flatMap(validation)],
      ...(result && { result }),
    };
    emit('progress', { run, progress, session });
    fresh.forEach((each) => this.#result(each));
  }

  /** @param {EpochResult} result */
  #result(result) {
    this.results.push(result);
    emit('epoch', { run: this.run, result, session: this.session });
  }
}

/** @param {EpochResult} result @returns {Point[]} */
const validation = ({ epoch, valLoss, valAcc }) => [
  { label: 'val_loss', x: epoch, y: valLoss },
  { label: 'val_acc', x: epoch, y: valAcc },
];
