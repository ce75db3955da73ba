// Models out and in: the run or its weights as a file, and a file picked or dropped.

import { copyOnClick } from '../shell/copy.js';
import { byId } from '../shell/dom.js';
import { save } from '../shell/save.js';
import { crashOf } from './crash.js';

/** @param {import('./ledger.js').Ledger} ledger @param {boolean} weightsOnly */
function nameOf({ run: { config }, place }, weightsOnly) {
  const model = config.hidden.length > 0 ? `mlp-${config.hidden.join('-')}` : 'softmax';
  return `weft-${model}-epoch-${place.epochs}${weightsOnly ? '-weights' : ''}.safetensors`;
}

/** @param {boolean} can    there is something to save */
export function showKeep(can) {
  for (const id of ['save-run', 'save-weights'])
    byId(id, HTMLButtonElement).setAttribute('aria-disabled', String(!can));
}

/**
 * @param {object} page
 * @param {() => import('./ledger.js').Ledger | undefined} page.held
 * @param {(file: File) => void} page.open
 * @param {() => string} page.link
 * @param {(error: unknown) => void} page.error
 */
export function startKeep({ held, open, link, error }) {
  for (const weightsOnly of [false, true]) {
    byId(weightsOnly ? 'save-weights' : 'save-run', HTMLButtonElement).addEventListener('click', () => {
      const ledger = held();
      if (!ledger) return;
      const file = weightsOnly
        ? ledger.session.save({ weightsOnly, metadata: ledger.metadata() })
        : ledger.save();
      file.then(
        (bytes) => save(new Blob([bytes]), nameOf(ledger, weightsOnly)),
        (reason) => {
          const why = crashOf(reason);
          error(why ? new Error(`The worker crashed: ${why}. Go on with the run, then save it`) : reason);
        },
      );
    });
  }
  const picker = byId('model-file', HTMLInputElement);
  picker.addEventListener('change', () => {
    const file = picker.files?.[0];
    picker.value = '';
    if (file) open(file);
  });
  // Before the data's own listener, which takes every other file.
  addEventListener(
    'drop',
    (event) => {
      const files = [...(event.dataTransfer?.files ?? [])];
      const model = files.find(({ name }) => /\.safetensors$/i.test(name));
      if (!model) return;
      event.preventDefault();
      if (files.length > 1)
        error(new Error(`${model.name}: a model must come alone, got ${files.length} files`));
      else open(model);
    },
    true,
  );
  copyOnClick(byId('copy-link', HTMLButtonElement), link);
}
