// A run as a link: #hidden=256&act=relu&... What is left out is as by default; what is wrong is named, and
// its default taken.

import { ACTIVATIONS, DEFAULTS, MOST_LAYERS, OPTIMIZERS } from './config.js';
import { parse, shown } from './fields.js';

/** @typedef {import('./config.js').Config} Config */

/** A link's parts that are single numbers. @type {[string, 'dropout' | 'lr' | 'momentum' | 'weightDecay' | 'batch' | 'epochs' | 'seed' | 'threads'][]} */
const NUMBERS = [
  ['dropout', 'dropout'],
  ['lr', 'lr'],
  ['momentum', 'momentum'],
  ['decay', 'weightDecay'],
  ['batch', 'batch'],
  ['epochs', 'epochs'],
  ['seed', 'seed'],
  ['threads', 'threads'],
];

/** The data as a part of the link: 'served', 'synthetic:600', 'own'. @param {import('../data/sources.js').Source} source */
export const dataPart = ({ kind, key }) => (kind === 'synthetic' ? key.replace(' ', ':') : kind);

/** @param {Config} config @param {string} data    dataPart */
export function toLink(config, data) {
  const { hidden, activation, optimizer, threads } = config;
  const parts = [`hidden=${hidden.join(',')}`];
  if (hidden.length > 0) parts.push(`act=${activation}`);
  parts.push(`opt=${optimizer}`);
  for (const [part, name] of NUMBERS) {
    if (name === 'dropout' && hidden.length === 0) continue;
    if (name === 'momentum' && optimizer !== 'sgd') continue;
    if (name === 'threads' && threads === undefined) continue;
    parts.push(`${part}=${config[name]}`);
  }
  return `#${parts.join('&')}&data=${data}`;
}

/** As someone wrote it, as far as it can be read. @param {string} text */
export function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * @param {string} hash
 * @returns {{ config: Config, data?: string, messages: string[] } | undefined}    nothing where the hash is no link
 */
export function fromLink(hash) {
  if (!hash.includes('=')) return undefined;
  const config = { ...DEFAULTS, hidden: [...DEFAULTS.hidden] };
  /** @type {string[]} */
  const messages = [];
  /** @type {string | undefined} */
  let data;

  /** @param {string} part @param {string} message @param {unknown} instead */
  const wrong = (part, message, instead) =>
    messages.push(`link: ${part}: ${message}; ${instead} is used instead`);
  /** @template {string} T @param {string} part @param {string} text @param {Record<T, unknown>} table @param {T} usual @returns {T} */
  const oneOf = (part, text, table, usual) => {
    if (Object.hasOwn(table, text)) return /** @type {T} */ (text);
    wrong(part, `one of ${Object.keys(table).join(', ')}; ${shown(text)}`, usual);
    return usual;
  };

  for (const [part, text] of new URLSearchParams(hash.replace(/^#/, ''))) {
    const number = NUMBERS.find(([name]) => name === part);
    if (number) {
      const result = parse(number[1], text);
      if ('value' in result) config[number[1]] = result.value;
      else wrong(part, result.message, DEFAULTS[number[1]] ?? 'this browser’s number');
    } else if (part === 'hidden') {
      const units = text === '' ? [] : text.split(',').map((one) => parse('units', one));
      const bad = units.find((one) => 'message' in one);
      const usual = DEFAULTS.hidden.join();
      if (units.length > MOST_LAYERS)
        wrong(part, `at most ${MOST_LAYERS} layers; got ${units.length}`, usual);
      else if (bad && 'message' in bad) wrong(part, bad.message, usual);
      else config.hidden = units.flatMap((one) => ('value' in one ? one.value : []));
    } else if (part === 'act') {
      config.activation = oneOf(part, text, ACTIVATIONS, DEFAULTS.activation);
    } else if (part === 'opt') {
      config.optimizer = oneOf(part, text, OPTIMIZERS, DEFAULTS.optimizer);
    } else if (part === 'data') {
      data = text;
    } else {
      messages.push(`link: there is no part “${part.slice(0, 24)}”; it is left out`);
    }
  }
  if (config.optimizer !== 'sgd') config.momentum = DEFAULTS.momentum;
  return { config, data, messages };
}
