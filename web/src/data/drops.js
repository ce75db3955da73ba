// The whole page is a place to drop files on.

import { byId } from '../shell/dom.js';

/** @param {(files: File[]) => void} onDrop @param {(message: string) => void} onError */
export function acceptDrops(onDrop, onError) {
  const target = byId('data', HTMLElement);
  const choice = byId('data-choice', HTMLFieldSetElement);
  /** @param {boolean} on */
  const light = (on) => target.classList.toggle('dropping', on && !choice.disabled);
  addEventListener('dragover', (event) => {
    if (!event.dataTransfer?.types.includes('Files')) return;
    light(!event.defaultPrevented);
    event.preventDefault();
  });
  addEventListener('dragleave', (event) => light(event.relatedTarget !== null));
  addEventListener('drop', (event) => {
    light(false);
    // Other parts of the page may be places for files, too.
    if (event.defaultPrevented) return;
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    if (choice.disabled)
      return onError('Other data can be chosen when nothing is trained: stop the training first');
    const folder = [...(event.dataTransfer?.items ?? [])]
      .map((item) => item.webkitGetAsEntry?.())
      .find((entry) => entry?.isDirectory);
    if (folder) onError(`${folder.name}: must be files, got a folder; drop the files that are in it`);
    else onDrop(files);
  });
}
