// The choice of data: three radio buttons, a file picker, and the whole page as a place to drop files.

import { byId, make } from '../shell/dom.js';
import { ROLES, identify, place } from './files.js';
import { ownSource, servedSource, syntheticSource } from './sources.js';
import { afterPress, read } from '../settings/form.js';
import { messageOf } from '../shell/format.js';

/** @typedef {import('./sources.js').Source} Source */

const NAMES = {
  trainImages: 'training images',
  trainLabels: 'training labels',
  testImages: 'test images',
  testLabels: 'test labels',
};

/** @type {import('./files.js').Picked[]} */
let picked = [];

/** @param {Source['kind']} kind */
export function showChoice(kind) {
  byId(`data-${kind}`, HTMLInputElement).checked = true;
  byId('images-field', HTMLElement).hidden = kind !== 'synthetic';
  if (kind !== 'own' && picked.length === 0) byId('own-files', HTMLElement).hidden = true;
}

/** Why Train cannot mean the data in use, if so. @param {Source | undefined} used */
export function unfinished(used) {
  const wanted = byId('data-own', HTMLInputElement).checked && used?.kind !== 'own';
  return wanted ? 'Your own files: all four are needed; choose them, or choose other data' : '';
}

function showFiles() {
  const places = place(picked);
  const list = byId('own-files', HTMLElement);
  list.hidden = picked.length === 0;
  list.replaceChildren(
    ...ROLES.map((role) =>
      make('li', {}, `${NAMES[role]}: `, make('b', {}, places[role]?.name ?? 'missing')),
    ),
  );
  return places;
}

/** @returns {Source | undefined} */
function synthetic() {
  const train = read('images');
  return train === undefined ? undefined : syntheticSource(train);
}

/**
 * @param {import('./sources.js').Index | undefined} index
 * @param {(source: Source) => void} onChoose
 * @param {(message: string) => void} onError
 * @returns {Source}    the one to begin with
 */
export function startChooser(index, onChoose, onError) {
  const served = index && servedSource(index);
  byId('served-choice', HTMLElement).hidden = !served;
  byId('served-name', HTMLElement).textContent =
    index?.name === 'fashion-mnist' ? 'Fashion-MNIST' : 'The files served with this page';

  /** @param {Iterable<File>} files */
  const take = async (files) => {
    try {
      picked = picked.concat(await Promise.all(Array.from(files, identify)));
    } catch (error) {
      return onError(messageOf(error));
    }
    const places = showFiles();
    const { trainImages, trainLabels, testImages, testLabels } = places;
    if (!trainImages || !trainLabels || !testImages || !testLabels) return;
    picked = [];
    showChoice('own');
    onChoose(ownSource({ trainImages, trainLabels, testImages, testLabels }));
  };

  const picker = byId('picker', HTMLInputElement);
  picker.addEventListener('change', () => {
    if (picker.files?.length) void take([...picker.files]);
    picker.value = '';
  });
  byId('data-served', HTMLInputElement).addEventListener('change', () => served && onChoose(served));
  const chooseSynthetic = () => {
    showChoice('synthetic');
    const source = synthetic();
    if (source) onChoose(source);
  };
  byId('data-synthetic', HTMLInputElement).addEventListener('change', chooseSynthetic);
  byId('images', HTMLInputElement).addEventListener('change', () => afterPress(chooseSynthetic));
  byId('data-own', HTMLInputElement).addEventListener('change', () => {
    showChoice('own');
    if (picked.length === 0) picker.focus();
  });
  acceptDrops((files) => void take(files));

  const first = served ?? syntheticSource(60000);
  showChoice(first.kind);
  return first;
}

/** @param {(files: File[]) => void} onDrop */
function acceptDrops(onDrop) {
  const target = byId('data', HTMLElement);
  const choice = byId('data-choice', HTMLFieldSetElement);
  /** @param {boolean} on */
  const light = (on) => target.classList.toggle('dropping', on && !choice.disabled);
  addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    event.preventDefault();
    light(true);
  });
  addEventListener('dragleave', (event) => light(event.relatedTarget !== null));
  addEventListener('drop', (event) => {
    const files = [...(event.dataTransfer?.files ?? [])];
    light(false);
    if (files.length === 0) return;
    event.preventDefault();
    if (!choice.disabled) onDrop(files);
  });
}
