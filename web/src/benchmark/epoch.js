// Measures epochs of the notebook's MLP by a session, which has a worker of its own. The first epoch is for warming.

import { createSession } from 'weft';
import { ROLES } from '../data/files.js';
import { servedIndex } from '../data/index_file.js';
import { DEFAULTS, layers, optimizer } from '../settings/config.js';

/** Fashion-MNIST where the page is served with it, else the synthetic set of its size. @returns {Promise<import('weft').Data>} */
async function dataHere() {
  const index = await servedIndex();
  if (!index) return { synthetic: { train: 60_000, test: 10_000 } };
  const address = (/** @type {import('../data/files.js').Role} */ role) =>
    new URL(`data/${index.files[role]}`, document.baseURI);
  return /** @type {import('weft').Data} */ (Object.fromEntries(ROLES.map((role) => [role, address(role)])));
}

/**
 * @param {import('./jobs.js').Job} job @param {import('./jobs.js').Effort} effort
 * @param {(share: number) => void} onProgress @param {AbortSignal} signal
 * @returns {Promise<import('./figures.js').Measurement>}
 */
export async function measureEpoch(job, effort, onProgress, signal) {
  const session = await createSession({
    model: layers(DEFAULTS, 10),
    data: await dataHere(),
    optimizer: optimizer(DEFAULTS),
    batchSize: DEFAULTS.batch,
    threads: job.threads,
    checkpoints: false,
    signal,
  });
  try {
    const samples = [];
    for await (const { fraction, result } of session.fit({ epochs: 1 + effort.epochs, signal })) {
      onProgress(fraction);
      if (result && result.epoch > 1) samples.push(result.seconds);
    }
    signal.throwIfAborted();
    const { name, train } = session.dataset;
    const names = {
      'fashion-mnist': 'Fashion-MNIST',
      synthetic: 'synthetic data',
      custom: 'the served files',
    };
    const { version } = session.info;
    return {
      job,
      samples,
      version,
      images: train,
      data: `${names[name]}, ${train.toLocaleString('en')} images`,
    };
  } finally {
    session.terminate();
  }
}
