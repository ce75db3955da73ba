/// <reference lib="esnext.disposable" />
// The door of tensors: `init`, and what it gives. The operations themselves are listed in operations.d.ts.

import type { BuildInfo, LoadOptions } from './index.js';
import type { Functions, Methods, Optimizers } from './operations.js';

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
