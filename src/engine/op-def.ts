/**
 * What an operation is: static inference, kernel, cost, gradient and examples in one value. One file an op in ops/, which
 * imports this file and lib only; a gradient gets an `emit` to make other ops, so ops never import one another.
 */
import type { DType, Shape, Static, Tensor } from './dtype.ts';
import type { Kernels } from './heap.ts';

export type AttrValue = number | string | boolean | null | readonly AttrValue[] | { readonly [key: string]: AttrValue };
export type Attrs = Readonly<Record<string, AttrValue>>;

/** Output `index` of node `id`. */
export interface Output { readonly id: number; readonly index: number }

/** The kernel's hands. Allocate outputs first, then take views: an allocation may move the memory. */
export interface Compute {
  readonly attrs: Attrs;
  readonly kernels: Kernels;
  readonly inputs: number;
  shape(input: number): readonly number[];
  dtype(input: number): DType;
  /** Address of an input's data, in bytes. */
  address(input: number): number;
  f32(input: number): Float32Array;
  i32(input: number): Int32Array;
  u8(input: number): Uint8Array;
  strings(input: number): readonly string[];
  /** Makes room for an output of this shape and returns its address. A static output must get its inferred shape. */
  output(index: number, shape: readonly number[], dtype?: DType): number;
  outF32(index: number): Float32Array;
  outI32(index: number): Int32Array;
  outU8(index: number): Uint8Array;
  outStrings(index: number, shape: readonly number[], data: readonly string[]): void;
  readonly state: State;
}

/** What a session keeps between runs, as an op sees it. */
export interface State {
  /** The variable behind a reference input: marks it as initialised and gives its data to be written. */
  write(input: number): Float32Array;
  /** Philox key and block counter of this random node; the counter advances by `blocks`. */
  random(blocks: number): { seed: number; seed2: number; block: number };
  save(file: string, entries: readonly { name: string; tensor: Tensor }[]): void;
  restore(file: string): ReadonlyMap<string, Tensor>;
}

/** How a gradient makes nodes; names and order are TensorFlow's. */
export interface Gradient {
  readonly attrs: Attrs;
  /** The op's inputs and outputs. */
  readonly x: readonly Output[];
  readonly y: readonly Output[];
  /** Gradient of each output; null where nothing flows. */
  readonly dy: readonly (Output | null)[];
  shape(o: Output): Shape | null;
  dtype(o: Output): DType;
  constant(value: Tensor, name: string): Output;
  emit(op: string, inputs: readonly Output[], attrs: Attrs, name: string): Output[];
  /** A name scope around the nodes that `make` emits; an op emitted under the returned name gets the scope's own name, as Python's do. */
  scope<T>(name: string, make: (own: string) => T): T;
  /** The constant's value if this output is a constant. */
  constantValue(o: Output): Tensor | null;
}

export interface Example { readonly inputs: readonly Tensor[]; readonly attrs?: Attrs; /** false: not differentiable here */ readonly differentiable?: boolean }

export interface Op {
  readonly type: string;
  readonly outputs: number;
  /** False for NoOp and the like: no value, so no run executes it for its own sake. */
  readonly computes: boolean;
  /** Changes state (assignments, updates, save and restore): runs only when fetched. */
  readonly stateful: boolean;
  /** The output shapes depend on the values of these inputs, where they are constants. */
  readonly reads?: readonly number[];
  /** Static shapes of the outputs. `constant(i)`: value of an input in `reads`, null if it is not constant. Throws ShapeError with TensorFlow's words. */
  infer(inputs: readonly Static[], attrs: Attrs, constant: (input: number) => Tensor | null): Inferred[];
  compute(c: Compute): void;
  /** A slow, obvious evaluation that tests compare with; absent for stateful ops and sources. */
  reference?(inputs: readonly Tensor[], attrs: Attrs): Tensor[];
  /** Floating point operations for these concrete shapes. */
  flops?(inputs: readonly (readonly number[])[], outputs: readonly (readonly number[])[], attrs: Attrs): number;
  gradient?(g: Gradient): (Output | null)[];
  /** Words of the class record for the WebAssembly interpreter (kernels.as.ts), or null: the host computes it. All shapes are full. */
  code?(inputs: readonly Static[], outputs: readonly Static[], attrs: Attrs): number[] | null;
  readonly examples: readonly Example[];
}

export interface Inferred { dtype: DType; shape: Shape | null }

/** Shapes or dtypes that do not fit, in TensorFlow's words. */
export class ShapeError extends Error {
  override name = 'ValueError';
}

/** A run failed: TensorFlow's error type in `kind`. */
export class RunFailure extends Error {
  override name = 'RunFailure';
  constructor(readonly kind: string, message: string) { super(message); }
}

/** Interpreter codes; kernels.as.ts repeats them. 0: the host computes it. */
export const CODE = { host: 0, constant: 1, copy: 2, matmul: 3, binary: 4, zero: 5, xent: 6, addn: 7 } as const;
