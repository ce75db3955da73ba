// Loss, optimizer and schedule: checked, and with the model as the numbers that plan.h reads.

import {
  atLeast0,
  checkOptions,
  fraction,
  numberList,
  oneOf,
  positiveNumber,
  show,
  wholeNumber,
} from './check.js';
import { encodeModel } from './model.js';

const MOST_EPOCHS = 1_000_000;

/** @typedef {Record<string, unknown>} Options */
/** @typedef {(who: string, options: Options) => number[]} Encode */

/** In the order of Loss in plan.h: the option of each, and its number. @type {Record<string, { options: string[], number: (who: string, o: Options) => number }>} */
const LOSSES = {
  crossEntropy: {
    options: ['labelSmoothing'],
    number: (who, o) => fraction(who, 'labelSmoothing', o.labelSmoothing) ?? 0,
  },
  nll: { options: [], number: () => 0 },
  mse: { options: [], number: () => 0 },
  l1: { options: [], number: () => 0 },
  huber: { options: ['delta'], number: (who, o) => positiveNumber(who, 'delta', o.delta) ?? 1 },
  bceWithLogits: { options: [], number: () => 0 },
};
/** Losses whose labels are class numbers. */
const CLASSIFYING = ['crossEntropy', 'nll'];

/** beta1, beta2, weight decay, nothing, eps. @type {(decay: number) => Encode} */
const adam = (decay) => (who, o) => [
  ...betas(who, o.betas),
  atLeast0(who, 'weightDecay', o.weightDecay) ?? decay,
  0,
  positiveNumber(who, 'eps', o.eps) ?? 1e-8,
];
const ADAM = ['lr', 'betas', 'eps', 'weightDecay'];

/** In the order of make_optimizer in plan.cpp. @type {Record<string, { options: string[], lr: number, numbers: Encode }>} */
const OPTIMIZERS = {
  sgd: {
    options: ['lr', 'momentum', 'dampening', 'weightDecay', 'nesterov'],
    lr: 0.1,
    numbers: (who, o) => [
      atLeast0(who, 'momentum', o.momentum) ?? 0,
      atLeast0(who, 'dampening', o.dampening) ?? 0,
      atLeast0(who, 'weightDecay', o.weightDecay) ?? 0,
      Number(Boolean(o.nesterov)),
      0,
    ],
  },
  adam: { options: ADAM, lr: 0.001, numbers: adam(0) },
  adamW: { options: ADAM, lr: 0.001, numbers: adam(0.01) },
};

/** In the order of make_rule in plan.cpp, from 1. @type {Record<string, { options: string[], numbers: Encode }>} */
const SCHEDULES = {
  step: {
    options: ['stepSize', 'gamma'],
    numbers: (who, o) => [needed(who, 'stepSize', o.stepSize), gamma(who, o)],
  },
  multiStep: {
    options: ['milestones', 'gamma'],
    numbers: (who, o) => [gamma(who, o), ...numberList(who, 'milestones', o.milestones)],
  },
  exponential: { options: ['gamma'], numbers: (who, o) => [gamma(who, o)] },
  cosine: {
    options: ['tMax', 'etaMin'],
    numbers: (who, o) => [needed(who, 'tMax', o.tMax), atLeast0(who, 'etaMin', o.etaMin) ?? 0],
  },
  linear: {
    options: ['startFactor', 'endFactor', 'totalIters'],
    numbers: (who, o) => [
      positiveNumber(who, 'startFactor', o.startFactor) ?? 1 / 3,
      positiveNumber(who, 'endFactor', o.endFactor) ?? 1,
      wholeNumber(who, 'totalIters', o.totalIters, 1, MOST_EPOCHS) ?? 5,
    ],
  },
};
/**
 * @param {string} who @param {Options} options    of createSession
 * @returns {{ numbers: number[], classifies: boolean }}
 */
export function encodePlan(who, { model, loss, optimizer, schedule, gradientClip }) {
  const [lossType, lossOptions] = typed(`${who}: loss`, loss, LOSSES, 'crossEntropy');
  const [type, options] = typed(`${who}: optimizer`, optimizer, OPTIMIZERS, 'sgd');
  const { lr, numbers } = OPTIMIZERS[type];
  const rates = [
    positiveNumber(`${who}: optimizer`, 'lr', options.lr) ?? lr,
    ...numbers(`${who}: optimizer`, options),
  ];
  return {
    numbers: [
      Object.keys(LOSSES).indexOf(lossType),
      LOSSES[lossType].number(`${who}: loss`, lossOptions),
      positiveNumber(who, 'gradientClip', gradientClip) ?? 0,
      Object.keys(OPTIMIZERS).indexOf(type),
      ...rates,
      ...encodeSchedule(`${who}: schedule`, schedule),
      ...encodeModel(who, model),
    ],
    classifies: CLASSIFYING.includes(lossType),
  };
}

/** @param {string} who @param {unknown} schedule */
function encodeSchedule(who, schedule) {
  if (schedule === undefined) return [0, 0];
  const [type, options] = typed(who, schedule, SCHEDULES);
  const numbers = SCHEDULES[type].numbers(who, options);
  return [1 + Object.keys(SCHEDULES).indexOf(type), numbers.length, ...numbers];
}

/**
 * A name, or an object whose type is one; only with the options that such a thing has.
 * @param {string} who @param {unknown} input @param {Record<string, { options: string[] }>} table @param {string} [usual]
 * @returns {[string, Options]}
 */
function typed(who, input = {}, table, usual) {
  const given = typeof input === 'string' ? { type: input } : input;
  if (typeof given !== 'object' || given === null)
    throw new Error(`${who}: must be a name, or an object with its type, got ${show(input)}`);
  const options = /** @type {Options} */ (given);
  const names = Object.keys(table);
  const type = oneOf(who, 'type', options.type ?? usual, names);
  if (!type) throw new Error(`${who}: type must be one of ${names.join(', ')}, got undefined`);
  checkOptions(`${who}: ${type}`, options, ['type', ...table[type].options]);
  return [type, options];
}

/** @param {string} who @param {string} name @param {unknown} value */
function needed(who, name, value) {
  const number = wholeNumber(who, name, value, 1, MOST_EPOCHS);
  if (number === undefined) throw new Error(`${who}: needs ${name}, a number of epochs`);
  return number;
}

/** @param {string} who @param {Options} options */
const gamma = (who, options) => positiveNumber(who, 'gamma', options.gamma) ?? 0.1;

/** @param {string} who @param {unknown} value @returns {number[]} */
function betas(who, value = [0.9, 0.999]) {
  const [first, second, ...more] = numberList(who, 'betas', value);
  if (second === undefined || more.length > 0 || !(first < 1 && second < 1))
    throw new Error(`${who}: betas must be two numbers from 0 to below 1, got [${value}]`);
  return [first, second];
}
