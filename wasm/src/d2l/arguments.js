// Arguments that the book's classes share. A name means the same in each: sizes, probabilities, rates.

import { atLeast0, checkOptions, fraction, oneOf, show, wholeNumber } from '../check.js';

/** @typedef {import('../../d2l.js').ModelOptions} ModelOptions */
/** @typedef {import('../../d2l.js').Scale} Scale */

const MOST = 2 ** 31;

/** A whole number from 1 (or `least`), which must be there. @param {string} who @param {string} name @param {unknown} value @returns {number} */
export function sizeOf(who, name, value, least = 1) {
  if (value === undefined) throw new Error(`${who}: ${name} is missing`);
  return /** @type {number} */ (wholeNumber(who, name, value, least, MOST));
}

/** @type {Record<keyof ModelOptions, (who: string, name: string, value: unknown) => unknown>} */
const RULES = {
  numInputs: sizeOf,
  numOutputs: sizeOf,
  numHiddens: sizeOf,
  numHiddens1: sizeOf,
  numHiddens2: sizeOf,
  dropout1: fraction,
  dropout2: fraction,
  lr: atLeast0,
  sigma: atLeast0,
};

/**
 * The arguments of a model, all of which must be there but sigma.
 * @template {keyof ModelOptions} K
 * @param {string} who @param {unknown} options @param {readonly K[]} names
 * @returns {Required<Pick<ModelOptions, K>>}
 */
export function modelOptions(who, options, names) {
  const given = { ...checkOptions(who, options, names) };
  if (names.some((name) => name === 'sigma')) given.sigma ??= 0.01;
  for (const name of names) {
    if (given[name] === undefined)
      throw new Error(`${who}: ${name} is missing; the options are ${names.join(', ')}`);
    RULES[name](who, name, given[name]);
  }
  return /** @type {any} */ (given);
}

/** How axes look. @param {string} who @param {Record<string, any>} options @returns {Required<import('../../d2l.js').Looks>} */
export function looksOf(who, { xLabel = '', yLabel = '', xLim, yLim, xScale, yScale }) {
  return {
    xLabel: String(xLabel),
    yLabel: String(yLabel),
    xLim: limits(who, 'xLim', xLim),
    yLim: limits(who, 'yLim', yLim),
    xScale: scale(who, 'xScale', xScale),
    yScale: scale(who, 'yScale', yScale),
  };
}
export const LOOKS = ['xLabel', 'yLabel', 'xLim', 'yLim', 'xScale', 'yScale'];

/** @param {string} who @param {string} name @param {unknown} value @returns {import('../../d2l.js').Range} */
function limits(who, name, value = null) {
  if (value === null) return null;
  if (Array.isArray(value) && value.length === 2 && value.every(Number.isFinite))
    return /** @type {any} */ (value);
  throw new Error(
    `${who}: ${name} must be two numbers or null, got ${Array.isArray(value) ? `[${value}]` : show(value)}`,
  );
}

/** @param {string} who @param {string} name @param {unknown} value @returns {Scale} */
const scale = (who, name, value) => oneOf(who, name, value, ['linear', 'log']) ?? 'linear';
