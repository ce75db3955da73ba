// What one can set at a board: logarithmic axes and smoothing.

import { make } from '../shell/dom.js';

/** @param {string} text @param {boolean} on @param {(on: boolean) => void} change */
export function check(text, on, change) {
  const box = make('input', { type: 'checkbox' });
  box.checked = on;
  box.addEventListener('change', () => change(box.checked));
  return make('label', { class: 'check' }, box, ` ${text}`);
}

/** @param {string} id    unique on the page @param {(weight: number) => void} change */
export function smoothingSlider(id, change) {
  const slider = make('input', {
    type: 'range',
    id: `${id}-smoothing`,
    min: '0',
    max: '0.99',
    step: '0.01',
    value: '0',
    'aria-describedby': `${id}-smoothing-hint`,
  });
  const value = make('output', { for: slider.id }, '0');
  slider.addEventListener('input', () => {
    value.textContent = slider.value;
    change(Number(slider.value));
  });
  const hint =
    'Each point becomes an average of itself and those before it, the more the further right; the raw curve stays, pale, and its value in brackets.';
  return make(
    'div',
    { class: 'board-smoothing' },
    make('label', { for: slider.id }, 'Smoothing'),
    slider,
    value,
    make('p', { class: 'hint', id: `${id}-smoothing-hint` }, hint),
  );
}
