// The cells that somebody has edited, kept in this browser. Where storage is full or refused, the edits last as
// long as the page, and that is said once.

const PREFIX = 'weft notebook ';

/** @param {(message: string) => void} say */
export function createStore(say) {
  /** @type {Map<string, string>} */
  const edits = new Map();
  let hasSaid = false;

  /** @param {() => void} work */
  function attempt(work) {
    try {
      work();
    } catch (error) {
      if (hasSaid) return;
      hasSaid = true;
      const isFull = error instanceof DOMException && error.name === 'QuotaExceededError';
      say(
        `Edits are not kept when this page closes: ${isFull ? "this browser's storage is full" : 'this browser refuses storage'}. Export keeps them as a file`,
      );
    }
  }

  attempt(() => {
    for (let i = 0; i < localStorage.length; i++) {
      const key = localStorage.key(i) ?? '';
      if (key.startsWith(PREFIX)) edits.set(key.slice(PREFIX.length), localStorage.getItem(key) ?? '');
    }
  });

  return {
    /** What somebody has made of the cell. @param {string} id */
    get: (id) => edits.get(id),
    /** @param {string} id @param {string} source */
    set(id, source) {
      edits.set(id, source);
      attempt(() => localStorage.setItem(PREFIX + id, source));
    },
    /** @param {string} id */
    remove(id) {
      edits.delete(id);
      attempt(() => localStorage.removeItem(PREFIX + id));
    },
    ids: () => [...edits.keys()],
  };
}
