// No bundler: dist/ as it is, under weft/. Two instances and two sessions that know nothing of each other.

import { createSession, init } from './weft/browser.js';
import { d2l as bind } from './weft/d2l.js';

const model = [{ type: 'flatten' }, { type: 'linear', units: 10 }];

async function run() {
  const before = Object.keys(globalThis).length;
  const [a, b] = await Promise.all([init(), init()]);
  a.manualSeed(1);
  b.manualSeed(1);
  a.randn(100);
  const [first, other] = [b.randn(3).tolist(), a.randn(3).tolist()];
  a.manualSeed(1);
  const again = a.randn(3).tolist();
  let mixed = '';
  try {
    a.ones(2).add(b.ones(2));
  } catch (error) {
    mixed = error.message;
  }
  a.terminate();
  const x = b.arange(4, { dtype: 'float32' }).requiresGrad_();
  b.dot(x, x).mul(2).backward();

  const d2l = bind(b, { display: () => {} });
  const line = new d2l.LinearRegression({ lr: 0.1 });
  const data = new d2l.SyntheticRegressionData({ w: b.tensor([2, -3.4]), b: 4.2, numVal: 0 });
  new d2l.Trainer({ maxEpochs: 2 }).fit(line, data);

  const train = async () => {
    const session = await createSession({ model, data: { synthetic: { train: 2000, test: 200 } } });
    const losses = [];
    for await (const { result } of session.fit({ epochs: 3 })) if (result) losses.push(result.trainLoss);
    session.terminate();
    return { losses, info: session.info };
  };
  const [one, two] = await Promise.all([train(), train()]);
  return {
    grad: x.grad.tolist(),
    bias: line.getWB()[1].item(),
    losses: one.losses,
    same: two.losses,
    variant: one.info.variant,
    threads: one.info.threads,
    random: { first, other, again },
    mixed,
    globals: Object.keys(globalThis).length - before,
  };
}

run().then(
  (value) => (document.title = JSON.stringify({ value })),
  (error) => (document.title = JSON.stringify({ error: error.message })),
);
