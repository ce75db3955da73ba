// The buttons of the run. One that would do nothing says so, and keeps its focus (aria-disabled): whoever
// presses Enter on it does not lose their place.

import { byId } from '../shell/dom.js';
import { FIELDS } from '../settings/fields.js';
import { mark, read, settle } from '../settings/form.js';

/** @param {string} id */
const button = (id) => byId(id, HTMLButtonElement);

/** @param {string} id @param {boolean} on */
const enable = (id, on) => button(id).setAttribute('aria-disabled', String(!on));

/**
 * @param {import('./events.js').State} state
 * @param {boolean} works    the module can run here
 * @param {{ left: number } | undefined} run    the one that there is, with the epochs that it still has to train
 */
export function showButtons(state, works, run) {
  const idle = state === 'idle';
  const paused = state === 'paused';
  enable('train', idle && works);
  enable('pause', state === 'training' || paused);
  enable('step', (idle && works) || paused);
  enable('one-epoch', (idle && works) || paused);
  enable('stop', !idle && state !== 'stopping');
  enable('reset', run !== undefined && state !== 'stopping' && state !== 'starting');
  button('pause').textContent = paused ? 'Resume' : 'Pause';
  showMore(idle ? run : undefined);
  // The fields of a run under way cannot change; someone in one of them goes on at the Pause button.
  for (const fields of [byId('fields', HTMLFieldSetElement), byId('data-choice', HTMLFieldSetElement)]) {
    if (!idle && fields.contains(document.activeElement)) button('pause').focus();
    fields.disabled = !idle;
  }
  byId('settings-locked', HTMLElement).hidden = idle;
  document.body.dataset.state = state;
}

/** @param {{ left: number } | undefined} run */
function showMore(run) {
  const form = byId('more-form', HTMLFormElement);
  if (form.hidden === !run) return;
  if (!run && form.contains(document.activeElement)) button('pause').focus();
  form.hidden = !run;
  if (run?.left) byId('more', HTMLInputElement).value = String(run.left);
}

/**
 * @param {Record<'pause' | 'step' | 'epoch' | 'stop' | 'reset', () => void>} actions
 * @param {(epochs: number) => string} goOn    says what is wrong with it
 */
export function startButtons({ pause, step, epoch, stop, reset }, goOn) {
  const all = { pause, step, 'one-epoch': epoch, stop, reset };
  for (const [id, action] of Object.entries(all)) {
    button(id).addEventListener('click', () => {
      if (button(id).getAttribute('aria-disabled') !== 'true') action();
    });
  }
  byId('more-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    settle();
    const epochs = read('more');
    const wrong = epochs === undefined ? '' : goOn(epochs);
    if (wrong) mark('more', `${FIELDS.more.label}: ${wrong}`);
    if (wrong || epochs === undefined) byId('more', HTMLInputElement).focus();
  });
}
