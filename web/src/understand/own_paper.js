// The paper: a grid of grey levels that is drawn on by pointer or by keyboard. The pen is a soft dot about two
// pixels wide; the canvas holds the levels one to one.

import { byId } from '../shell/dom.js';
import { drawGrey } from './picture.js';

const RADIUS = 1.4;

/** @param {() => void} changed    by someone who draws */
export function createPaper(changed) {
  const canvas = byId('own-canvas', HTMLCanvasElement);
  const cursor = byId('own-cursor', HTMLElement);
  let grey = new Uint8Array(canvas.width * canvas.height);
  let [row, column] = [canvas.height >> 1, canvas.width >> 1];
  /** Where the pointer was. @type {{ x: number, y: number } | undefined} */
  let last;

  const show = () => drawGrey(canvas, grey);
  const erases = () => byId('own-pen', HTMLSelectElement).value === 'erase';

  /** A dot with its middle at x, y, in pixels. @param {number} x @param {number} y @param {boolean} erase */
  function dot(x, y, erase) {
    for (let r = Math.max(0, Math.floor(y - 2)); r <= Math.min(canvas.height - 1, y + 2); r++) {
      for (let c = Math.max(0, Math.floor(x - 2)); c <= Math.min(canvas.width - 1, x + 2); c++) {
        const near = RADIUS + 0.5 - Math.hypot(c + 0.5 - x, r + 0.5 - y);
        const level = Math.round(255 * Math.min(1, Math.max(0, near)));
        const i = r * canvas.width + c;
        grey[i] = erase ? Math.min(grey[i], 255 - level) : Math.max(grey[i], level);
      }
    }
  }

  /** @param {{ x: number, y: number }} from @param {{ x: number, y: number }} to */
  function stroke(from, to) {
    const steps = Math.max(1, Math.ceil(2 * Math.hypot(to.x - from.x, to.y - from.y)));
    for (let i = 0; i <= steps; i++) {
      dot(from.x + ((to.x - from.x) * i) / steps, from.y + ((to.y - from.y) * i) / steps, erases());
    }
    show();
    changed();
  }

  /** @param {PointerEvent} event */
  function place(event) {
    const box = canvas.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * canvas.width,
      y: ((event.clientY - box.top) / box.height) * canvas.height,
    };
  }
  canvas.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    last = place(event);
    stroke(last, last);
  });
  canvas.addEventListener('pointermove', (event) => {
    if (!last) return;
    const next = place(event);
    stroke(last, next);
    last = next;
  });
  for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => (last = undefined));

  function showCursor() {
    cursor.style.setProperty('--row', String(row / canvas.height));
    cursor.style.setProperty('--column', String(column / canvas.width));
    cursor.style.setProperty('--size', String(1 / canvas.width));
  }

  /** @type {Record<string, [number, number]>} */
  const moves = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  canvas.addEventListener('keydown', (event) => {
    const move = moves[event.key];
    const drawing = event.key === ' ' || (move && event.shiftKey);
    const erasing = event.key === 'Delete' || event.key === 'Backspace';
    if (event.ctrlKey || event.metaKey || event.altKey || (!move && !drawing && !erasing)) return;
    event.preventDefault();
    if (move) {
      row = Math.min(canvas.height - 1, Math.max(0, row + move[0]));
      column = Math.min(canvas.width - 1, Math.max(0, column + move[1]));
      showCursor();
    }
    if (drawing || erasing) {
      dot(column + 0.5, row + 0.5, erasing || erases());
      show();
      changed();
    }
    const level = grey[row * canvas.width + column];
    byId('own-place', HTMLElement).textContent =
      `row ${row + 1}, column ${column + 1}: ${level === 0 ? 'black' : level > 200 ? 'white' : 'grey'}`;
  });
  showCursor();

  return {
    grey: () => grey,
    /** @param {ArrayLike<number>} levels @param {number} rows @param {number} columns */
    set(levels, rows, columns) {
      if (canvas.width !== columns || canvas.height !== rows) {
        [canvas.width, canvas.height] = [columns, rows];
        [row, column] = [rows >> 1, columns >> 1];
        showCursor();
      }
      grey = Uint8Array.from(levels);
      show();
    },
    size: () => ({ rows: canvas.height, columns: canvas.width }),
  };
}
