// The package from another origin, as from a CDN: its address stands in the page's own.

const { createSession, init } = await import(new URLSearchParams(location.search).get('weft'));
const weft = await init();
const x = weft.arange(4, { dtype: 'float32' }).requiresGrad_();
weft.dot(x, x).mul(2).backward();
const session = await createSession({
  model: [{ type: 'flatten' }, { type: 'linear', units: 10 }],
  data: { synthetic: { train: 2000, test: 200 } },
});
const losses = [];
for await (const { result } of session.fit({ epochs: 3 })) if (result) losses.push(result.trainLoss);
session.terminate();
const { variant, threads } = session.info;
document.title = JSON.stringify({ value: { grad: x.grad.tolist(), losses, variant, threads } });
