// The classes of 'weft/d2l': models, layers, training. They are made and extended through what `d2l(weft)` gives.

import type { DataLoader, DataModule } from './d2l_data.js';
import type { Looks } from './d2l_messages.js';
import type { Optimizer, Tensor } from './index.js';

/** What keeps its constructor's arguments. In TypeScript, `declare lr: number` gives such a property its type. */
export interface HyperParameters {
  /** The saved values by name, in the order in which they were saved. */
  hparams: Record<string, any>;
  /** Keeps values under their names, as properties and in hparams, without those that `ignore` lists. */
  saveHyperparameters(values: object, options?: { ignore?: readonly string[] }): void;
}

export interface BoardOptions extends Looks {
  /** false collects points without showing them. */
  display?: boolean;
}

/** Curves that grow, shown as they do: at most ten times a second, and when the thread is free. */
export interface ProgressBoard extends HyperParameters, Required<BoardOptions> {
  /** In the order in which their labels were first used. */
  readonly series: Map<string, { xs: number[]; ys: number[]; style: string }>;
  /** Once everyN points (1) of that label are in, draws their mean and starts again. Tensors have one element. */
  draw(x: number | Tensor, y: number | Tensor, label: string, everyN?: number): void;
  /** Shows at once the points that wait for others. */
  flush(): void;
  /** An empty board: what is drawn next is another picture. */
  clear(): void;
}

/** nn.Module of PyTorch: parameters and other modules are what its properties hold. */
export interface NnModule extends HyperParameters {
  /** Training or evaluation, which dropout tells apart. */
  training: boolean;
  /** Not there yet is an error. */
  forward(x: Tensor, ...more: any[]): Tensor;
  /** By the names of the properties that hold them: 'net.1.weight'. Those of lazy layers come with the first input. */
  namedParameters(prefix?: string): [string, Tensor][];
  parameters(): Tensor[];
  /** Sets `training` here and in all parts. */
  train(training?: boolean): this;
  eval(): this;
}

/** weight (outFeatures, inFeatures) and bias (outFeatures) start uniform in +-1/sqrt(inFeatures), with PyTorch's numbers. */
export interface LinearLayer extends NnModule {
  readonly outFeatures: number;
  /** Not there in a lazy layer before its first input. */
  weight?: Tensor;
  bias?: Tensor;
}

export interface Sequential extends NnModule {
  layers: NnModule[];
}

/** Layers under PyTorch's names. */
export interface Nn {
  /** For layers of one's own. */
  readonly Module: new () => NnModule;
  /** A tensor that a module has for itself: it requires gradients, and no scope ends it. */
  readonly Parameter: { new (data: Tensor): Tensor; (data: Tensor): Tensor };
  /** (..., inFeatures) to (..., outFeatures): x W^T + b. */
  readonly Linear: new (inFeatures: number, outFeatures: number) => LinearLayer;
  /** Learns inFeatures from its first input. */
  readonly LazyLinear: new (outFeatures: number) => LinearLayer;
  /** (N, ...) to (N, product of the others). */
  readonly Flatten: new () => NnModule;
  readonly ReLU: new () => NnModule;
  /** While training, zeros with probability p (0.5), and the others divided by 1 - p. */
  readonly Dropout: new (p?: number) => NnModule;
  /** One after the other. */
  readonly Sequential: new (...layers: NnModule[]) => Sequential;
}

/** A list whose last item is the label. */
export type Batch = readonly Tensor[];

export interface ModuleOptions {
  /** Points of the training loss that an epoch draws, 2 without. */
  plotTrainPerEpoch?: number;
  /** Points of what validation finds, 1 without. */
  plotValidPerEpoch?: number;
}

/** A model: a network with its loss, its optimizer and what it plots. */
export interface Module extends NnModule {
  /** What `forward` runs unless overridden. */
  net?: NnModule;
  board: ProgressBoard;
  /** Set by `Trainer.fit`. */
  trainer?: Trainer;
  /** One number, to go down; not there yet is an error. */
  loss(yHat: Tensor, y: Tensor): Tensor;
  /** A point at the trainer's place, x in epochs, under train_KEY or val_KEY; an error outside `Trainer.fit`. */
  plot(key: string, value: Tensor | number, train: boolean): void;
  /** Runs the model once, so that its lazy layers draw their parameters now. */
  applyInit(inputs: Batch): void;
  /** The loss of a batch, which is plotted, too. */
  trainingStep(batch: Batch): Tensor;
  /** Plots what a batch of the validation data comes to. */
  validationStep(batch: Batch): void;
  /** SGD over the parameters with the hyperparameter lr, unless overridden. */
  configureOptimizers(): Steps;
}

/** As much of an optimizer as the trainer needs. */
export type Steps = Pick<Optimizer, 'step' | 'zeroGrad'>;

/** A model whose labels are class numbers: scores (N, ..., classes), labels int64 with as many elements as rows. */
export interface Classifier extends Module {
  /** Cross-entropy of scores: the mean, or with averaged = false one value an example. */
  loss(YHat: Tensor, Y: Tensor, averaged?: boolean): Tensor;
  /** Whether the largest score is the label's: the mean, or one value an example. */
  accuracy(YHat: Tensor, Y: Tensor, averaged?: boolean): Tensor;
  /** Shows a line for each layer of a sequential net: what it makes of random numbers of this shape. */
  layerSummary(shape: readonly number[]): void;
}

/** Means over examples; trainLoss is that seen while training. NaN without validation. */
export interface EpochResult {
  /** Counting from 1. */
  epoch: number;
  trainLoss: number;
  valLoss: number;
  /** From 0 to 1; NaN for models that do not plot 'acc'. */
  valAcc: number;
  /** Of training and validation. */
  seconds: number;
}

export interface TrainerOptions {
  maxEpochs: number;
  /** weft runs on processors. */
  numGpus?: 0;
  /** The most that the joint L2 norm of all gradients may be; 0, without, does not clip. */
  gradientClipVal?: number;
}

/** Trains a model on data; each step runs in a scope, so that nothing of it stays in memory. */
export interface Trainer extends HyperParameters {
  readonly maxEpochs: number;
  readonly gradientClipVal: number;
  /** One for each complete epoch of the last `fit`. */
  results: EpochResult[];
  /** Set by `fit`, as are the loaders and the numbers of their batches. */
  model: Module;
  /** Of the model's `configureOptimizers`, which is called when it is first asked for. */
  readonly optim: Steps;
  trainDataloader: DataLoader;
  valDataloader: DataLoader | null;
  /** Complete epochs. */
  epoch: number;
  /** Batches of all epochs so far. */
  trainBatchIdx: number;
  valBatchIdx: number;
  /** Batches of one epoch. */
  numTrainBatches: number;
  numValBatches: number;
  /** Trains to the end, on the calling thread: in a browser this belongs into a worker. */
  fit(model: Module, data: DataModule): void;
  /** Trains on each batch, then validates; override it for another kind of epoch. */
  fitEpoch(): void;
  prepareData(data: DataModule): void;
  prepareModel(model: Module): void;
  /** Called on every batch before it is used. */
  prepareBatch(batch: Batch): Batch;
  /** Scales the gradients so that their joint L2 norm is at most that. */
  clipGradients(gradientClipVal: number, model: Module): void;
}

/** Times of several runs, in seconds. */
export interface Timer {
  times: number[];
  /** Begins anew; a new timer has begun. */
  start(): void;
  /** Seconds since start(), which are noted, too. */
  stop(): number;
  sum(): number;
  avg(): number;
  /** The sums so far, one for each time. */
  cumsum(): number[];
}
