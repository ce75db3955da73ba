// A strict project in TypeScript that uses all of the package; it says at the end what came of it.

import { buildInfo, createSession, init, readSafetensors } from 'weft';
import type {
  BuildInfo,
  Layer,
  Progress,
  SafetensorsFile,
  Session,
  SessionOptions,
  Tensor,
  Weft,
} from 'weft';
import { d2l as bind } from 'weft/d2l';
import type { Batch, Classifier, D2l, Message } from 'weft/d2l';

/** Tensors: operations, gradients, lifetimes, the graph. */
function tensors(weft: Weft) {
  const W = weft.randn(3, 2).requiresGrad_();
  const optimizer = weft.optim.SGD([{ params: W, lr: 0.1 }], { lr: 0.01, momentum: 0.9 });
  const loss = weft.scope(() => {
    const x = weft.tensor([[1, 2, 3]], { dtype: 'float32' });
    const y = x.matmul(W).square().sum();
    optimizer.zeroGrad();
    y.backward();
    optimizer.step();
    return y;
  });
  const { values, indices } = W.max(1);
  const picture: string = weft.graph(loss, { names: { W }, format: 'svg' });
  const state: Record<string, Tensor> = optimizer.stateDict();
  for (const x of [values, indices, loss, ...Object.values(state)]) x.dispose();
  optimizer.dispose();
  return { svg: picture.startsWith('<svg'), grad: W.grad?.shape };
}

/** The book's classes: one's own model, data and training. */
function book(weft: Weft) {
  const shown: Message['type'][] = [];
  const d2l: D2l = bind(weft, { display: (message) => shown.push(message.type) });
  const { nn } = d2l;

  class MLP extends d2l.Classifier {
    declare lr: number;
    dropout = new nn.Dropout(0.1);
    override net = new nn.Sequential(new nn.LazyLinear(8), new nn.ReLU(), this.dropout, new nn.LazyLinear(2));
    constructor(options: { lr: number }) {
      super({ plotTrainPerEpoch: 1 });
      this.saveHyperparameters(options);
    }
    override trainingStep(batch: Batch) {
      return super.trainingStep(batch);
    }
    override configureOptimizers() {
      return weft.optim.Adam(this.parameters(), { lr: this.lr });
    }
  }
  class Points extends d2l.DataModule {
    batchSize = 20;
    X = weft.randn(100, 2);
    y = this.X.sum(1).gt(0).to('int64');
    override getDataloader(train: boolean) {
      return this.getTensorloader([this.X, this.y], train, train ? ':80' : '80:');
    }
  }
  weft.manualSeed(0);
  const model: Classifier = new MLP({ lr: 0.05 });
  const trainer = new d2l.Trainer({ maxEpochs: 20, gradientClipVal: 1 });
  trainer.fit(model, new Points());
  const table = d2l.readCsv('rooms,roof\n2,Slate\n,\n');
  const filled = d2l.getDummies(table, { dummyNa: true }).fillna(table.mean({ numericOnly: true }));
  d2l.plot([0, 1], weft.arange(2), { yScale: 'log', legend: ['a'] });
  d2l.showImages(weft.zeros(2, 4, 4), 1, 2, { titles: ['a', 'b'] });
  const last = trainer.results.at(-1);
  return {
    accurate: last !== undefined && last.valAcc > 0.8,
    names: model.namedParameters().map(([name]) => name),
    rows: filled.toTensor('float32').tolist() as number[][],
    shown: [...new Set(shown)],
  };
}

/** A session: a run of steps, kept and read. */
async function train() {
  const model: Layer[] = [{ type: 'flatten' }, { type: 'linear', units: 10 }];
  const options: SessionOptions = {
    model,
    data: { synthetic: { train: 500, test: 100 } },
    optimizer: { type: 'sgd', lr: 0.1 },
    schedule: { type: 'step', stepSize: 1 },
  };
  const session: Session = await createSession(options);
  const events: Progress[] = [];
  for await (const event of session.fit({ steps: 3 })) events.push(event);
  const bytes = await session.save({ weightsOnly: true, metadata: { by: 'me' } });
  const file: SafetensorsFile = readSafetensors(bytes);
  const info: BuildInfo = session.info;
  session.terminate();
  return {
    batch: events.at(-1)?.batch,
    by: file.metadata['by'],
    shape: file.tensors.get('1.weight')?.shape,
    variant: info.variant === (await buildInfo()).variant,
  };
}

const weft = await init({ threads: 1 });
console.log(JSON.stringify({ tensors: tensors(weft), book: book(weft), session: await train() }));
weft.terminate();

/** What must not pass; never called. */
export function mistakes(weft: Weft, d2l: D2l, x: Tensor) {
  // @ts-expect-error: the classes are those of d2l(weft)
  const exported: keyof typeof import('weft/d2l') = 'Trainer';
  // @ts-expect-error: only 'svg' and 'dot'
  weft.graph(x, { format: 'png' });
  // @ts-expect-error: no such method
  x.matmull(x);
  // @ts-expect-error: no such method
  new d2l.Trainer({ maxEpochs: 1 }).fitt();
  // @ts-expect-error: lr is missing
  new d2l.MLP({ numOutputs: 2, numHiddens: 3 });
  return exported;
}
