/// <reference lib="esnext.disposable" />
// The door of sessions: `createSession`, what it is given, and what it tells.

import type { BuildInfo, LoadOptions } from './index.js';
import type { DType, TypedArray } from './tensors.js';

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
   * `metadata` are texts of one's own for it; `weft`, `model` and `optimizer` are the session's.
   */
  save(options?: {
    weightsOnly?: boolean;
    metadata?: Record<string, string>;
  }): Promise<Uint8Array<ArrayBuffer>>;
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
