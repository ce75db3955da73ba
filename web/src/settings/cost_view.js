// How large the model of the settings is, for the data that is open.

import { byId } from '../shell/dom.js';
import { count } from '../shell/format.js';
import { on } from '../run/events.js';
import { cost } from './cost.js';

let [inputs, outputs] = [784, 10];

/** @param {number} operations */
const millions = (operations) => `${(operations / 1e6).toPrecision(3)} million`;

/** @param {import('./config.js').Config} config */
export function showCost(config) {
  const { parameters, forward, training } = cost(config, inputs, outputs);
  byId('cost', HTMLElement).textContent =
    `${count(parameters)} parameters. An example takes ${millions(forward)} operations forward, ` +
    `${millions(training)} in training.`;
}

/** @param {() => import('./config.js').Config} configNow */
export function startCost(configNow) {
  on('ready', ({ session: { dataset }, source }) => {
    inputs = dataset.shape.reduce((product, size) => product * size, 1);
    outputs = source.outputs;
    showCost(configNow());
  });
  showCost(configNow());
}
