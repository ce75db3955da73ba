/// <reference lib="esnext.disposable" />
// The package's types. Two doors: tensors on the caller's own thread (`init`), and training sessions
// in a worker of the package's own (`createSession`). Sizes are counts, times are seconds.

import type { Functions, Methods, Optimizers } from './operations.js';
export type { Functions, Methods, Optimizers };

export type Variant = 'simd' | 'relaxed-simd' | 'simd-threads' | 'relaxed-simd-threads';

/** What runs, and why not something faster. */
export interface BuildInfo {
  version: string;
  variant: Variant;
  /** The kernels in use: 'wasm' or 'wasm-relaxed'. */
  simd: string;
  threads: number;
  /** Bytes of WebAssembly memory now, and the most it can become. */
  memory: { bytes: number; maximum: number };
  /** In words, empty where nothing is missing: "1 thread: the page is not cross-origin isolated; ...". */
  reason: string;
}

export interface LoadOptions {
  /** Instead of the one that feature detection picks. */
  variant?: Variant;
  /** Instead of one a core; a whole number from 1 to 16. */
  threads?: number;
  /**
   * The .wasm file, instead of the one beside the package's code: weft-VARIANT.wasm for `init`,
   * weft-session-VARIANT.wasm, which is smaller, for `createSession`. An address that ends in '/' is a folder that
   * holds it under its name.
   */
  wasm?: URL | string | Response | WebAssembly.Module | ArrayBuffer | Uint8Array;
  /**
   * The most bytes that the module may take, from 32 MiB to 2 GiB (default). Threads share 512 MiB: below that there
   * is one thread.
   */
  memory?: number;
}

/** Tensors on the caller's own thread. What they are: PyTorch's names in camelCase; see `Weft`. */
export interface InitOptions extends LoadOptions {
  /** Notes where each tensor is made, for `leaks()`: slow. */
  trackLeaks?: boolean;
}

/**
 * An instance of the module. Each is a world of its own: memory, random numbers, tensors. A page's own thread
 * gets one thread of execution, since it may not wait for others; Node and workers get one a core.
 */
export function init(options?: InitOptions): Promise<Weft>;

export type DType = 'float32' | 'float64' | 'int64' | 'int32' | 'uint8' | 'bool';
export type Reduction = 'none' | 'mean' | 'sum';
/** Whole numbers count as int64, others as float32; a bigint is whole, and below 2^53 in size. */
export type Scalar = number | bigint | boolean;
export type Operand = Tensor | Scalar;
export type NestedArray = Scalar | readonly NestedArray[];
export type TypedArray = Float32Array | Float64Array | BigInt64Array | Int32Array | Uint8Array;
/**
 * A part of an index: a whole number, null for a new axis, a tensor or list of positions, a mask, or a text in
 * Python's words, '1:3', '::2', '...', which may hold several parts: '1:3, -1'.
 */
export type Index = number | null | string | Tensor | readonly (number | boolean)[] | TypedArray;

/** Arguments by position, and after any of them the rest by name: `x.sum(1, { keepdim: true })`. */
export type Args<P extends unknown[], K> = P | [...Prefix<Required<P>>, Partial<K>];
/** The same, where a list of sizes may go without its brackets: `zeros(2, 3)`. */
export type SizeArgs<Before extends unknown[], P extends unknown[], K> =
  Args<P, K> | [...Before, ...number[]] | [...Before, ...number[], Partial<K>];
export type Prefix<P extends unknown[]> = P extends [infer A, ...infer Rest] ? [] | [A, ...Prefix<Rest>] : [];

/** What max and min along a dimension, sort and topk give; `const [values, indices] = ...` works, too. */
export type ValuesIndices = [Tensor, Tensor] & { values: Tensor; indices: Tensor };

/**
 * A tensor in the module's memory. The garbage collector does not see how large it is: end it with `dispose()`
 * or make it inside `scope()`. What was lost is found in the end, when the event loop turns.
 */
export interface Tensor extends Methods {
  readonly shape: readonly number[];
  readonly dtype: DType;
  /** In elements. */
  readonly strides: readonly number[];
  readonly ndim: number;
  /** The size of the first dimension; an error for a 0-d tensor. */
  readonly length: number;
  dim(): number;
  numel(): number;
  size(): readonly number[];
  size(dim: number): number;
  isContiguous(): boolean;
  /** The address in the module's memory: equal for tensors that begin at the same element. */
  dataPtr(): number;

  readonly requiresGrad: boolean;
  readonly isLeaf: boolean;
  /** The operation that made it, 'MulBackward0'; null for a leaf. */
  readonly gradFn: string | null;
  /** What backward() has added up; null when there is none. */
  get grad(): Tensor | null;
  set grad(value: Tensor | null | undefined);

  /**
   * Calls `hook` with each gradient of this tensor that a backward pass has completed, before it flows on; a tensor
   * that it returns takes the gradient's place.
   */
  registerHook(hook: (grad: Tensor) => Tensor | void): { remove(): void };

  /** The number of a tensor with one element; anything else is an error. */
  item(): number | boolean;
  /** Nested arrays; int64 as numbers. */
  tolist(): any;
  /** A copy of the elements in order; bool as bytes. */
  toTypedArray(): TypedArray;
  /**
   * The elements themselves, without a copy. The tensor must be contiguous; the view is valid while the tensor
   * lives and until the next call that needs more memory, which may move all of it.
   */
  asTypedArray(): TypedArray;

  /** `x.index(-1)`, `x.index('1:3')`, `x.index(slice(0, 2), null, mask)`. Numbers and slices give views. */
  index(...parts: Index[]): Tensor;
  /** Writes: `x.indexPut_([1, 2], 17)`, `x.indexPut_(':2, :', 12)`, `x.indexPut_([mask], y)`. */
  indexPut_(parts: Index, value: Operand): this;
  indexPut_(parts: readonly Index[], value: Operand): this;
  [Symbol.iterator](): Iterator<Tensor>;

  /** As PyTorch prints it. */
  toString(): string;
  [Symbol.toPrimitive](hint: string): number | string;

  readonly disposed: boolean;
  /** Frees the handle; the memory goes when no other tensor and no graph needs it. Twice is fine. */
  dispose(): void;
  [Symbol.dispose]?(): void;
}

/** Parameters with a learning rate or a weight decay of their own; what is not given is the optimizer's. */
export interface ParameterGroup {
  params: Tensor | readonly Tensor[];
  lr?: number;
  weightDecay?: number;
}

/** Holds parameters and changes them by their gradients. */
export interface Optimizer {
  step(): void;
  zeroGrad(): void;
  /** Copies of what it remembers of each parameter, '0.exp_avg' for the first; empty before the first step. */
  stateDict(): Record<string, Tensor>;
  /** Takes copies; nothing is changed where a name, a shape or a dtype is not the algorithm's. */
  loadStateDict(state: Readonly<Record<string, Tensor>>): void;
  /** The learning rate of the first group; setting it sets that of all groups. */
  lr: number;
  readonly disposed: boolean;
  dispose(): void;
  [Symbol.dispose]?(): void;
}

export interface Memory {
  /** Handles that have not been disposed of. */
  tensors: number;
  /** Bytes that tensors hold now, the most they have held, and bytes kept for reuse. */
  bytes: number;
  peak: number;
  cached: number;
  /** All memory of the module, and the most it can become. */
  wasm: { bytes: number; maximum: number };
}

/** What `init` gives. A wrong shape, dtype or argument is an Error whose stack begins at the caller. */
export interface Weft extends Omit<Functions, 'slice' | 'grad'>, Record<Exclude<DType, 'bool'>, DType> {
  readonly bool: 'bool';
  readonly info: BuildInfo;
  /** For `instanceof`. */
  readonly Tensor: abstract new (...args: never[]) => Tensor;

  /** A copy. Whole numbers alone are int64, booleans alone bool, others float32, unless dtype says otherwise. */
  tensor(
    data: NestedArray | TypedArray | Tensor,
    options?: { dtype?: DType; requiresGrad?: boolean },
  ): Tensor;
  /** A copy of the elements, in the dtype of the array. */
  fromTypedArray(
    array: TypedArray | Uint8ClampedArray,
    shape?: readonly number[],
    options?: { requiresGrad?: boolean },
  ): Tensor;
  /** The part 'start:stop:step' of an index; what is left out is Python's default. */
  slice(start?: number | null, stop?: number | null, step?: number | null): string;
  /** The part '...' of an index. */
  readonly ellipsis: '...';

  /** Runs a function without recording operations for gradients. It must not be async. */
  noGrad<T>(body: () => T): T;
  enableGrad<T>(body: () => T): T;
  /** Gradients of the outputs' sum; grad of the tensors stays. null for inputs that were allowed to be unused. */
  grad(
    outputs: Tensor | readonly Tensor[],
    inputs: Tensor | readonly Tensor[],
    options?: {
      gradOutputs?: Tensor | readonly Tensor[];
      retainGraph?: boolean;
      createGraph?: boolean;
      allowUnused?: boolean;
    },
  ): (Tensor | null)[];

  /**
   * What was recorded on the way to y, as an SVG picture or in Graphviz's language: variables are squares, operators
   * circles. `names` are those of inputs and of intermediate results; others show their shape alone. More than 500
   * operators are an error.
   */
  graph(y: Tensor, options?: { names?: Readonly<Record<string, Tensor>>; format?: 'svg' | 'dot' }): string;

  /**
   * Runs a function and disposes of all tensors that it has made, except those that it returns, in arrays and
   * plain objects, too. It must not be async. Threads stay at hand inside, so that a step in one scope is faster
   * than its operations alone.
   */
  scope<T>(body: () => T): T;
  /** Takes tensors out of the scope in which they were made. */
  keep<T>(value: T): T;
  memory(): Memory;
  resetPeakMemory(): void;
  /** Where the tensors were made that live, most first; needs `init({ trackLeaks: true })`. */
  leaks(): { site: string; count: number }[];
  /** Ends the threads and frees the memory. Any call after it is an error, except dispose(). */
  terminate(): void;

  readonly optim: Optimizers;
}

/** One layer of a sequential model. What comes in is (examples, ...shape of one example), as float32. */
export type Layer =
  | { type: 'flatten' }
  /** Its input's size is found out. Weights and bias start as PyTorch's. */
  | { type: 'linear'; units: number; bias?: boolean }
  | { type: 'relu' }
  | { type: 'sigmoid' }
  | { type: 'tanh' }
  /** Of the last dimension, for the loss 'nll'. */
  | { type: 'logSoftmax' }
  /** Zeros with probability p, 0.5 without, while training. */
  | { type: 'dropout'; p?: number }
  /** Over the last dimension; eps is 1e-5 without. */
  | { type: 'layerNorm'; eps?: number };

/**
 * The mean over a batch of: the cross-entropy of scores, or of log-probabilities ('nll'), where y are class numbers;
 * or the squared, absolute or Huber's distance, or the binary cross-entropy of scores, where y are as many targets an
 * example as the model gives numbers.
 */
export type Loss =
  | 'crossEntropy'
  | 'nll'
  | 'mse'
  | 'l1'
  | 'huber'
  | 'bceWithLogits'
  | { type: 'crossEntropy'; labelSmoothing?: number }
  | { type: 'huber'; delta?: number };

/** PyTorch's, with its meanings and defaults; but lr of SGD is 0.1 without. */
export type OptimizerOptions =
  | {
      type?: 'sgd';
      lr?: number;
      momentum?: number;
      dampening?: number;
      weightDecay?: number;
      nesterov?: boolean;
    }
  | { type: 'adam' | 'adamW'; lr?: number; betas?: [number, number]; eps?: number; weightDecay?: number };

/** How the learning rate changes from epoch to epoch: torch.optim.lr_scheduler's StepLR, MultiStepLR, ... */
export type Schedule =
  | { type: 'step'; stepSize: number; gamma?: number }
  | { type: 'multiStep'; milestones: number[]; gamma?: number }
  | { type: 'exponential'; gamma?: number }
  | { type: 'cosine'; tMax: number; etaMin?: number }
  | { type: 'linear'; startFactor?: number; endFactor?: number; totalIters?: number };

/**
 * A file's bytes, gzip or plain, decided by the first bytes; or where they are: an address, relative to the page,
 * which the worker fetches (in Node a path or a file: URL, too). The bytes stay the caller's.
 */
export type Bytes = ArrayBufferLike | ArrayBufferView | Blob | URL | string;

/** Typed arrays of whole numbers or floats. Bytes (Uint8Array) count as k / 255, as they do in images. */
export type Numbers =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array;

/**
 * Four IDX files, the synthetic set in Fashion-MNIST's shape, drawn by the module itself, a table, or arrays: all examples one
 * after the other in x, and in y a class number each, or all targets of each. `shape` is that of one example, [length]
 * without. `test` are other examples, or the fraction at the end that is not trained on.
 */
export type Data =
  | {
      x: Numbers;
      y: Numbers | readonly number[];
      shape?: readonly number[];
      test?: number | { x: Numbers; y: Numbers | readonly number[] };
      /** Names of the classes. */
      classes?: readonly string[];
    }
  | {
      /** A table with a line of names, then numbers in every column but `label`; or its text. */
      csv: Bytes;
      /**
       * The column to learn. For a loss of classes, texts are classes sorted by name, whole numbers class numbers;
       * other losses take numbers.
       */
      label: string;
      /** A comma without. */
      separator?: string;
      /** Another table of the same columns, or the fraction at the end that is not trained on. */
      test?: Bytes | number;
    }
  | { trainImages: Bytes; trainLabels: Bytes; testImages: Bytes; testLabels: Bytes }
  | { synthetic: { seed?: number; train?: number; test?: number } };

export interface SessionOptions extends LoadOptions {
  model: Layer[];
  data: Data;
  /** 'crossEntropy' without. */
  loss?: Loss;
  /** SGD without. */
  optimizer?: OptimizerOptions | 'sgd' | 'adam' | 'adamW';
  schedule?: Schedule;
  /** The most that the joint L2 norm of all gradients may be: they are scaled down to it. */
  gradientClip?: number;
  /** 256 without. */
  batchSize?: number;
  /** Of parameters, shuffling and dropout, 0 without: the numbers are PyTorch's for that seed. */
  seed?: number;
  /** Ends the start of a session: of `createSession` and of `restart`. */
  signal?: AbortSignal;
  /** A file of `save` to start from. */
  checkpoint?: Bytes;
  /**
   * Whether the session keeps, on its owner's side, what `restart` goes on from (true). It is taken after epochs,
   * the last one always, as long as that costs at most 1 % of the time.
   */
  checkpoints?: boolean;
}

/** Where a run is. */
export interface Place {
  /** Complete epochs. */
  epochs: number;
  /** Batches done of the epoch under way. */
  batch: number;
}

/** What the files turned out to be. */
export interface DatasetInfo {
  /** 'custom' is neither the authors' Fashion-MNIST nor weft's synthetic set. */
  name: 'fashion-mnist' | 'synthetic' | 'custom';
  train: number;
  test: number;
  /** Of one example: [1, rows, columns] for images. */
  shape: readonly number[];
  rows: number;
  columns: number;
  /** Empty for targets that are no classes. */
  classes: string[];
  /** The columns of a table in the order in which `predict` takes them. */
  features?: string[];
}

/** A point of a curve: x in epochs, as the book's ProgressBoard draws it. */
export interface Point {
  label: 'train_loss' | 'val_loss' | 'val_acc';
  x: number;
  y: number;
}

export interface EpochResult {
  /** Counting from 1. */
  epoch: number;
  trainLoss: number;
  /** Of the test split: NaN where there is none, and valAcc NaN for losses without classes. */
  valLoss: number;
  valAcc: number;
  /** Training alone, without validation. */
  seconds: number;
}

/** Sent a few times a second while training. */
export interface Progress {
  /** The epoch under way, counting from 1, and the batches of it that are done. */
  epoch: number;
  batch: number;
  batches: number;
  /** Batches done of the whole run, from 0 to 1. */
  fraction: number;
  imagesPerSecond: number;
  secondsLeft: number;
  /** New since the last event. */
  points: Point[];
  /** Set on the event that ends an epoch. */
  result?: EpochResult;
}

export interface FitOptions {
  /** More than are complete, 10 without; one that is under way counts as the first. */
  epochs?: number;
  /** At most so many batches; without `epochs` these alone end it. `fraction` and `secondsLeft` count to the end. */
  steps?: number;
  signal?: AbortSignal;
}

/** Of a loss with classes: */
export interface Prediction {
  /** The most likely class of each example; Int32Array for more than 256 classes. */
  classes: Uint8Array | Int32Array;
  /** examples x classes, row by row. */
  probabilities: Float32Array;
}

/** Of other losses: what the model gives, examples x targets, row by row. */
export interface Outputs {
  outputs: Float32Array;
}

export interface Examples {
  /** count x rows x columns grey levels. */
  images: Uint8Array;
  labels: Uint8Array;
}

/** A model, its data and its optimizer in a worker. One call of `fit` runs at a time. */
export interface Session {
  readonly info: BuildInfo;
  readonly dataset: DatasetInfo;
  /**
   * Trains; the iterator ends after the last epoch. Leaving the loop early cancels between batches. A loss that is NaN
   * or infinite is an error that names batch and epoch: the session answers further calls, but trains no more.
   */
  fit(options?: FitOptions): AsyncIterableIterator<Progress>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Examples of the data's shape, one after the other; or a range of a split's. */
  predict(
    input: Numbers | { split: 'train' | 'test'; start?: number; count?: number },
  ): Promise<Prediction & Outputs>;
  evaluate(): Promise<Pick<EpochResult, 'valLoss' | 'valAcc'>>;
  /** Images and labels as they are in the files; an error for arrays. */
  examples(range: { split: 'train' | 'test'; start?: number; count?: number }): Promise<Examples>;
  /**
   * A safetensors file, which PyTorch reads, too: the layers under the names that nn.Sequential gives them,
   * '1.weight', and unless `weightsOnly` all that the run is, at any batch: optimizer, order, random numbers, curves.
   */
  save(options?: { weightsOnly?: boolean }): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * A whole run goes on from such a file, to the same bits in the same variant; with weights alone a new run begins.
   * Wrong names or shapes are an Error that names them, and change nothing. Not while a training is under way.
   */
  load(file: Bytes): Promise<Place>;
  /**
   * A new worker with the same options and data, from the last checkpoint: after the worker crashed, or
   * `terminate()`. Without one yet, the run begins anew.
   */
  restart(): Promise<Place>;
  /** Ends the worker and its threads; pending calls are rejected. */
  terminate(): void;
  [Symbol.asyncDispose]?(): Promise<void>;
}

export function createSession(options: SessionOptions): Promise<Session>;

/** A safetensors file, as `save` gives it: texts by name, and tensors in the order of the file. */
export interface SafetensorsFile {
  metadata: Record<string, string>;
  tensors: Map<string, { dtype: DType; shape: number[]; data: TypedArray }>;
}

/** Reads such a file; a broken one is an Error that says where. bool comes as bytes. The data are copies. */
export function readSafetensors(file: ArrayBufferLike | ArrayBufferView): SafetensorsFile;

/** What `createSession` with these options would run. A session's own `info` is the whole of it. */
export function buildInfo(options?: LoadOptions): Promise<Pick<BuildInfo, 'variant' | 'threads' | 'reason'>>;
