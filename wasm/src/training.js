// The training loop inside the worker: slices of work, and between them a turn of the event loop, in
// which pause, cancel and questions to the model are heard.

/** @typedef {import('../index.js').Progress} Progress */

const SLICE_MS = 50;
const EVENT_MS = 200;
// Checkpoints take at most this part of the time.
const CHECKPOINT_SHARE = 0.01;
// Shorter than this, a rate is mostly noise.
const RATE_SECONDS = 0.05;

export class Training {
  #learner;
  #turn;
  #checkpoint;
  #cancelled = false;
  /** Resolves when a paused run goes on. @type {{ promise: Promise<void>, resolve: () => void } | undefined} */
  #pause;

  /** @param {import('./learner.js').Learner} learner @param {() => Promise<void>} turn @param {() => void} [checkpoint]    takes one */
  constructor(learner, turn, checkpoint) {
    this.#learner = learner;
    this.#turn = turn;
    this.#checkpoint = checkpoint;
  }

  /** Called between slices: nothing is trained after it returns. */
  pause() {
    if (this.#pause) return;
    let resolve = () => {};
    const promise = new Promise((/** @type {(value: void) => void} */ done) => (resolve = done));
    this.#pause = { promise, resolve };
  }

  resume() {
    this.#pause?.resolve();
    this.#pause = undefined;
  }

  cancel() {
    this.#cancelled = true;
    this.resume();
  }

  /** @param {number} epochs @param {number | undefined} steps    batches, at most @param {(progress: Progress) => void} emit */
  async run(epochs, steps = Infinity, emit) {
    const learner = this.#learner;
    learner.start(epochs);
    const first = learner.state();
    let rated = first;
    let imagesPerSecond = 0;
    let worked = 0;
    let emitted = -Infinity;
    let nextCheckpoint = 0;

    /** @param {Progress['result']} [result] */
    const report = (result) => {
      const now = learner.state();
      if (now.seconds - rated.seconds >= RATE_SECONDS || imagesPerSecond === 0) {
        imagesPerSecond = (now.examples - rated.examples) / (now.seconds - rated.seconds);
        rated = now;
      }
      const done = now.steps - first.steps;
      const all = Math.min(steps, now.maxEpochs * now.batches - first.steps);
      emit({
        epoch: result ? result.epoch : now.epochs + 1,
        batch: now.batch,
        batches: now.batches,
        fraction: done / all,
        imagesPerSecond,
        secondsLeft: ((worked / 1000) * (all - done)) / done,
        points: learner.points(),
        ...(result && { result }),
      });
      emitted = performance.now();
    };

    for (let complete = first.epochs, more = true; more;) {
      await this.#turn();
      if (this.#pause && !this.#cancelled) {
        if (worked > 0) report();
        await this.#pause.promise;
      }
      if (this.#cancelled) return;
      const begin = performance.now();
      more = this.#slice(steps - (learner.state().steps - first.steps));
      const now = performance.now();
      worked += now - begin;
      const state = learner.state();
      if (state.epochs !== complete) {
        complete = state.epochs;
        report(learner.result());
        if (this.#checkpoint && (!more || worked >= nextCheckpoint)) {
          this.#checkpoint();
          nextCheckpoint = worked + (performance.now() - now) / CHECKPOINT_SHARE;
        }
      } else if (now - emitted >= EVENT_MS || !more) {
        report();
      }
    }
  }

  /** At most `steps` batches. @param {number} steps @returns {boolean}    whether something is left */
  #slice(steps) {
    if (steps === Infinity) return this.#learner.advance(SLICE_MS);
    const { epochs, steps: first } = this.#learner.state();
    const end = performance.now() + SLICE_MS;
    for (;;) {
      const more = this.#learner.advance(0);
      const now = this.#learner.state();
      if (!more || now.steps - first >= steps) return false;
      if (now.epochs !== epochs || performance.now() >= end) return true;
    }
  }
}
