// The download of the data set, as people see it: how far it is, Cancel, Try again, and where the files
// came from.

import { byId } from '../shell/dom.js';

const MB = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);

/** @param {string} text */
function tell(text) {
  const line = byId('data-origin', HTMLElement);
  line.textContent = text;
  line.hidden = text === '';
}

/** @param {string} name    of the data set @param {() => void} onAgain @returns {import('./sources.js').Watch} */
export function watchDownload(name, onAgain) {
  const panel = byId('download', HTMLElement);
  const text = byId('download-text', HTMLElement);
  const bar = byId('download-bar', HTMLProgressElement);
  const again = byId('data-again', HTMLButtonElement);
  /** @type {number | undefined} */
  let total;
  let origin = '';
  let cancel = () => {};

  /** @param {number} loaded */
  const progress = (loaded) => {
    if (!total) {
      bar.removeAttribute('value');
      text.textContent = `${name}: ${MB(loaded)} MB`;
      return;
    }
    bar.value = loaded / total;
    const percent = Math.floor((100 * loaded) / total);
    text.textContent = `${name}: ${MB(loaded)} of ${MB(total)} MB, ${percent} %`;
  };
  const close = () => {
    // The focus must not vanish with the button that had it.
    if (panel.contains(document.activeElement)) byId('data-served', HTMLInputElement).focus();
    panel.hidden = true;
  };
  byId('download-cancel', HTMLButtonElement).addEventListener('click', () => cancel());
  again.addEventListener('click', () => {
    again.hidden = true;
    onAgain();
  });

  return {
    begin(bytes, onCancel) {
      total = bytes;
      cancel = onCancel;
      again.hidden = true;
      panel.hidden = false;
      tell('');
      progress(0);
    },
    progress,
    done(from) {
      origin = `${name}: ${from}`;
      again.hidden = true;
      close();
      tell(`${origin}.`);
    },
    kept(whyNot) {
      tell(
        whyNot
          ? `${origin}; not kept in this browser: ${whyNot}.`
          : `${origin}; kept in this browser for the next visit, also without a network.`,
      );
    },
    failed() {
      close();
      again.hidden = false;
    },
  };
}
