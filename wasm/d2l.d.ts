// The types of 'weft/d2l': the classes of Dive into Deep Learning (d2l 1.0), chapters 2 to 5, over the tensor door.
// Names are the book's in camelCase; named arguments come in one object. `d2l(weft)` is all that there is to import:
// the classes are its result's, and the names here are their types. Guide: docs/book.md.

import type {
  BoardOptions,
  Classifier,
  HyperParameters,
  LinearLayer,
  Module,
  ModuleOptions,
} from './d2l_classes.js';
import type { Nn, ProgressBoard, Sequential, Steps, Timer, Trainer, TrainerOptions } from './d2l_classes.js';
import type { DataFrame, DataLoader, DataModule, FashionMNIST, FashionMNISTOptions } from './d2l_data.js';
import type { Images, ImageSet, RegressionDataOptions, SyntheticRegressionData } from './d2l_data.js';
import type { Looks, Message } from './d2l_messages.js';
import type { Tensor, TypedArray, Weft } from './index.js';

export type * from './d2l_classes.js';
export type * from './d2l_data.js';
export type * from './d2l_messages.js';

export interface Options {
  /** Shows a message; without, a line goes to the console: texts as they are, pictures by name. */
  display?: (message: Message) => void;
  /**
   * Where Fashion-MNIST lies: the address of a folder with an index.json, or in Node a folder with the four files (path
   * or file: URL). Without, data/ beside the page, in Node WEFT_DATA; and where there is none the synthetic set, which is
   * said. Files that are missing in a folder, or damaged, are an error.
   */
  data?: string | URL;
}

/** One curve, or several: a list of them, or the rows of a matrix. */
export type Curves =
  Tensor | TypedArray | readonly number[] | readonly (Tensor | TypedArray | readonly number[])[];

export interface PlotOptions extends Looks {
  /** A name for each curve. */
  legend?: readonly string[];
}

/** Arguments of models, each where the model has it: sizes are whole numbers from 1. */
export interface ModelOptions {
  numInputs: number;
  numOutputs: number;
  numHiddens: number;
  numHiddens1: number;
  numHiddens2: number;
  /** Probabilities from 0 to 1. */
  dropout1: number;
  dropout2: number;
  /** The learning rate, from 0. */
  lr: number;
  /** The standard deviation of the first weights, 0.01 without. */
  sigma?: number;
}
/** Those of the models with dropout. */
export type DropoutOptions = Pick<
  ModelOptions,
  'numOutputs' | 'numHiddens1' | 'numHiddens2' | 'dropout1' | 'dropout2' | 'lr'
>;

/** What `d2l(weft)` gives: the classes, to be made with `new` and extended, and the functions. */
export interface D2l {
  readonly HyperParameters: new () => HyperParameters;
  /** Adds methods to a class, also where it has instances already. */
  addToClass(type: Function, methods: Record<string, Function>): void;
  readonly ProgressBoard: new (options?: BoardOptions) => ProgressBoard;
  readonly nn: Nn;
  readonly Module: new (options?: ModuleOptions) => Module;
  readonly Classifier: new (options?: ModuleOptions) => Classifier;
  /** The book's arguments, kept as hyperparameters: nothing is read from root, no worker is started. */
  readonly DataModule: new (options?: { root?: string; numWorkers?: number }) => DataModule;
  /** `make` gives the batch of these rows (int64), or of a range; it runs in a scope. */
  readonly DataLoader: new (
    examples: number,
    batchSize: number,
    shuffle: boolean,
    make: (rows: Tensor | null, start: number, end: number) => Tensor[],
  ) => DataLoader;
  readonly Trainer: new (options: TrainerOptions) => Trainer;

  readonly SyntheticRegressionData: new (options: RegressionDataOptions) => SyntheticRegressionData;
  /** Minibatch stochastic gradient descent from scratch. */
  readonly SGD: new (params: readonly Tensor[], lr: number) => Steps;
  /** X w + b with w (numInputs, 1) drawn from N(0, sigma^2); half the squared error. */
  readonly LinearRegressionScratch: new (
    options: Pick<ModelOptions, 'numInputs' | 'lr' | 'sigma'>,
  ) => Module & { w: Tensor; b: Tensor };
  /** A lazy linear layer with one output; the mean squared error. getWB: weights (1, inputs) and bias (1). */
  readonly LinearRegression: new (
    options: Pick<ModelOptions, 'lr'>,
  ) => Module & { net: LinearLayer; getWB(): [Tensor, Tensor] };
  /** The w (d) with the least |X w - y|^2, X (n, d) with independent columns, by Cholesky's decomposition in float64. */
  leastSquares(X: Tensor, y: Tensor): Tensor;

  /** The images of chapters 4 and 5, read once. */
  loadImages(): Promise<Images>;
  /** As Pillow's bilinear resize; labels are shared. */
  resizeImages(images: ImageSet, rows: number, columns: number): ImageSet;
  readonly ImageLoader: new (set: ImageSet, batchSize: number, shuffle: boolean) => DataLoader;
  readonly FashionMNIST: {
    new (options: FashionMNISTOptions & { images: Images }): FashionMNIST;
    /** With what `loadImages` gives. */
    load(options?: FashionMNISTOptions): Promise<FashionMNIST>;
  };
  /** exp(X) divided by its sums over dimension 1, as the formula says: large X overflow. */
  softmax(X: Tensor): Tensor;
  /** The mean of -log of the labels' probabilities: yHat (n, classes), y (n) int64. */
  crossEntropy(yHat: Tensor, y: Tensor): Tensor;
  /** softmax(X W + b). */
  readonly SoftmaxRegressionScratch: new (
    options: Pick<ModelOptions, 'numInputs' | 'numOutputs' | 'lr' | 'sigma'>,
  ) => Classifier & { W: Tensor; b: Tensor };
  /** Flatten, then a lazy linear layer. */
  readonly SoftmaxRegression: new (
    options: Pick<ModelOptions, 'numOutputs' | 'lr'>,
  ) => Classifier & { net: Sequential };
  /** relu(X W1 + b1) W2 + b2. */
  readonly MLPScratch: new (
    options: Pick<ModelOptions, 'numInputs' | 'numOutputs' | 'numHiddens' | 'lr' | 'sigma'>,
  ) => Classifier & { W1: Tensor; b1: Tensor; W2: Tensor; b2: Tensor };
  /** Flatten, a lazy hidden layer with ReLU, a lazy linear layer. */
  readonly MLP: new (
    options: Pick<ModelOptions, 'numOutputs' | 'numHiddens' | 'lr'>,
  ) => Classifier & { net: Sequential };
  /** X with each element zeroed with probability `dropout` and the others divided by 1 - dropout. */
  dropoutLayer(X: Tensor, dropout: number): Tensor;
  /** Two hidden layers with ReLU, each followed by dropoutLayer while training. */
  readonly DropoutMLPScratch: new (options: DropoutOptions) => Classifier;
  /** The same with the library's layers. */
  readonly DropoutMLP: new (options: DropoutOptions) => Classifier & { net: Sequential };

  /** A table from CSV text with a line of names, by pandas' rules. `name` stands in errors. */
  readCsv(text: string, options?: { name?: string }): DataFrame;
  /** Indicator columns NAME_VALUE instead of text, behind the numbers; with dummyNa also NAME_nan. */
  getDummies(frame: DataFrame, options?: { dummyNa?: boolean }): DataFrame;

  /** Shows curves: Y over X, or over 0, 1, 2, ... */
  plot(X: Curves, Y: Curves, options?: PlotOptions): void;
  plot(Y: Curves, options?: PlotOptions): void;
  /** Shows images (N, h, w) or (N, 1, h, w), floating from 0 to 1 or uint8, as a grid; more than it holds are left out. */
  showImages(imgs: Tensor, numRows: number, numCols: number, options?: { titles?: readonly string[] }): void;
  readonly Timer: new () => Timer;
}

/** The classes, bound to one instance of the module: tensors of another one are an error. */
export function d2l(weft: Weft, options?: Options): D2l;
