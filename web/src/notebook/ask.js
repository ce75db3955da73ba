// A question with a yes and a no, in the browser's own dialog.

import { byId } from '../shell/dom.js';

/** @param {string} question @param {string} yes @returns {Promise<boolean>} */
export function ask(question, yes) {
  const dialog = byId('question', HTMLDialogElement);
  byId('question-text', HTMLElement).textContent = question;
  byId('question-yes', HTMLButtonElement).textContent = yes;
  dialog.returnValue = '';
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener('close', () => done(dialog.returnValue === 'yes'), { once: true });
  });
}
