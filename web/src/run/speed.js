// How fast a run is, from the images a second: operations are counted as in settings/cost.js.

import { cost } from '../settings/cost.js';

/**
 * @param {number} imagesPerSecond
 * @param {{ config: import('../settings/config.js').Config, inputs: number, outputs: number }} model
 */
export function speed(imagesPerSecond, { config, inputs, outputs }) {
  const { training } = cost(config, inputs, outputs);
  return {
    gflops: (imagesPerSecond * training) / 1e9,
    milliseconds: (1000 * config.batch) / imagesPerSecond,
  };
}
