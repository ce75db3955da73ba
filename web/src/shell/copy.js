// Copying a text, and saying that it was copied.

import { showError } from './notices.js';

/** @param {HTMLElement} button @param {() => string} text */
export function copyOnClick(button, text) {
  const label = button.textContent;
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(text());
      button.textContent = 'Copied';
      setTimeout(() => (button.textContent = label), 2000);
    } catch (error) {
      showError(error, 'This browser did not allow the page to copy: select the text and copy it by hand');
    }
  });
}
