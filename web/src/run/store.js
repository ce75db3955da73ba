// Where this browser keeps a run for the next visit: one file in the origin private file system, for one tab
// at a time. A writable stream becomes the file when it is closed, so that nothing is ever half-written.

const NAME = 'run.safetensors';
const LOCK = 'weft: the run that is kept';

/** In words, why a browser keeps nothing. @param {unknown} error */
function reason(error) {
  const name = error instanceof Error || error instanceof DOMException ? error.name : '';
  if (name === 'QuotaExceededError') return 'the browser’s storage is full';
  if (['SecurityError', 'NotAllowedError', 'InvalidStateError'].includes(name))
    return 'the browser refuses storage here';
  return `the browser’s storage failed: ${error instanceof Error ? error.message : error}`;
}

async function folder() {
  if (!navigator.storage?.getDirectory) throw new Error('there is none');
  return navigator.storage.getDirectory();
}

/** Ours until this tab closes; another tab may have it first. @param {() => void} onOwned */
export function claimStore(onOwned) {
  if (!navigator.locks) return onOwned();
  const forever = new Promise(() => {});
  navigator.locks
    .request(LOCK, () => {
      onOwned();
      return forever;
    })
    .catch(onOwned);
}

/** @returns {Promise<Blob | undefined>} */
export async function readKept() {
  try {
    return await (await (await folder()).getFileHandle(NAME)).getFile();
  } catch {
    return undefined;
  }
}

/** One after the other; a file that waits gives way to a newer one. */
let busy = Promise.resolve('');
/** @type {Uint8Array<ArrayBuffer> | undefined} */
let next;

/** @param {Uint8Array<ArrayBuffer>} file @returns {Promise<string>}    why it was not kept, if so */
export function writeKept(file) {
  next = file;
  busy = busy.then(async (before) => {
    if (!next) return before;
    const bytes = next;
    next = undefined;
    try {
      const handle = await (await folder()).getFileHandle(NAME, { create: true });
      const stream = await handle.createWritable();
      try {
        await stream.write(bytes);
      } catch (error) {
        await stream.abort().catch(() => {});
        throw error;
      }
      await stream.close();
      return '';
    } catch (error) {
      return reason(error);
    }
  });
  return busy;
}

export function removeKept() {
  next = undefined;
  busy = busy
    .then(
      async () => {
        await (await folder()).removeEntry(NAME).catch(() => {});
        return '';
      },
      () => '',
    )
    .catch(() => '');
}
