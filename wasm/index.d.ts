// The package's types. Two doors: tensors on the caller's own thread (`init`), and training sessions
// in a worker of the package's own (`createSession`). Sizes are counts, times are seconds.

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
  /** Where the .wasm file is, instead of beside the package's code. */
  wasm?: URL | string | Response | WebAssembly.Module;
}

/** One layer of a sequential model. */
export type Layer =
  | { type: 'flatten' }
  | { type: 'linear'; units: number }
  | { type: 'relu' }
  | { type: 'sigmoid' }
  | { type: 'tanh' };

/** A file's bytes: IDX, gzip or plain, decided by the first bytes. */
export type Bytes = ArrayBuffer | Uint8Array | Blob;

/** Four IDX files, or the synthetic set in Fashion-MNIST's shape, drawn by the module itself. */
export type Data =
  | { trainImages: Bytes; trainLabels: Bytes; testImages: Bytes; testLabels: Bytes }
  | { synthetic: { seed?: number; train?: number; test?: number } };

export interface SessionOptions extends LoadOptions {
  model: Layer[];
  data: Data;
  optimizer?: { type: 'sgd'; lr?: number };
  batchSize?: number;
  seed?: number;
  signal?: AbortSignal;
}

/** What the files turned out to be. */
export interface DatasetInfo {
  /** 'custom' is neither the authors' Fashion-MNIST nor weft's synthetic set. */
  name: 'fashion-mnist' | 'synthetic' | 'custom';
  train: number;
  test: number;
  rows: number;
  columns: number;
  classes: string[];
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
  epochs?: number;
  signal?: AbortSignal;
}

export interface Prediction {
  /** The most likely class of each image. */
  classes: Uint8Array;
  /** images x classes, row by row. */
  probabilities: Float32Array;
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
  /** Trains; the iterator ends after the last epoch. Leaving the loop early cancels between batches. */
  fit(options?: FitOptions): AsyncIterableIterator<Progress>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Grey images of the data's size, one after the other; or a range of a split's images. */
  predict(
    input: Uint8Array | { split: 'train' | 'test'; start?: number; count?: number },
  ): Promise<Prediction>;
  evaluate(): Promise<{ valLoss: number; valAcc: number }>;
  /** Images and labels as they are in the files. */
  examples(range: { split: 'train' | 'test'; start?: number; count?: number }): Promise<Examples>;
  /** Ends the worker and its threads; pending calls are rejected. */
  terminate(): void;
  [Symbol.asyncDispose]?(): Promise<void>;
}

export function createSession(options: SessionOptions): Promise<Session>;

/** What `createSession` with these options would run. A session's own `info` is the whole of it. */
export function buildInfo(options?: LoadOptions): Promise<Pick<BuildInfo, 'variant' | 'threads' | 'reason'>>;
