// The choice of data: three radio buttons, a file picker, and the whole page as a place to drop files.

import './data.css';
import { byId, make } from '../shell/dom.js';
import { messageOf } from '../shell/format.js';
import { parse, shown } from '../settings/fields.js';
import { afterPress, read } from '../settings/form.js';
import { watchDownload } from './download_view.js';
import { acceptDrops } from './drops.js';
import { ROLES, identify, place } from './files.js';
import { ownSource, servedSource, syntheticSource } from './sources.js';
import { hideTable, showTable, startTable } from './table_view.js';

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
  byId('data-origin', HTMLElement).classList.toggle('aside', kind !== 'served');
  if (kind !== 'own' && picked.length === 0) byId('own-files', HTMLElement).hidden = true;
}

/** Shows which data is in use. @param {Source} source */
export function showSource({ kind, key }) {
  showChoice(kind);
  if (kind === 'synthetic') byId('images', HTMLInputElement).value = key.replace('synthetic ', '');
}

/** The files served with this page. @type {Source | undefined} */
let served;

/** The source that a link names: 'served', 'synthetic:600'; an error where it is not to be had here. @param {string} part */
export function sourceOf(part) {
  if (part === 'served' && served) return served;
  const number = /^synthetic:(.*)$/.exec(part)?.[1];
  const images = parse('images', number ?? '');
  if ('value' in images) return syntheticSource(images.value);
  const what =
    number !== undefined
      ? images.message
      : part === 'served'
        ? 'this page is served without data'
        : part === 'own'
          ? 'it was made with files of someone’s own, which are not in it'
          : `served, synthetic:NUMBER or own; ${shown(part)}`;
  throw new Error(`data: ${what}`);
}

/** Why Train cannot mean the data in use, if so. @param {Source | undefined} used */
export function unfinished(used) {
  const wanted = byId('data-own', HTMLInputElement).checked && used?.kind !== 'own';
  if (!wanted) return '';
  return byId('table-panel', HTMLElement).hidden
    ? 'Your own files: all four are needed, or one CSV table; choose them, or choose other data'
    : 'Your own table is not in use yet: press “Use this table”, or choose other data';
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

/** @param {import('./index_file.js').Index} index */
function describeServed({ name, bytes }) {
  const authors = name === 'fashion-mnist';
  byId('served-name', HTMLElement).textContent = authors
    ? 'Fashion-MNIST'
    : 'The files served with this page';
  byId('served-what', HTMLElement).textContent = authors
    ? '70,000 photographs of clothes in ten classes'
    : 'four IDX files';
  const total = ROLES.reduce((sum, role) => sum + (bytes[role] ?? NaN), 0);
  byId('served-size', HTMLElement).textContent = total ? `, ${(total / 1e6).toFixed(1)} MB` : '';
}

/** Whoever pays by the byte asks for the download by a press. */
const savesData = () =>
  Boolean(/** @type {{ connection?: { saveData?: boolean } }} */ (navigator).connection?.saveData);

/**
 * @param {import('./index_file.js').Index | undefined} index
 * @param {(source: Source) => void} onChoose
 * @param {(message: string) => void} onError
 * @returns {Source}    the one to begin with
 */
export function startChooser(index, onChoose, onError) {
  const chooseServed = () => {
    showChoice('served');
    if (served) onChoose(served);
  };
  served =
    index &&
    servedSource(
      index,
      watchDownload(index.name === 'fashion-mnist' ? 'Fashion-MNIST' : 'The served files', chooseServed),
    );
  byId('served-choice', HTMLElement).hidden = !served;
  if (index) describeServed(index);

  /** @param {File[]} files */
  const take = async (files) => {
    try {
      const all = await Promise.all(files.map(identify));
      const table = all.find((one) => one.kind === 'table');
      if (table && all.length > 1)
        throw new Error(`${table.file.name}: a table must come alone, got ${all.length} files`);
      if (table) {
        if (await showTable(table.file)) {
          picked = [];
          showFiles();
          showChoice('own');
        }
        return;
      }
      picked = picked.concat(/** @type {import('./files.js').Picked[]} */ (all));
    } catch (error) {
      return onError(messageOf(error));
    }
    hideTable();
    const { trainImages, trainLabels, testImages, testLabels } = showFiles();
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
  byId('data-served', HTMLInputElement).addEventListener('change', chooseServed);
  const chooseSynthetic = () => {
    showChoice('synthetic');
    const source = synthetic();
    if (source) onChoose(source);
  };
  byId('data-synthetic', HTMLInputElement).addEventListener('change', chooseSynthetic);
  byId('images', HTMLInputElement).addEventListener('change', () => afterPress(chooseSynthetic));
  byId('data-own', HTMLInputElement).addEventListener('change', () => {
    showChoice('own');
    if (picked.length === 0 && byId('table-panel', HTMLElement).hidden) picker.focus();
  });
  startTable((source) => {
    showChoice('own');
    onChoose(source);
  }, onError);
  acceptDrops((files) => void take(files), onError);

  const first = served && !savesData() ? served : syntheticSource(60000);
  showChoice(first.kind);
  return first;
}
