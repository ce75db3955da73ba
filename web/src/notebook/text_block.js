// Printed text. Of long text there is the beginning, and a button that shows it all; text that is wider than
// its place can be reached by keyboard and scrolled.

import { make } from '../shell/dom.js';
import { count } from '../shell/format.js';

const LINES = 40;
const CHARACTERS = 8000;

/** @param {string} label */
export function textBlock(label) {
  const pre = make('pre');
  const button = make('button', { type: 'button', class: 'quiet', hidden: '' });
  const element = make('div', { class: 'text-output' }, pre, button);
  let text = '';
  let frame = 0;
  let isWhole = false;

  function render() {
    const lines = text.split('\n');
    const isLong = !isWhole && (lines.length > LINES || text.length > CHARACTERS);
    pre.textContent = isLong ? lines.slice(0, LINES).join('\n').slice(0, CHARACTERS) : text;
    button.hidden = !isLong;
    const all = lines.length > LINES ? `${count(lines.length)} lines` : `${count(text.length)} characters`;
    button.textContent = `Show all ${all}`;
  }

  function measure() {
    const isWide = pre.scrollWidth > pre.clientWidth;
    if (isWide === pre.hasAttribute('tabindex')) return;
    if (isWide)
      for (const [name, value] of [
        ['tabindex', '0'],
        ['role', 'region'],
        ['aria-label', label],
      ])
        pre.setAttribute(name, value);
    else for (const name of ['tabindex', 'role', 'aria-label']) pre.removeAttribute(name);
  }
  new ResizeObserver(measure).observe(pre);

  button.addEventListener('click', () => {
    isWhole = true;
    render();
    pre.setAttribute('tabindex', '-1');
    pre.focus();
  });
  return {
    element,
    /** @param {string} line */
    add(line) {
      text += text === '' ? line : `\n${line}`;
      // Little text is there at once; of much, each frame shows what has come.
      if (text.length < CHARACTERS) render();
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        render();
        measure();
      });
    },
  };
}
