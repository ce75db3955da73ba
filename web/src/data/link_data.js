// Data in a link: 'served', 'synthetic:600', 'own'.

import { parse, shown } from '../settings/fields.js';
import { syntheticSource } from './sources.js';

/** @typedef {import('./sources.js').Source} Source */

/** @param {Source} source */
export const linkName = ({ kind, key }) => (kind === 'synthetic' ? key.replace(' ', ':') : kind);

const USUAL = { served: 'the served data are', synthetic: 'synthetic data are', own: 'your own files are' };

/**
 * @param {string | undefined} name @param {Source} usual    what the page begins with
 * @returns {{ source: Source, images?: number, message?: string }}
 */
export function linkedSource(name, usual) {
  if (name === undefined || name === usual.kind) return { source: usual };
  /** @param {string} why */
  const wrong = (why) => ({
    source: usual,
    message: `link: data: ${why}; ${USUAL[usual.kind]} used instead`,
  });
  const synthetic = /^synthetic:(.*)$/.exec(name);
  if (synthetic) {
    const images = parse('images', synthetic[1] ?? '');
    if ('message' in images) return wrong(images.message);
    return { source: syntheticSource(images.value), images: images.value };
  }
  if (name === 'own') return wrong('your own files are not part of a link, choose them again');
  if (name === 'served') return wrong('no files are served with this page');
  return wrong(`one of served, synthetic:600, own; ${shown(name)}`);
}
