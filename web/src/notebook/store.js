// The cells that somebody has edited, kept in this browser for all its tabs. Where storage is full or refused, the
// edits last as long as the page, and that is said once.

const PREFIX = 'weft notebook ';

/** @param {(message: string) => void} say @param {(id: string) => void} changedElsewhere    in another tab */
export function createStore(say, changedElsewhere) {
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

  addEventListener('storage', ({ key, newValue, storageArea }) => {
    if (storageArea !== localStorage) return;
    // No key: all was cleared.
    const ids = key === null ? [...edits.keys()] : key.startsWith(PREFIX) ? [key.slice(PREFIX.length)] : [];
    for (const id of ids) {
      if (newValue === null) edits.delete(id);
      else edits.set(id, newValue);
      changedElsewhere(id);
    }
  });

  return {
    /** What somebody has made of the cell. @param {string} id */
    get: (id) => edits.get(id),
    /** What is there already may come from another tab, which has gone on: it is not written back. @param {string} id @param {string} source */
    set(id, source) {
      if (edits.get(id) === source) return;
      edits.set(id, source);
      attempt(() => localStorage.setItem(PREFIX + id, source));
    },
    /** @param {string} id */
    remove(id) {
      if (!edits.delete(id)) return;
      attempt(() => localStorage.removeItem(PREFIX + id));
    },
    ids: () => [...edits.keys()],
  };
}
