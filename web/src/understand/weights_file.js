// The weights as they are now: what a session saves, as arrays.

import { readSafetensors } from 'weft';
import { layers } from '../settings/config.js';

/** @typedef {{ shape: readonly number[], data: Float32Array }} Weights */

/** @param {import('./subject.js').Subject} subject @returns {Promise<Map<string, Weights>>} */
export async function currentWeights({ session }) {
  const { tensors } = readSafetensors(await session.save({ weightsOnly: true }));
  return /** @type {Map<string, Weights>} */ (tensors);
}

/** The model's layers, as the session was opened with. @param {import('./subject.js').Subject} subject */
export const layersOf = ({ config, source }) => layers(config, source.outputs);
