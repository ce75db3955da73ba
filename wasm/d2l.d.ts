// The types of 'weft/d2l': the classes of Dive into Deep Learning (d2l 1.0), chapters 2 to 5, over the tensor door.
// Names are the book's in camelCase; named arguments come in one object. Guide: docs/book.md.

import type { DType, Tensor, TypedArray, Weft } from './index.js';

export type Range = readonly [number, number] | null;
export type Scale = 'linear' | 'log';

/** What `display` is called with: plain data that may be posted to another thread. */
export type Message = TextMessage | PlotMessage | ImagesMessage | BoardMessage | SvgMessage;

export interface TextMessage {
  type: 'text';
  text: string;
}

export interface PlotMessage {
  type: 'plot';
  series: { label: string; xs: number[]; ys: number[] }[];
  xLabel: string;
  yLabel: string;
  xRange: Range;
  yRange: Range;
  xScale: Scale;
  yScale: Scale;
}

/** Grey levels, 0 black; a title may have several lines, and there may be none. */
export interface ImagesMessage {
  type: 'images';
  images: { rows: number; columns: number; pixels: Uint8Array }[];
  titles: string[];
  /** How many stand side by side. */
  gridColumns: number;
}

/** New points of a board. The same id is the same board. */
export interface BoardMessage {
  type: 'board';
  id: string;
  xLabel: string;
  yLabel: string;
  xRange: Range;
  yRange: Range;
  xScale: Scale;
  yScale: Scale;
  /** All so far, in the order of their first use, with line styles '-', '--', '-.', ':' in turn. */
  labels: { label: string; style: string }[];
  points: { label: string; x: number; y: number }[];
}

export interface SvgMessage {
  type: 'svg';
  svg: string;
  alt: string;
}

export interface Options {
  /** Shows a message; without, a line goes to the console: texts as they are, pictures by name. */
  display?: (message: Message) => void;
  /**
   * Where Fashion-MNIST lies: the address of a folder with an index.json, in Node the path of a folder with the four
   * files. Without, data/ beside the page, in Node WEFT_DATA; and where there is none the synthetic set, which is said.
   */
  data?: string | URL;
}

export class HyperParameters {
  /** The saved values by name. */
  hparams: Record<string, any>;
  /** Keeps values under their names, as properties and in hparams, without those that `ignore` lists. */
  saveHyperparameters(values: Record<string, unknown>, options?: { ignore?: readonly string[] }): void;
  [name: string]: any;
}

export interface BoardOptions {
  xLabel?: string;
  yLabel?: string;
  xLim?: Range;
  yLim?: Range;
  xScale?: Scale;
  yScale?: Scale;
  /** false collects points without showing them. */
  display?: boolean;
}

export class ProgressBoard extends HyperParameters {
  constructor(options?: BoardOptions);
  readonly series: Map<string, { xs: number[]; ys: number[]; style: string }>;
  /** Once everyN points of that label are in, draws their mean and starts again. */
  draw(x: number | Tensor, y: number | Tensor, label: string, everyN?: number): void;
  /** Shows at once the points that wait for others. */
  flush(): void;
  clear(): void;
}

export interface Layer extends HyperParameters {
  training: boolean;
  forward(x: Tensor): Tensor;
  /** By the names of the properties that hold them: 'net.1.weight'. */
  namedParameters(prefix?: string): [string, Tensor][];
  parameters(): Tensor[];
  train(training?: boolean): this;
  eval(): this;
}

export interface Nn {
  readonly Module: new () => Layer;
  /** A tensor that a module has for itself: it requires gradients, and no scope ends it. */
  readonly Parameter: { new (data: Tensor): Tensor; (data: Tensor): Tensor };
  readonly Linear: new (inFeatures: number, outFeatures: number) => LinearLayer;
  /** Learns inFeatures from its first input. */
  readonly LazyLinear: new (outFeatures: number) => LinearLayer;
  readonly Flatten: new () => Layer;
  readonly ReLU: new () => Layer;
  readonly Dropout: new (p?: number) => Layer;
  readonly Sequential: new (...layers: Layer[]) => Layer & { layers: Layer[] };
}

/** weight (outFeatures, inFeatures) and bias start uniform in +-1/sqrt(inFeatures), with PyTorch's numbers. */
export interface LinearLayer extends Layer {
  weight?: Tensor;
  bias?: Tensor;
}

/** A list whose last item is the label. */
export type Batch = readonly Tensor[];

export declare abstract class Module extends HyperParameters implements Layer {
  constructor(options?: { plotTrainPerEpoch?: number; plotValidPerEpoch?: number });
  net?: Layer;
  board: ProgressBoard;
  trainer?: Trainer;
  training: boolean;
  loss(yHat: Tensor, y: Tensor): Tensor;
  /** Runs `net`, if there is one. */
  forward(X: Tensor): Tensor;
  /** A point at the trainer's place, x in epochs, under train_KEY or val_KEY. */
  plot(key: string, value: Tensor | number, train: boolean): void;
  /** Runs the model once, so that its lazy layers draw their parameters now. */
  applyInit(inputs: Batch): void;
  trainingStep(batch: Batch): Tensor;
  validationStep(batch: Batch): void;
  /** SGD over the parameters with the hyperparameter lr, unless overridden. */
  configureOptimizers(): { step(): void; zeroGrad(): void };
  namedParameters(prefix?: string): [string, Tensor][];
  parameters(): Tensor[];
  train(training?: boolean): this;
  eval(): this;
}

export declare class Classifier extends Module {
  loss(YHat: Tensor, Y: Tensor, averaged?: boolean): Tensor;
  /** Whether the largest score is the label's: the mean, or one value an example. */
  accuracy(YHat: Tensor, Y: Tensor, averaged?: boolean): Tensor;
  /** Shows a line for each layer of a sequential net: what it makes of random numbers of this shape. */
  layerSummary(shape: readonly number[]): void;
}

/** Batches. The one before is disposed of when the next is asked for. */
export interface DataLoader extends Iterable<Tensor[]> {
  readonly length: number;
  readonly examples: number;
  readonly batchSize: number;
  readonly shuffle: boolean;
}

export declare class DataModule extends HyperParameters {
  constructor(options?: { root?: string; numWorkers?: number });
  getDataloader(train: boolean): DataLoader | null;
  trainDataloader(): DataLoader | null;
  valDataloader(): DataLoader | null;
  /** Batches of batchSize (a hyperparameter), shuffled if they are for training; null if there are no rows. */
  getTensorloader(tensors: readonly Tensor[], train: boolean, indices?: string): DataLoader | null;
}

/** Means over examples; trainLoss is that seen while training. NaN without validation. */
export interface EpochResult {
  epoch: number;
  trainLoss: number;
  valLoss: number;
  valAcc: number;
  /** Of training and validation. */
  seconds: number;
}

export declare class Trainer extends HyperParameters {
  constructor(options: { maxEpochs: number; numGpus?: 0; gradientClipVal?: number });
  results: EpochResult[];
  model: any;
  optim: any;
  trainDataloader: DataLoader;
  valDataloader: DataLoader | null;
  epoch: number;
  trainBatchIdx: number;
  valBatchIdx: number;
  numTrainBatches: number;
  numValBatches: number;
  /** Trains to the end, on the calling thread: in a browser this belongs into a worker. */
  fit(model: Module, data: DataModule): void;
  fitEpoch(): void;
  prepareData(data: DataModule): void;
  prepareModel(model: Module): void;
  prepareBatch(batch: Batch): Batch;
  clipGradients(gradientClipVal: number, model: Module): void;
}

export interface ImageSet {
  count: number;
  rows: number;
  columns: number;
  /** One image after the other, row by row. */
  pixels: Uint8Array;
  labels: Uint8Array;
}

export interface Images {
  name: 'fashion-mnist' | 'custom' | 'synthetic';
  train: ImageSet;
  val: ImageSet;
}

export declare class FashionMNIST extends DataModule {
  constructor(options: { images: Images; batchSize?: number; resize?: readonly [number, number] });
  static load(options?: { batchSize?: number; resize?: readonly [number, number] }): Promise<FashionMNIST>;
  name: Images['name'];
  train: ImageSet;
  val: ImageSet;
  trainDataloader(): DataLoader;
  valDataloader(): DataLoader;
  textLabels(indices: Tensor | readonly number[]): string[];
  visualize(batch: Batch, options?: { nRows?: number; nCols?: number; labels?: readonly string[] }): void;
}

export type Cell = number | boolean | string | null;

export interface Series {
  readonly name: string;
  readonly values: readonly Cell[];
  readonly dtype: 'float64' | 'int64' | 'bool' | 'object';
  readonly index: readonly (number | string)[];
  readonly length: number;
  iloc(row: number): Cell;
  iloc(rows: string): Series;
  isna(): Series;
  fillna(value: Cell): Series;
  dropna(): Series;
  sum(): number;
  mean(): number;
  toTensor(dtype?: DType): Tensor;
  /** As pandas prints it. */
  toString(): string;
}

export interface DataFrame {
  readonly columns: string[];
  readonly shape: number[];
  readonly dtypes: Series;
  readonly index: readonly (number | string)[];
  get(column: string): Series;
  get(columns: readonly string[]): DataFrame;
  /** By position, as an index is written: iloc(':, 0:2') a table, iloc(':, 2') a series, iloc('1, 2') a value. */
  iloc(...parts: (string | number)[]): any;
  /** By label; a range of labels has both its ends. */
  loc(rows: string | number | readonly number[] | Series, columns?: string | readonly string[]): any;
  isna(): DataFrame;
  fillna(value: Cell | Series): DataFrame;
  dropna(options?: { axis?: 0 | 1 }): DataFrame;
  drop(columns: readonly string[]): DataFrame;
  head(n?: number): DataFrame;
  mean(options?: { numericOnly?: boolean }): Series;
  sum(options?: { numericOnly?: boolean }): Series;
  /** (rows, columns); what is missing becomes NaN. */
  toTensor(dtype?: DType): Tensor;
  /** As pandas prints it. */
  toString(): string;
}

export declare class Timer {
  times: number[];
  start(): void;
  /** Seconds since start(), which are noted, too. */
  stop(): number;
  sum(): number;
  avg(): number;
  cumsum(): number[];
}

/** One curve, or several: a list of them, or the rows of a matrix. */
export type Curves =
  Tensor | TypedArray | readonly number[] | readonly (Tensor | TypedArray | readonly number[])[];

export interface PlotOptions {
  xLabel?: string;
  yLabel?: string;
  legend?: readonly string[];
  xLim?: Range;
  yLim?: Range;
  xScale?: Scale;
  yScale?: Scale;
}

export interface D2l {
  readonly HyperParameters: typeof HyperParameters;
  /** Adds methods to a class, also where it has instances already. */
  addToClass(type: Function, methods: Record<string, Function>): void;
  readonly ProgressBoard: typeof ProgressBoard;
  readonly nn: Nn;
  readonly Module: new (options?: { plotTrainPerEpoch?: number; plotValidPerEpoch?: number }) => Module;
  readonly Classifier: typeof Classifier;
  readonly DataModule: typeof DataModule;
  readonly DataLoader: new (
    examples: number,
    batchSize: number,
    shuffle: boolean,
    make: (rows: Tensor | null, start: number, end: number) => Tensor[],
  ) => DataLoader;
  readonly Trainer: typeof Trainer;

  readonly SyntheticRegressionData: new (options: {
    w: Tensor;
    b: number;
    noise?: number;
    numTrain?: number;
    numVal?: number;
    batchSize?: number;
  }) => DataModule & { w: Tensor; b: number; X: Tensor; y: Tensor };
  readonly SGD: new (params: readonly Tensor[], lr: number) => { step(): void; zeroGrad(): void };
  readonly LinearRegressionScratch: new (options: {
    numInputs: number;
    lr: number;
    sigma?: number;
  }) => Module & { w: Tensor; b: Tensor };
  readonly LinearRegression: new (options: { lr: number }) => Module & { getWB(): [Tensor, Tensor] };
  /** The w with the least |X w - y|^2, by Cholesky's decomposition in float64. */
  leastSquares(X: Tensor, y: Tensor): Tensor;

  /** The images of chapters 4 and 5, read once. */
  loadImages(): Promise<Images>;
  resizeImages(images: ImageSet, rows: number, columns: number): ImageSet;
  readonly ImageLoader: new (set: ImageSet, batchSize: number, shuffle: boolean) => DataLoader;
  readonly FashionMNIST: typeof FashionMNIST;
  softmax(X: Tensor): Tensor;
  crossEntropy(yHat: Tensor, y: Tensor): Tensor;
  readonly SoftmaxRegressionScratch: new (options: {
    numInputs: number;
    numOutputs: number;
    lr: number;
    sigma?: number;
  }) => Classifier & { W: Tensor; b: Tensor };
  readonly SoftmaxRegression: new (options: { numOutputs: number; lr: number }) => Classifier;
  readonly MLPScratch: new (options: {
    numInputs: number;
    numOutputs: number;
    numHiddens: number;
    lr: number;
    sigma?: number;
  }) => Classifier & { W1: Tensor; b1: Tensor; W2: Tensor; b2: Tensor };
  readonly MLP: new (options: { numOutputs: number; numHiddens: number; lr: number }) => Classifier;
  dropoutLayer(X: Tensor, dropout: number): Tensor;
  readonly DropoutMLPScratch: new (options: DropoutOptions) => Classifier;
  readonly DropoutMLP: new (options: DropoutOptions) => Classifier;

  /** A table from CSV text with a line of names. `name` stands in errors. */
  readCsv(text: string, options?: { name?: string }): DataFrame;
  /** Indicator columns instead of text, behind the numbers. */
  getDummies(frame: DataFrame, options?: { dummyNa?: boolean }): DataFrame;

  plot(X: Curves, Y: Curves, options?: PlotOptions): void;
  plot(Y: Curves, options?: PlotOptions): void;
  /** Images (N, h, w) or (N, 1, h, w), floating from 0 to 1 or uint8, as a grid. */
  showImages(imgs: Tensor, numRows: number, numCols: number, options?: { titles?: readonly string[] }): void;
  readonly Timer: typeof Timer;
}

export interface DropoutOptions {
  numOutputs: number;
  numHiddens1: number;
  numHiddens2: number;
  dropout1: number;
  dropout2: number;
  lr: number;
}

/** The classes, bound to one instance of the module. */
export function d2l(weft: Weft, options?: Options): D2l;
