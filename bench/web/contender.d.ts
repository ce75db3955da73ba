// What a contender is: a module in contenders/ that pages and Node load alike.

import type { Task } from './task.js';

/** Where and how it runs. */
export interface Place {
  threads: number;
  /** Of weft's module. */
  variant: 'simd' | 'relaxed-simd' | 'simd-threads' | 'relaxed-simd-threads';
  /** The address of weft's package. */
  weft: string;
  /** The folder of TensorFlow.js's .wasm files, with a slash at its end. */
  tfjsWasm: string;
}

export interface Contender {
  open(place: Place): Promise<Engine>;
}

export interface Engine {
  /** Its version, and what it runs with. */
  info: string;
  model(task: Task): Promise<Model>;
  product(shape: Shape, a: Float32Array, b: Float32Array): Promise<Product>;
}

/** C = A * B, of m x n with the inner dimension k; A is stored as k x m under ta, B as n x k under tb. */
export interface Shape {
  m: number;
  n: number;
  k: number;
  ta: boolean;
  tb: boolean;
}

export interface Model {
  /** Trains on the images in this order; the mean loss while training, and the seconds where it measures them itself. */
  epoch(order: Int32Array): Promise<{ loss: number; seconds?: number }>;
  dispose(): void;
}

export interface Product {
  run(times: number): Promise<void>;
  result(): Promise<Float32Array>;
  dispose(): void;
}
