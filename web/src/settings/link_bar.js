// The address bar holds the link of what is set; a button copies it; a link that is opened sets it.

import { byId } from '../shell/dom.js';
import { fromLink, toLink } from './link.js';

const HINT = 'A link to these settings: it repeats the run.';

/** @param {import('./config.js').Config} config @param {string} data */
export function keepLink(config, data) {
  const hash = toLink(config, data);
  if (hash !== location.hash) history.replaceState(history.state, '', hash);
  say(data === 'own' ? 'A link to these settings; your own files are not part of it.' : HINT);
}

/** What the address asks for. */
export const readLink = () => fromLink(location.hash);

/** @param {string} text */
const say = (text) => (byId('copied', HTMLElement).textContent = text);

/** @param {() => void} onLink    the address is another */
export function startLink(onLink) {
  addEventListener('hashchange', onLink);
  byId('copy-link', HTMLButtonElement).addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      say('Copied.');
    } catch {
      say('This browser does not let the page copy; the address bar has the link.');
    }
  });
}
