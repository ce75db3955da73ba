// The learning rate as a slider, ten positions a power of ten, in step with its field; and the values that
// go with an optimizer, offered until someone chooses their own.

import { byId } from '../shell/dom.js';
import { OPTIMIZERS } from './config.js';
import { parse } from './fields.js';

/** @typedef {import('./config.js').Config} Config */

const slider = () => byId('lr-slider', HTMLInputElement);
const rate = () => byId('lr', HTMLInputElement);
const decay = () => byId('weightDecay', HTMLInputElement);

/** What someone chose. */
const chosen = { lr: false, weightDecay: false };

/** The slider follows the field, as far as that holds a number. */
function followRate() {
  const typed = parse('lr', rate().value);
  if ('message' in typed) return;
  slider().value = String(Math.log10(typed.value));
  slider().setAttribute('aria-valuetext', String(typed.value));
}

/** Values from a link or a file: those that are not usual are someone's choice. @param {Config} config */
export function adopt({ optimizer, lr, weightDecay }) {
  chosen.lr = lr !== OPTIMIZERS[optimizer].lr;
  chosen.weightDecay = weightDecay !== OPTIMIZERS[optimizer].weightDecay;
  followRate();
}

/** @param {Config['optimizer']} optimizer */
export function offerUsual(optimizer) {
  const usual = OPTIMIZERS[optimizer];
  if (!chosen.lr) rate().value = String(usual.lr);
  if (!chosen.weightDecay) decay().value = String(usual.weightDecay);
  followRate();
}

export function startRate() {
  rate().addEventListener('input', () => {
    chosen.lr = true;
    followRate();
  });
  decay().addEventListener('input', () => (chosen.weightDecay = true));
  slider().addEventListener('input', () => {
    rate().value = String(Number((10 ** Number(slider().value)).toPrecision(2)));
    // The field's own listeners take away its message.
    rate().dispatchEvent(new Event('input', { bubbles: true }));
  });
  followRate();
}
