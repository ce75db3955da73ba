// Measures epochs of the notebook's MLP by a session, which has a worker of its own. The first epoch is for warming.

import { createSession } from 'weft';

const ROLES = ['trainImages', 'trainLabels', 'testImages', 'testLabels'];

/** Fashion-MNIST where the page is served with it, else the synthetic set of its size. @returns {Promise<import('weft').Data>} */
async function dataHere() {
  const folder = new URL('data/', document.baseURI);
  try {
    const { files } = await (await fetch(new URL('index.json', folder))).json();
    const addresses = ROLES.map((role) => [role, new URL(files[role], folder)]);
    if (ROLES.every((role) => files[role])) return Object.fromEntries(addresses);
  } catch {
    // No list of files: nothing is served.
  }
  return { synthetic: { train: 60_000, test: 10_000 } };
}

/**
 * @param {import('./jobs.js').Job} job @param {import('./jobs.js').Effort} effort
 * @param {(share: number) => void} onProgress @param {AbortSignal} signal
 * @returns {Promise<import('./figures.js').Measurement>}
 */
export async function measureEpoch(job, effort, onProgress, signal) {
  const session = await createSession({
    model: [
      { type: 'flatten' },
      { type: 'linear', units: 256 },
      { type: 'relu' },
      { type: 'linear', units: 10 },
    ],
    data: await dataHere(),
    optimizer: { type: 'sgd', lr: 0.1 },
    batchSize: 256,
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
