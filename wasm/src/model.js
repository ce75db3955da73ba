// A model as a list of layers: checked, and as the numbers that the module reads.

import { checkOptions, oneOf, show, wholeNumber } from './check.js';

/** In the order of make_layer in session.cpp. */
const LAYERS = /** @type {const} */ (['flatten', 'linear', 'relu', 'sigmoid', 'tanh']);
const MOST_UNITS = 1 << 20;

/**
 * Pairs of a layer's type and its units.
 * @param {string} who
 * @param {unknown} model
 * @returns {Int32Array}
 */
export function encodeModel(who, model) {
  if (!Array.isArray(model) || model.length === 0) {
    throw new Error(
      `${who}: model must be a list of layers, got ${Array.isArray(model) ? 'an empty one' : show(model)}`,
    );
  }
  return Int32Array.from(model.flatMap((layer, i) => encodeLayer(`${who}: model[${i}]`, layer)));
}

/** @param {string} who @param {unknown} layer */
function encodeLayer(who, layer) {
  const { type, units } = /** @type {{ type?: unknown, units?: unknown }} */ (
    checkOptions(who, layer, ['type', 'units'])
  );
  const known = oneOf(who, 'type', type, LAYERS);
  if (!known) throw new Error(`${who}: type must be one of ${LAYERS.join(', ')}, got undefined`);
  const needsUnits = known === 'linear';
  if (needsUnits !== (units !== undefined)) {
    throw new Error(
      needsUnits
        ? `${who}: a linear layer needs units`
        : `${who}: a ${known} layer has no units, got ${show(units)}`,
    );
  }
  return [LAYERS.indexOf(known), wholeNumber(who, 'units', units, 1, MOST_UNITS) ?? 0];
}
