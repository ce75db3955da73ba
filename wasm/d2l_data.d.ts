// The data of 'weft/d2l': batches, images, tables.

import type { Batch, HyperParameters } from './d2l_classes.js';
import type { DType, Tensor } from './index.js';

/**
 * Batches. The one before is disposed of when the next is asked for; one that the loop was left with (`break`,
 * `const [first] = loader`) is the caller's.
 */
export interface DataLoader extends Iterable<Tensor[]> {
  /** How many batches. */
  readonly length: number;
  readonly examples: number;
  readonly batchSize: number;
  /** Whether each turn has an order of its own. */
  readonly shuffle: boolean;
}

/** Where batches come from. */
export interface DataModule extends HyperParameters {
  /** null: no such data. Not there yet is an error. */
  getDataloader(train: boolean): DataLoader | null;
  trainDataloader(): DataLoader | null;
  valDataloader(): DataLoader | null;
  /**
   * Batches of batchSize (a hyperparameter), shuffled if they are for training, from tensors of the same length; null
   * if there are no rows. `indices` as in an index: '0:1000'.
   */
  getTensorloader(tensors: readonly Tensor[], train: boolean, indices?: string): DataLoader | null;
}

export interface RegressionDataOptions {
  /** (d) or (d, 1) */
  w: Tensor;
  b: number;
  /** The standard deviation of what is added to y, 0.01 without. */
  noise?: number;
  /** Rows, 1000 without. */
  numTrain?: number;
  numVal?: number;
  /** 32 without. */
  batchSize?: number;
}

/** y = X w + b + noise: X (numTrain + numVal, d) standard normal, y (numTrain + numVal, 1). */
export interface SyntheticRegressionData extends DataModule {
  w: Tensor;
  b: number;
  X: Tensor;
  y: Tensor;
}

/** Images of one size with their class numbers. */
export interface ImageSet {
  count: number;
  rows: number;
  columns: number;
  /** count x rows x columns grey levels, one image after the other, row by row. */
  pixels: Uint8Array;
  /** count class numbers. */
  labels: Uint8Array;
}

/** What `loadImages` gives. */
export interface Images {
  /** 'fashion-mnist' where index.json says so; 'custom' are other files, and those of a folder. */
  name: 'fashion-mnist' | 'custom' | 'synthetic';
  train: ImageSet;
  val: ImageSet;
}

export interface FashionMNISTOptions {
  /** 64 without. */
  batchSize?: number;
  /** Rows and columns; as they are without. */
  resize?: readonly [number, number];
}

/** Batches [X (N, 1, rows, columns) float32 from 0 to 1, y (N) int64]. */
export interface FashionMNIST extends DataModule {
  name: Images['name'];
  train: ImageSet;
  val: ImageSet;
  trainDataloader(): DataLoader;
  valDataloader(): DataLoader;
  /** The names of labels from 0 to 9. */
  textLabels(indices: Tensor | readonly number[]): string[];
  /** Shows a batch's first images under their labels, or under others: nRows (1) x nCols (8). */
  visualize(batch: Batch, options?: { nRows?: number; nCols?: number; labels?: readonly string[] }): void;
}

/** A missing value is null in text and NaN in numbers. */
export type Cell = number | boolean | string | null;

/** One column of a table, or one row of numbers: values with a label each. A value: methods give new ones. */
export interface Series {
  readonly name: string;
  readonly values: readonly Cell[];
  readonly dtype: 'float64' | 'int64' | 'bool' | 'object';
  /** The labels. */
  readonly index: readonly (number | string)[];
  readonly length: number;
  /** By position, from the end below 0. */
  iloc(row: number): Cell;
  /** 'start:stop:step' */
  iloc(rows: string): Series;
  /** Where a value is missing. */
  isna(): Series;
  /** Its missing values as this one. */
  fillna(value: Cell): Series;
  dropna(): Series;
  /** Of what is not missing; an error for text. */
  sum(): number;
  mean(): number;
  /** (length), float64 without; what is missing becomes NaN, and is an error for other dtypes. */
  toTensor(dtype?: DType): Tensor;
  /** As pandas prints it. */
  toString(): string;
}

/** A table with named columns. A value: methods give new ones. */
export interface DataFrame {
  readonly columns: string[];
  /** [rows, columns] */
  readonly shape: number[];
  readonly dtypes: Series;
  /** The rows' labels. */
  readonly index: readonly (number | string)[];
  /** A column by its name, or a table of several. */
  get(column: string): Series;
  get(columns: readonly string[]): DataFrame;
  /** By position, as an index is written: iloc(':, 0:2') a table, iloc(':, 2') a series, iloc('1, 2') a value. */
  iloc(...parts: (string | number)[]): any;
  /** By label; a range of labels has both its ends. */
  loc(rows: string | number | readonly number[] | Series, columns?: string | readonly string[]): any;
  /** Where a value is missing. */
  isna(): DataFrame;
  /** A value for all, or a series with one for each column that it has a label for. */
  fillna(value: Cell | Series): DataFrame;
  /** Without the rows (axis 0), or the columns (axis 1), that lack a value. */
  dropna(options?: { axis?: 0 | 1 }): DataFrame;
  drop(columns: readonly string[]): DataFrame;
  /** The first n rows, 5 without. */
  head(n?: number): DataFrame;
  /** One number for each column; text is an error, or left out with numericOnly. */
  mean(options?: { numericOnly?: boolean }): Series;
  sum(options?: { numericOnly?: boolean }): Series;
  /** (rows, columns), float64 without; what is missing becomes NaN, and is an error for other dtypes. */
  toTensor(dtype?: DType): Tensor;
  /** As pandas prints it. */
  toString(): string;
}
