// A session as a safetensors file: its layers under the names that PyTorch's nn.Sequential gives them
// ("1.weight"), and beside them, unless weights alone are wanted, all that the run is: optimizer.*,
// board.*, trainer.*, generator.

import { bytesOf, decodeSafetensors, encodeSafetensors } from './safetensors.js';

/** @typedef {import('./engine.js').Engine} Engine */

// What the module calls the layers of a whole run.
const LAYERS = 'model.net.';

/**
 * @param {Engine} engine @param {number} session @param {boolean} weightsOnly
 * @param {Record<string, string>} metadata
 */
export function saveSession(engine, session, weightsOnly, metadata) {
  const state = engine.pointer('session_save', session, weightsOnly);
  try {
    const tensors = Array.from({ length: engine.call('state_count', state) }, (_, i) => {
      const name = engine.text('state_name', state, i);
      const [dtype, begin, ...shape] = engine.numbers('state_tensor', [state, i], 1);
      return {
        name: name.startsWith(LAYERS) ? name.slice(LAYERS.length) : name,
        dtype,
        shape,
        bytes: engine.bytes().subarray(begin, begin + bytesOf(dtype, shape)),
      };
    });
    return encodeSafetensors({ tensors, metadata });
  } finally {
    engine.call('state_delete', state);
  }
}

/**
 * Goes on with the run of such a file; weights alone begin a new one. An error changes nothing.
 * @param {Engine} engine @param {number} session @param {string} who @param {Uint8Array} file
 * @param {Record<string, string>} metadata    what this session would write
 */
export function loadSession(engine, session, who, file, metadata) {
  const { tensors, metadata: theirs } = decodeSafetensors(who, file);
  const weightsOnly = !tensors.some(({ name }) => name === 'trainer.position');
  const [was, is] = [typeOf(theirs.optimizer), typeOf(metadata.optimizer)];
  if (!weightsOnly && was !== is) {
    throw new Error(
      `${who}: was trained with optimizer ${was}, this session has ${is}; a file of save({ weightsOnly: true }) suits any`,
    );
  }
  const state = engine.pointer('state_new');
  try {
    for (const [i, { name, dtype, shape, bytes }] of tensors.entries()) {
      const known = weightsOnly || !/^\d/.test(name) ? name : LAYERS + name;
      const sizes = new Uint8Array(BigInt64Array.from([...shape, 0], BigInt).buffer);
      engine.lend(new TextEncoder().encode(`${known}\0`), (text) =>
        engine.lend(sizes, (at) => engine.call('state_add', state, text, dtype, at, shape.length)),
      );
      const [, begin] = engine.numbers('state_tensor', [state, i], 1);
      engine.bytes().set(bytes, begin);
    }
    engine.call('session_load', session, state, weightsOnly);
  } finally {
    engine.call('state_delete', state);
  }
}

/** @param {string | undefined} optimizer    as JSON */
function typeOf(optimizer) {
  try {
    return JSON.parse(optimizer ?? '{}').type;
  } catch {
    return undefined;
  }
}
