// Groups of rows measured by everyone who has them: round by round, each contender in turn, every other round backwards,
// so that what the machine does meanwhile falls on all alike.
import * as contenders from './contenders.mjs';
import { Samples } from './report/samples.mjs';
import * as units from './units.mjs';

export class Measurement {
  samples = new Samples();
  /** Of rivals, by name, and of ours, what Google Benchmark's context says. */
  libraries = {};
  simd = '';
  /** What our rows count beside their figure: row -> entry. */
  counted = new Map();

  /** @param {{ rounds: number, seconds: number, trainings: number, epochs: number }} effort */
  constructor(effort) {
    this.effort = effort;
  }

  /** Contenders that once gave no answer in time, and are not asked again: name -> reason. */
  #silent = new Map();

  /** Rows of benchmark programs, all on as many threads. @param {Map<string, string[]>} rowsOf contender -> its rows */
  single({ rows, threads }, rowsOf, rounds = this.effort.rounds) {
    const taking = [...rowsOf].map(([name, all]) => [name, rows.filter((row) => all.includes(row))]);
    const here = taking.filter(([, members]) => members.length);
    this.#rounds(rounds, here, ([name, members]) =>
      this.#orMiss(name, members, () => {
        const { context, rows: entries } = contenders.measure(name, members, threads, this.effort.seconds);
        if (name === 'weft') this.simd = context.simd;
        else this.libraries[name] = context.library;
        for (const entry of entries) {
          if (entry.error_occurred) this.samples.miss(entry.name, name, entry.error_message);
          else this.samples.add(entry.name, name, units.figure(entry.name, entry));
          if (name === 'weft') this.counted.set(entry.name, entry);
        }
        const answered = new Set(entries.map((entry) => entry.name));
        for (const row of members)
          if (!answered.has(row)) this.samples.miss(row, name, 'its program has no figure for this row');
      }),
    );
  }

  /** Rows of whole programs (see process.mjs). @param {string[]} rivals those that take part */
  whole(group, rivals) {
    const taking = group.contenders.filter((name) => name === 'weft' || rivals.includes(name));
    const here = taking.filter((name) => {
      const reason = group.missing(name);
      for (const row of reason ? group.rows : []) this.samples.miss(row, name, reason);
      return !reason;
    });
    this.#rounds(this.effort.trainings, here, (name) =>
      this.#orMiss(name, group.rows, () => {
        for (const [row, figures] of Object.entries(group.measure(name, this.effort)))
          for (const value of figures) this.samples.add(row, name, value);
      }),
    );
  }

  /** turn() of each contender, round by round, until it fails. */
  #rounds(count, taking, turn) {
    let left = taking;
    for (let round = 0; round < count; ++round) {
      const failed = new Set();
      for (const one of round % 2 ? left.toReversed() : left) if (!turn(one)) failed.add(one);
      left = left.filter((one) => !failed.has(one));
    }
  }

  #orMiss(name, rows, run) {
    try {
      if (this.#silent.has(name)) throw new Error(this.#silent.get(name));
      run();
      return true;
    } catch (error) {
      if (error instanceof contenders.NoAnswer)
        this.#silent.set(name, `${error.message} in an earlier row (${rows[0]})`);
      for (const row of rows) this.samples.miss(row, name, error.message);
      return false;
    }
  }
}
