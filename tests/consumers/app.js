// What every project does with the package: a gradient and a class of the book on its own thread, and a training
// in the worker.

import { createSession, init } from 'weft';
import { d2l as bind } from 'weft/d2l';

/** @param {{ wasm?: string }} [options]    where a bundle does not know its own address */
export async function run(options = {}) {
  const weft = await init(options);
  const x = weft.arange(4, { dtype: 'float32' }).requiresGrad_();
  weft.dot(x, x).mul(2).backward();
  const d2l = bind(weft, { display: () => {} });
  const line = new d2l.LinearRegression({ lr: 0.1 });
  const data = new d2l.SyntheticRegressionData({ w: weft.tensor([2, -3.4]), b: 4.2, numVal: 0 });
  new d2l.Trainer({ maxEpochs: 2 }).fit(line, data);
  const session = await createSession({
    model: [{ type: 'flatten' }, { type: 'linear', units: 10 }],
    data: { synthetic: { train: 2000, test: 200 } },
    ...options,
  });
  const losses = [];
  for await (const { result } of session.fit({ epochs: 3 })) if (result) losses.push(result.trainLoss);
  session.terminate();
  const { variant, threads } = session.info;
  return { grad: x.grad.tolist(), bias: line.getWB()[1].item(), losses, variant, threads };
}
