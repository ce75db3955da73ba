// The part of the page that explains the model: its panels, and what each of them is fed with.

import '../shell/styles/understand.css';
import { byId } from '../shell/dom.js';
import { markCell, showConfusion, startConfusion } from './confusion.js';
import { createFeed } from './feed.js';
import { beginGallery, showAnswers, showCell, startGallery } from './gallery.js';
import { showPerClass } from './per_class.js';
import { predictTest } from './predictions.js';
import { followRun, needsImages, onChange } from './subject.js';

/** @param {string} id */
const panel = (id) => byId(id, HTMLDetailsElement);

export function startUnderstanding() {
  startConfusion();
  startGallery(markCell);
  onChange((change) => {
    if (change === 'new') beginGallery();
  });
  createFeed({
    views: [
      {
        panel: panel('confusion-panel'),
        show(predictions) {
          showConfusion(predictions, showCell);
          showPerClass(predictions);
        },
      },
      { panel: panel('gallery-panel'), show: showAnswers, refuse: needsImages },
    ],
    compute: predictTest,
  });
  followRun();
}
