// Models to begin with, each of which every part can be changed of.

/** @typedef {import('./config.js').Config} Config */
/** @typedef {Pick<Config, 'hidden' | 'activation' | 'dropout'>} Model */

/** @type {Record<'softmax' | 'mlp' | 'dropout' | 'deep', Model>} */
export const PRESETS = {
  softmax: { hidden: [], activation: 'relu', dropout: 0 },
  mlp: { hidden: [256], activation: 'relu', dropout: 0 },
  // 5.6 of the book.
  dropout: { hidden: [256, 256], activation: 'relu', dropout: 0.5 },
  deep: { hidden: [512, 256, 128], activation: 'relu', dropout: 0.2 },
};

/** @param {string} name @returns {name is keyof typeof PRESETS} */
export const isPreset = (name) => Object.hasOwn(PRESETS, name);

/** The preset that this model is, or 'own'. @param {Model} model @returns {keyof typeof PRESETS | 'own'} */
export function presetOf({ hidden, activation, dropout }) {
  const same = (/** @type {Model} */ preset) =>
    preset.hidden.join() === hidden.join() &&
    // Without hidden layers there is nothing to activate or to leave out.
    (hidden.length === 0 || (preset.activation === activation && preset.dropout === dropout));
  const found = Object.entries(PRESETS).find(([, preset]) => same(preset))?.[0];
  return found && isPreset(found) ? found : 'own';
}
