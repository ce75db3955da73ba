// The package from another origin, as from a CDN: its address stands in the page's own.

const address = new URLSearchParams(location.search).get('weft');
const { createSession, init } = await import(address);
const { d2l: bind } = await import(new URL('d2l.js', address).href);
const weft = await init();
const x = weft.arange(4, { dtype: 'float32' }).requiresGrad_();
weft.dot(x, x).mul(2).backward();
const d2l = bind(weft, { display: () => {} });
const line = new d2l.LinearRegression({ lr: 0.1 });
const data = new d2l.SyntheticRegressionData({ w: weft.tensor([2, -3.4]), b: 4.2, numVal: 0 });
new d2l.Trainer({ maxEpochs: 2 }).fit(line, data);
const session = await createSession({
  model: [{ type: 'flatten' }, { type: 'linear', units: 10 }],
  data: { synthetic: { train: 2000, test: 200 } },
});
const losses = [];
for await (const { result } of session.fit({ epochs: 3 })) if (result) losses.push(result.trainLoss);
session.terminate();
const { variant, threads } = session.info;
document.title = JSON.stringify({
  value: { grad: x.grad.tolist(), bias: line.getWB()[1].item(), losses, variant, threads },
});
