// What a cell has shown: texts as they are printed, pictures, errors with the line that they are of.

import { make } from '../shell/dom.js';
import { imageGrid } from './image_grid.js';
import { drawPlot, liveBoard } from './plots.js';
import { textBlock } from './text_block.js';

/** @typedef {import('weft/d2l').Message} Message */
/** @typedef {import('./kernel.js').Failure} Failure */

/** @param {HTMLElement} host @param {string} id    the cell's @param {(line: number) => void} goTo */
export function createOutputs(host, id, goTo) {
  /** The text that goes on growing, as long as nothing else follows it. @type {ReturnType<typeof textBlock> | undefined} */
  let text;
  /** @type {Map<string, ReturnType<typeof liveBoard>>} */
  let boards = new Map();
  /** @type {(() => void)[]} */
  let cleanups = [];

  /** @param {Node} node */
  const add = (node) => {
    text = undefined;
    host.append(node);
    host.hidden = false;
  };

  /** @param {Message} message */
  function put(message) {
    if (message.type === 'text') {
      if (!text) {
        const block = textBlock(`Output of cell ${id}`);
        add(block.element);
        text = block;
      }
      return text.add(message.text);
    }
    if (message.type === 'images') return add(imageGrid(message));
    if (message.type === 'svg') {
      const address = URL.createObjectURL(new Blob([message.svg], { type: 'image/svg+xml' }));
      cleanups.push(() => URL.revokeObjectURL(address));
      return add(make('img', { class: 'drawing', src: address, alt: message.alt }));
    }
    const box = make('div', { class: 'figure' });
    if (message.type === 'plot') {
      add(box);
      cleanups.push(drawPlot(box, message, `Plot of cell ${id}`));
      return;
    }
    let board = boards.get(message.id);
    if (!board) {
      add(box);
      board = liveBoard(box, message, `Curves of cell ${id}`);
      boards.set(message.id, board);
      cleanups.push(board.destroy);
    }
    board.add(message.points);
  }

  return {
    /** Whatever it is that a cell shows, the page goes on. @param {Message} message */
    put(message) {
      try {
        put(message);
      } catch (error) {
        this.fail({ text: `display: ${error instanceof Error ? error.message : error}`, at: [] });
      }
    },
    /** @param {Failure} failure */
    fail({ text: said, at, hint }) {
      const [first] = at;
      const own = at.find((place) => place.id === id);
      const box = make('div', { class: 'failure' }, make('p', { class: 'failure-text' }, said));
      const places = make('p');
      if (first && first.id !== id) places.append(`In cell ${first.id}, line ${first.line}. `);
      if (own) {
        const line = make('button', { type: 'button', class: 'quiet' }, `Line ${own.line}`);
        line.addEventListener('click', () => goTo(own.line));
        if (first !== own) places.append('Called from here: ');
        places.append(line);
      }
      if (places.childNodes.length > 0) box.append(places);
      if (hint) box.append(make('p', {}, hint));
      add(box);
    },
    clear() {
      for (const cleanup of cleanups) cleanup();
      cleanups = [];
      boards = new Map();
      text = undefined;
      host.replaceChildren();
      host.hidden = true;
    },
  };
}
