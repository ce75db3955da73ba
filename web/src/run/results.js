// The table with a row per epoch, and the same as a JSON file, in the format of the native program.

import { runJson } from '../board/run_json.js';
import { byId, make } from '../shell/dom.js';
import { figure } from '../shell/format.js';
import { save } from '../shell/save.js';
import { on } from './events.js';

/** @typedef {import('weft').EpochResult} EpochResult */

/** @type {{ info: import('weft').BuildInfo, data: string, seed: number, rows: EpochResult[] } | undefined} */
let run;

/** @param {EpochResult} result */
function addRow(result) {
  run?.rows.push(result);
  const { epoch, trainLoss, valLoss, valAcc, seconds } = result;
  const cells = [figure(trainLoss, 5), figure(valLoss), figure(valAcc), figure(seconds, 2)];
  byId('results-rows', HTMLElement).append(
    make('tr', {}, make('th', { scope: 'row' }, String(epoch)), ...cells.map((text) => make('td', {}, text))),
  );
  byId('results', HTMLElement).hidden = false;
  byId('save-json', HTMLButtonElement).hidden = false;
}

function json() {
  if (!run) return '';
  const { info, data, seed, rows } = run;
  return runJson({ ...info, data, seed, results: rows });
}

export function startResults() {
  on('begin', ({ run: { name, data, config }, session }) => {
    run = { info: session.info, data: session.dataset.name, seed: config.seed, rows: [] };
    byId('results-title', HTMLElement).textContent = `${name}; ${data}`;
    byId('results-rows', HTMLElement).replaceChildren();
    byId('save-json', HTMLButtonElement).hidden = true;
  });
  on('epoch', ({ result }) => {
    if (result.epoch > 0) addRow(result);
  });
  byId('save-json', HTMLButtonElement).addEventListener('click', () => {
    const file = new Blob([json()], { type: 'application/json' });
    save(file, `weft-${run?.data}-seed-${run?.seed}.json`);
  });
}
