// What every project does with the package: a gradient on its own thread, and a training in the worker.

import { createSession, init } from 'weft';

/** @param {{ wasm?: string }} [options]    where a bundle does not know its own address */
export async function run(options = {}) {
  const weft = await init(options);
  const x = weft.arange(4, { dtype: 'float32' }).requiresGrad_();
  weft.dot(x, x).mul(2).backward();
  const session = await createSession({
    model: [{ type: 'flatten' }, { type: 'linear', units: 10 }],
    data: { synthetic: { train: 2000, test: 200 } },
    ...options,
  });
  const losses = [];
  for await (const { result } of session.fit({ epochs: 3 })) if (result) losses.push(result.trainLoss);
  session.terminate();
  return { grad: x.grad.tolist(), losses, variant: session.info.variant, threads: session.info.threads };
}
