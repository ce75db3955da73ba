// One image, drawn, from a file (picked or dropped), or a test image, and what the model says of it while it learns.

import { byId, make } from '../shell/dom.js';
import { count, messageOf, percent } from '../shell/format.js';
import { readImage } from './own_file.js';
import { createPaper } from './own_paper.js';
import { NO_NUMBERS, current, whenText } from './subject.js';
import { example } from './test_set.js';

/** @typedef {{ when: string, names: string[], probabilities: Float32Array }} Answer */

/** @type {ReturnType<typeof createPaper>} */
let paper;
/** The data that the picture was chosen for. */
let key = '';
/** What the picture is. */
let about = '';

/** @param {string} text */
function say(text) {
  about = text;
  byId('own-about', HTMLElement).textContent = text;
}

/** @param {'own-number' | 'own-file'} id @param {string} message */
function mark(id, message) {
  const note = byId(`${id}-error`, HTMLElement);
  note.textContent = message;
  note.hidden = message === '';
  if (message) byId(id, HTMLInputElement).setAttribute('aria-invalid', 'true');
  else byId(id, HTMLInputElement).removeAttribute('aria-invalid');
}

/** @param {import('./subject.js').Subject} subject @param {number} index */
async function takeTest(subject, index) {
  const image = await example(subject, 'test', index);
  const name = subject.session.dataset.classes[image.label] ?? String(image.label);
  paper.set(image.x, image.rows, image.columns);
  say(`Test image ${count(index)}; its label is ${name}.`);
}

/** @param {import('./subject.js').Subject} subject @returns {Promise<Answer>} */
export async function answerOwn(subject) {
  const { session, source } = subject;
  const { rows, columns } = session.dataset;
  if (key !== source.key) {
    const drawn = key !== '' && about === DRAWN && sameSize(rows, columns);
    key = source.key;
    if (!drawn) await takeTest(subject, 0);
  }
  const when = whenText(subject);
  const { probabilities } = await session.predict(paper.grey());
  const names = Array.from(probabilities, (_, k) => session.dataset.classes[k] ?? String(k));
  return { when, names, probabilities };
}

const DRAWN = 'Your drawing.';
/** @param {number} rows @param {number} columns */
const sameSize = (rows, columns) => paper.size().rows === rows && paper.size().columns === columns;

/** @param {Answer} answer */
export function showOwn({ when, names, probabilities }) {
  const body = byId('own-rows', HTMLElement);
  // None where they are NaN.
  const best = probabilities.indexOf(Math.max(...probabilities));
  if (body.children.length !== names.length) {
    body.replaceChildren(
      ...names.map(() => {
        const bar = make('span', { class: 'bar', 'aria-hidden': 'true' });
        return make('tr', {}, make('th', { scope: 'row' }), make('td', {}, bar, make('span')));
      }),
    );
  }
  Array.from(body.children).forEach((row, k) => {
    const [name, cell] = row.children;
    const [bar, number] = cell.children;
    name.textContent = names[k];
    number.textContent = percent(probabilities[k]);
    if (bar instanceof HTMLElement) bar.style.setProperty('--part', String(probabilities[k] || 0));
    row.classList.toggle('best', k === best);
  });
  byId('own-says', HTMLElement).textContent =
    best < 0
      ? `${when} it gives no numbers: ${NO_NUMBERS}`
      : `${when} it says: ${names[best]}, ${percent(probabilities[best])}`;
}

/** @param {() => void} renew    asks the model again */
export function startOwn(renew) {
  paper = createPaper(() => {
    say(DRAWN);
    renew();
  });
  byId('own-clear', HTMLButtonElement).addEventListener('click', () => {
    const { rows, columns } = paper.size();
    paper.set(new Uint8Array(rows * columns), rows, columns);
    say(DRAWN);
    renew();
  });
  byId('own-form', HTMLFormElement).addEventListener('submit', async (event) => {
    event.preventDefault();
    const subject = current();
    if (!subject) return;
    const field = byId('own-number', HTMLInputElement);
    const last = subject.session.dataset.test - 1;
    const typed = field.value.trim();
    const fits = /^\d+$/.test(typed) && Number(typed) <= last;
    mark(
      'own-number',
      fits ? '' : `test image: a whole number from 0 to ${last}; got “${typed.slice(0, 24)}”`,
    );
    if (!fits) return field.focus();
    await takeTest(subject, Number(typed)).catch((error) => mark('own-number', messageOf(error)));
    renew();
  });
  let files = 0;
  /** @param {File | undefined} file */
  const take = async (file) => {
    if (!file) return;
    const mine = ++files;
    try {
      const { rows, columns } = paper.size();
      const grey = await readImage(file, rows, columns);
      if (mine !== files) return;
      paper.set(grey, rows, columns);
      mark('own-file', '');
      say(`${file.name}, scaled to ${rows} × ${columns} grey levels, light on black.`);
      renew();
    } catch (error) {
      if (mine === files) mark('own-file', messageOf(error));
    }
  };
  const picker = byId('own-file', HTMLInputElement);
  picker.addEventListener('change', () => void take(picker.files?.[0]));
  const panel = byId('own-panel', HTMLElement);
  panel.addEventListener('dragover', (event) => event.preventDefault());
  panel.addEventListener('drop', (event) => {
    const file = event.dataTransfer?.files[0];
    if (!file || panel.querySelector('.panel-body:not([hidden])') === null) return;
    // The page takes it for data otherwise.
    event.preventDefault();
    void take(file);
  });
}
