// What a saved run says of itself beside its numbers: the text `page` in the file's metadata. The settings
// stand there as a link.

import { DEFAULTS, OPTIMIZERS, layers } from '../settings/config.js';
import { dataPart, fromLink, toLink } from '../settings/link.js';

/** @typedef {import('../settings/config.js').Config} Config */
/** @typedef {import('weft').EpochResult} EpochResult */

/**
 * @typedef {object} About
 * @property {Config} config
 * @property {{ part: string, key: string, name: string }} [data]    as the link has it, the source's key, for people
 * @property {EpochResult} [first]    the point before training
 * @property {Date} [time]    when it was saved
 */

/** @param {import('./events.js').Run} run @param {import('./events.js').Source} source @param {EpochResult | undefined} first */
export function toMetadata({ config, data }, source, first) {
  const page = {
    link: toLink(config, dataPart(source)),
    data: { key: source.key, name: data },
    first: first && { valLoss: first.valLoss, valAcc: first.valAcc },
    time: new Date().toISOString(),
  };
  return { page: JSON.stringify(page) };
}

/**
 * Of a file of this page; of another one, as far as its model can stand in the form.
 * @param {string} who @param {Record<string, string>} metadata @param {Config} now    the settings, for what the file does not say
 * @returns {About}
 */
export function fromMetadata(who, metadata, now) {
  if (metadata.page === undefined) return { config: configOf(who, metadata, now) };
  const { link, data, first, time } = parse(who, 'page', metadata.page);
  const linked = fromLink(String(link));
  if (!linked || linked.messages.length > 0)
    throw new Error(`${who}: ${linked?.messages[0] ?? `its settings must be a link, got “${link}”`}`);
  return {
    config: linked.config,
    data: { part: linked.data ?? '', key: String(data?.key), name: String(data?.name) },
    ...(first && { first: { epoch: 0, trainLoss: NaN, ...first, seconds: 0 } }),
    time: new Date(time),
  };
}

/** @param {string} who @param {string} name @param {string} text */
function parse(who, name, text) {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new Error(`${who}: its ${name} must be JSON, got “${text.slice(0, 24)}”`);
  }
}

/** @param {string} who @param {Record<string, string>} metadata @param {Config} now @returns {Config} */
function configOf(who, metadata, now) {
  if (metadata.model === undefined) throw new Error(`${who}: it does not say which model its weights are of`);
  /** @type {any[]} */
  const model = [].concat(parse(who, 'model', metadata.model));
  const { type: kind, lr, momentum = 0, weightDecay } = parse(who, 'optimizer', metadata.optimizer ?? '{}');
  const type = isOptimizer(kind) ? kind : now.optimizer;
  /** @param {string[]} types */
  const first = (...types) => model.find((layer) => types.includes(layer?.type));
  const config = {
    ...now,
    hidden: model
      .filter((layer) => layer?.type === 'linear')
      .slice(0, -1)
      .map(({ units }) => units),
    activation: first('relu', 'sigmoid', 'tanh')?.type ?? DEFAULTS.activation,
    dropout: first('dropout')?.p ?? 0,
    optimizer: type,
    lr: lr ?? OPTIMIZERS[type].lr,
    momentum,
    weightDecay: weightDecay ?? OPTIMIZERS[type].weightDecay,
  };
  if (JSON.stringify(layers(config, model.at(-1)?.units)) !== JSON.stringify(model))
    throw new Error(`${who}: its model is none that the form can show: ${metadata.model}`);
  // By way of the link, which checks each value.
  const wrong = fromLink(toLink(config, 'own'))?.messages[0];
  if (wrong) throw new Error(`${who}: ${wrong}`);
  return config;
}

/** @param {unknown} name @returns {name is Config['optimizer']} */
const isOptimizer = (name) => typeof name === 'string' && Object.hasOwn(OPTIMIZERS, name);
