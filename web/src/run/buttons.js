// Train, Pause and Stop. A button that would do nothing says so, and keeps its focus (aria-disabled):
// whoever presses Enter on it does not lose their place.

import { byId } from '../shell/dom.js';

/** @param {'train' | 'pause' | 'stop'} id @param {boolean} on */
function enable(id, on) {
  byId(id, HTMLButtonElement).setAttribute('aria-disabled', String(!on));
}

/** @param {import('./training.js').State} state @param {boolean} works    the module can run here */
export function showButtons(state, works) {
  const idle = state === 'idle';
  enable('train', idle && works);
  enable('pause', state === 'training' || state === 'paused');
  enable('stop', !idle && state !== 'stopping');
  byId('pause', HTMLButtonElement).textContent = state === 'paused' ? 'Resume' : 'Pause';
  // The fields of a run under way cannot change; someone in one of them goes on at the Pause button.
  for (const fields of [byId('fields', HTMLFieldSetElement), byId('data-choice', HTMLFieldSetElement)]) {
    if (!idle && fields.contains(document.activeElement)) byId('pause', HTMLButtonElement).focus();
    fields.disabled = !idle;
  }
  document.body.dataset.state = state;
}

/** @param {{ pause: () => void, stop: () => void }} actions */
export function startButtons({ pause, stop }) {
  byId('pause', HTMLButtonElement).addEventListener('click', pause);
  byId('stop', HTMLButtonElement).addEventListener('click', stop);
}
