// Messages from the cells to the page: the first of a cell at once, so that one sees how it goes on; those of
// a cell that shows very much in bundles, and in the end not at all, so that a page can be reached that a
// cell floods.

/** @typedef {import('./outputs.js').Message} Message */

/** Messages of a cell that go at once. */
const PROMPT = 200;
/** Milliseconds between bundles. */
const PAUSE = 100;
/** Messages of a cell, and characters of its text, that are shown at all. */
const MOST = 10_000;
const MOST_TEXT = 1_000_000;

/** @param {(messages: { id: string, message: Message }[]) => void} send */
export function createChannel(send) {
  let id = '';
  let count = 0;
  let characters = 0;
  let sentAt = 0;
  /** @type {{ id: string, message: Message }[]} */
  let waiting = [];

  function flush() {
    const bundle = waiting;
    waiting = [];
    sentAt = performance.now();
    if (bundle.length > 0) send(bundle);
  }

  return {
    /** @param {string} next */
    begin(next) {
      id = next;
      count = characters = 0;
    },
    /** @param {Message} message */
    put(message) {
      count += 1;
      characters += message.type === 'text' ? message.text.length : 0;
      if (count > MOST || characters > MOST_TEXT) {
        if (count < Infinity)
          waiting.push({
            id,
            message: { type: 'text', text: '(The rest is not shown: this cell writes too much.)' },
          });
        count = Infinity;
        return flush();
      }
      waiting.push({ id, message });
      if (count <= PROMPT || performance.now() - sentAt > PAUSE) flush();
    },
    flush,
  };
}
