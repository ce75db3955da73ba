// The page: puts the parts together. What each part does stands in its own file.

import './shell/styles/base.css';
import './shell/styles/layout.css';
import './shell/styles/controls.css';
import './shell/styles/run.css';
import './settings/settings.css';
import './run/transport.css';
import { buildInfo } from 'weft';
import { startCurves } from './board/curves.js';
import { servedIndex } from './data/index_file.js';
import { showButtons, startButtons } from './run/buttons.js';
import { readCheckpoint } from './run/checkpoint_file.js';
import * as desk from './run/desk.js';
import { on } from './run/events.js';
import { forget, startKeeper } from './run/keeper.js';
import { showKeep, startKeep } from './run/keep_view.js';
import { showOffer } from './run/offer.js';
import { showState } from './run/progress_view.js';
import { startResults } from './run/results.js';
import { startRunView } from './run/run_view.js';
import { readKept } from './run/store.js';
import { showCost, startCost } from './settings/cost_view.js';
import { configNow, offerThreads, startForm } from './settings/form.js';
import { startLink } from './settings/link_view.js';
import { showError, startNotices } from './shell/notices.js';
import { keepOffline } from './shell/offline.js';
import { showBuild } from './shell/status.js';
import { startUnderstanding } from './understand/understand.js';

const { training } = desk;
/** The module can run here. */
let works = false;

function render() {
  const held = training.held();
  showButtons(training.state(), works, held && { left: held.left() });
  showKeep(held !== undefined);
}

/** What an earlier visit has left, or a run whose worker is gone. */
async function offerKept() {
  const file = await readKept();
  if (!file || training.held() || training.state() !== 'idle') return;
  try {
    const opened = await readCheckpoint('The run that was kept', file, configNow());
    showOffer(opened, {
      async goOn() {
        if ((await desk.bring('The run that was kept', opened)) && training.state() === 'paused')
          training.goOn();
      },
      discard: forget,
    });
  } catch (error) {
    forget();
    showError(error, 'It was discarded');
  }
}

async function begin() {
  startNotices();
  const index = servedIndex(showError);
  startForm({
    onTrain: () => works && desk.train(),
    onChange() {
      showCost(configNow());
      writeLink();
    },
  });
  const writeLink = startLink(desk.link, desk.linkChanged);
  startCost(configNow);
  startRunView(configNow().epochs);
  startCurves(configNow().epochs);
  startResults();
  startUnderstanding();
  on('state', render);
  on('gone', render);
  startButtons(
    {
      pause: training.togglePause,
      step: () => desk.advance({ steps: 1 }),
      epoch: () => desk.advance({ epochs: 1 }),
      stop: training.stop,
      reset: desk.reset,
    },
    desk.more,
  );
  startKeep({
    held: training.held,
    open: desk.openModel,
    link: () => new URL(desk.link() ?? '', location.href).href,
    error: showError,
  });
  render();
  try {
    const found = await buildInfo();
    showBuild(found);
    const two = await buildInfo({ threads: 2 });
    offerThreads(found.threads, two.threads < 2, navigator.hardwareConcurrency);
    works = true;
    render();
  } catch (error) {
    showState('Cannot train here');
    return showError(error, 'The page cannot train in this browser');
  }
  await desk.openFirst(await index);
  startKeeper(training.held, () => void offerKept());
  void keepOffline();
}

void begin();
