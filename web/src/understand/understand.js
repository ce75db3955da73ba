// The part of the page that explains the model: its panels, and what each of them is fed with.

import '../shell/styles/understand.css';
import '../shell/styles/look_inside.css';
import { byId } from '../shell/dom.js';
import { startActivations } from './activations.js';
import { markCell, showConfusion, startConfusion } from './confusion.js';
import { createFeed } from './feed.js';
import { beginGallery, showAnswers, showCell, startGallery } from './gallery.js';
import { graphOf, showGraph, startGraph } from './graph.js';
import { lookInto, showHistograms } from './histograms.js';
import { answerOwn, showOwn, startOwn } from './own.js';
import { showPerClass } from './per_class.js';
import { predictTest } from './predictions.js';
import { showStrip } from './strip.js';
import { followRun, needsImages, onChange } from './subject.js';
import { firstLayer, showWeights, startWeights } from './weights.js';

/** @param {string} id */
const panel = (id) => byId(`${id}-panel`, HTMLDetailsElement);

/** A panel with a computation of its own. @template T @param {import('./feed.js').View<T>} view @param {Omit<Parameters<typeof createFeed<T>>[0], 'views'>} options */
const alone = (view, options) => createFeed({ views: [view], ...options });

export function startUnderstanding() {
  startConfusion();
  startGallery(markCell);
  startWeights();
  startGraph();
  startActivations();
  onChange((change) => {
    if (change === 'new') beginGallery();
  });
  createFeed({
    views: [
      {
        panel: panel('confusion'),
        show(predictions) {
          showConfusion(predictions, showCell);
          showPerClass(predictions);
        },
      },
      { panel: panel('gallery'), show: showAnswers },
      { panel: panel('strip'), show: showStrip, refuse: needsImages },
    ],
    compute: predictTest,
  });
  const renew = alone(
    { panel: panel('own'), show: showOwn, refuse: needsImages },
    { compute: answerOwn, after: ['progress'], pause: 150 },
  );
  startOwn(renew);
  alone(
    { panel: panel('weights'), show: showWeights, refuse: needsImages },
    { compute: firstLayer, after: ['progress'] },
  );
  alone({ panel: panel('histograms'), show: showHistograms }, { compute: lookInto });
  alone({ panel: panel('graph'), show: showGraph }, { compute: graphOf, after: [] });
  followRun();
}
