// A model as a list of layers: checked, and as the numbers that the module reads.

import { checkOptions, fraction, oneOf, positiveNumber, show, wholeNumber } from './check.js';

const MOST_UNITS = 1 << 20;

/**
 * In the order of make_layer in plan.cpp: the options of each layer, and its two numbers.
 * @type {Record<string, { options: string[], numbers: (who: string, layer: Record<string, unknown>) => number[] }>}
 */
const LAYERS = {
  flatten: { options: [], numbers: () => [0, 0] },
  linear: {
    options: ['units', 'bias'],
    numbers(who, { units, bias = true }) {
      if (units === undefined) throw new Error(`${who}: a linear layer needs units`);
      if (typeof bias !== 'boolean') throw new Error(`${who}: bias must be true or false, got ${show(bias)}`);
      return [wholeNumber(who, 'units', units, 1, MOST_UNITS) ?? 0, Number(bias)];
    },
  },
  relu: { options: [], numbers: () => [0, 0] },
  sigmoid: { options: [], numbers: () => [0, 0] },
  tanh: { options: [], numbers: () => [0, 0] },
  dropout: { options: ['p'], numbers: (who, { p }) => [fraction(who, 'p', p) ?? 0.5, 0] },
  layerNorm: { options: ['eps'], numbers: (who, { eps }) => [positiveNumber(who, 'eps', eps) ?? 1e-5, 0] },
  logSoftmax: { options: [], numbers: () => [0, 0] },
};
const TYPES = Object.keys(LAYERS);

/**
 * How many layers, and each layer's type and two numbers.
 * @param {string} who @param {unknown} model @returns {number[]}
 */
export function encodeModel(who, model) {
  if (!Array.isArray(model) || model.length === 0) {
    throw new Error(
      `${who}: model must be a list of layers, got ${Array.isArray(model) ? 'an empty one' : show(model)}`,
    );
  }
  return [model.length, ...model.flatMap((layer, i) => encodeLayer(`${who}: model[${i}]`, layer))];
}

/** @param {string} who @param {unknown} layer */
function encodeLayer(who, layer) {
  if (typeof layer !== 'object' || layer === null)
    throw new Error(`${who}: must be an object as { type: 'relu' }, got ${show(layer)}`);
  const given = /** @type {Record<string, unknown>} */ (layer);
  const type = oneOf(who, 'type', given.type, TYPES);
  if (!type) throw new Error(`${who}: type must be one of ${TYPES.join(', ')}, got undefined`);
  checkOptions(`${who}: a ${type} layer`, given, ['type', ...LAYERS[type].options]);
  return [TYPES.indexOf(type), ...LAYERS[type].numbers(who, given)];
}
