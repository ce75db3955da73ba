// Which test programs lie beside the page, and which of them this browser runs.

import { buildInfo } from 'weft';

/** @typedef {{ variants: import('weft').Variant[], built: number, files: { name: string, size: number }[] }} Index    `built` in milliseconds since 1970 */
/** @typedef {{ variant: import('weft').Variant, reason: string }} Program    `reason`: why it does not run here, or empty */

export const FOLDER = new URL('selftest/', document.baseURI);
const MOST_THREADS = 8;

/** What the build has put there; undefined where it had no programs. @returns {Promise<Index | undefined>} */
export async function loadIndex() {
  const response = await fetch(new URL('index.json', FOLDER));
  if (!response.ok || !response.headers.get('Content-Type')?.includes('json')) return undefined;
  const index = await response.json();
  return index.variants.length ? index : undefined;
}

/** Best first. @param {Index} index @returns {Promise<Program[]>} */
export function loadPrograms({ variants }) {
  return Promise.all(
    variants.map((variant) =>
      buildInfo({ variant }).then(
        () => ({ variant, reason: '' }),
        ({ message }) => ({ variant, reason: String(message).replace(/^\w+: (variant [\w-]+ )?/, '') }),
      ),
    ),
  );
}

/** @param {import('weft').Variant} variant */
export const threadsOf = (variant) =>
  variant.endsWith('threads') ? Math.min(MOST_THREADS, navigator.hardwareConcurrency) : 1;
