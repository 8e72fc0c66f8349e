/**
 * What an operation is: signature, static inference, kernel, cost, gradient and examples in one value. One file an op in ops/,
 * which imports op.ts and lib only; a gradient gets hands to make other ops, so ops never import one another.
 */
import type { DType, Numbers, Shape, Static, Tensor } from './dtype.ts';
import type { Kernels } from './heap.ts';

export type AttrValue = number | string | boolean | null | readonly AttrValue[] | { readonly [key: string]: AttrValue };
export type Attrs = Readonly<Record<string, AttrValue>>;

/** Output `index` of node `id`. */
export interface Output { readonly id: number; readonly index: number }

/** The kernel's hands. Allocate outputs first, then take views: an allocation may move the memory. */
export interface Compute {
  /** All attributes, defaults included. */
  readonly attrs: Attrs;
  readonly kernels: Kernels;
  /** How many data inputs there are. */
  readonly inputs: number;
  /** Full name of the node, for error texts. */
  readonly name: string;
  shape(input: number): readonly number[];
  dtype(input: number): DType;
  /** Address of an input's data, in bytes. */
  address(input: number): number;
  f32(input: number): Float32Array;
  i32(input: number): Int32Array;
  u8(input: number): Uint8Array;
  /** An input's elements, of any numeric dtype. */
  data(input: number): Numbers;
  strings(input: number): readonly string[];
  /** A copy of an input. */
  tensor(input: number): Tensor;
  /** Makes room for an output of this shape and returns its address. A static output must get its inferred shape. */
  output(index: number, shape: readonly number[], dtype?: DType): number;
  /** The same, and a view on it. Zeroed only where nothing was there before: write every element. */
  make(index: number, shape: readonly number[], dtype?: DType): Numbers;
  outF32(index: number): Float32Array;
  outI32(index: number): Int32Array;
  outU8(index: number): Uint8Array;
  out(index: number): Numbers;
  /** Address of room that this kernel alone uses. Ask for outputs before, and for views after. */
  scratch(bytes: number): number;
  /** `length` elements of such room. */
  view(dtype: DType, address: number, length: number): Numbers;
  outStrings(index: number, shape: readonly number[], data: readonly string[]): void;
  /** Copies a tensor into an output. */
  put(index: number, value: Tensor): void;
  readonly state: State;
}

/** What a session keeps between runs, as an op sees it. */
export interface State {
  /** The variable behind a reference input: marks it as initialised and gives its data to be written. `shape`: what it becomes, where it may change. */
  write(input: number, shape?: readonly number[]): Numbers;
  /** The same for a variable of strings. */
  writeStrings(input: number, shape: readonly number[], data: readonly string[]): void;
  /** Whether the variable behind a reference input has a value. */
  initialised(input: number): boolean;
  /** Philox key and block counter of this random node; the counter advances by `blocks`. */
  random(blocks: number): { seed: number; seed2: number; block: number };
  save(file: string, entries: readonly { name: string; tensor: Tensor }[]): void;
  restore(file: string): ReadonlyMap<string, Tensor>;
  /** Removes a file. */
  forget(file: string): void;
  /** Keeps an object (a TensorArray, a stack) until the run is over; returns its handle, the value of a resource tensor. */
  keep(object: object): number;
  kept(handle: number): object;
  /** What tf.Print writes. */
  print(text: string): void;
  /** The graph that runs; absent where values are folded. */
  readonly graph?: object;
}

/** A gradient that is given by rows: `values[i]` belongs to row `indices[i]` of a tensor of shape `denseShape` (tf.IndexedSlices). */
export interface Slices { readonly values: Output; readonly indices: Output; readonly denseShape: Output | null }
export type Grad = Output | Slices | null;
/** What may stand for an input of a node to be made: an output, or numbers that become a constant. */
export type Operand = Output | Tensor | number | boolean | readonly number[];

/** How a gradient makes nodes; names and order are TensorFlow's. */
export interface Gradient {
  readonly attrs: Attrs;
  /** The op's inputs and outputs. */
  readonly x: readonly Output[];
  readonly y: readonly Output[];
  /** Gradient of each output; null where nothing flows. It may be given by rows: see `slices`. */
  readonly dy: readonly (Output | null)[];
  shape(o: Output): Shape | null;
  dtype(o: Output): DType;
  constant(value: Tensor, name?: string): Output;
  /** Makes a node of exactly these inputs. */
  emit(op: string, inputs: readonly Output[], attrs: Attrs, name: string): Output[];
  /**
   * Makes a node as the generated Python of TensorFlow does (`gen_math_ops.mul(x, 2.0)`): numbers become constants of the
   * other operands' dtype, named after the parameter inside the node's name (`mul/y`); an array stands for a list input where the
   * signature has one. `name`: the op's type. Returns its outputs.
   */
  apply(op: string, inputs: readonly (Operand | readonly Output[])[], attrs?: Attrs, name?: string): Output[];
  /** A name scope around the nodes that `make` emits; an op emitted under the returned name gets the scope's own name, as Python's do. */
  scope<T>(name: string, make: (own: string) => T): T;
  /** Nodes made inside wait for these outputs' nodes. */
  after<T>(deps: readonly Output[], make: () => T): T;
  /** `array_ops.shape(o)`: a constant `name` where the shape is known, else a Shape node. */
  shapeOf(o: Output, name?: string): Output;
  /** The constant's value where Python can tell it (tensor_util.constant_value). */
  constantValue(o: Output): Tensor | null;
  /** The value where it follows from constants (tensor_util.try_evaluate_constant), or null. */
  evaluate(o: Output): Tensor | null;
  /** What gradient functions remember of the graph. */
  readonly cache: Map<string, unknown>;
  /** Type of the node that makes an output. */
  typeOf(o: Output): string;
  /** A constant made in another loop or conditional than `like`, made once more here; anything else as it is. */
  local(o: Output, like: Output): Output;
  /**
   * The rows behind a gradient that is given by rows, else null. Such a gradient may be returned as it is, and becomes dense inside the
   * node that takes it as an input.
   */
  slices(o: Output): Slices | null;
  /** Nodes made inside are colocated with an output's node. */
  colocate<T>(o: Output, make: () => T): T;
  onDevice<T>(device: string, make: () => T): T;
}

export interface Example {
  readonly inputs: readonly Tensor[];
  readonly attrs?: Attrs;
  /** False: not differentiable here. */
  readonly differentiable?: boolean;
  /** What TensorFlow 2.15.1 computed, where the op has no reference. */
  readonly outputs?: readonly Tensor[];
}

export interface Op {
  readonly type: string;
  /** See signature.ts. */
  readonly signature: string;
  /** False for NoOp and the like: no value, so no run executes it for its own sake. Default true. */
  readonly computes?: boolean;
  /** Changes state (assignments, updates, save and restore): runs only when fetched. Default false. */
  readonly changes?: boolean;
  /** The output shapes depend on the values of these inputs, where they are constants. */
  readonly reads?: readonly number[];
  /** How the executor of loops and conditionals treats it (frames.ts); absent for all others. */
  readonly flow?: 'switch' | 'merge' | 'enter' | 'exit' | 'next' | 'cond' | 'trigger' | 'reference';
  /**
   * Static shapes of the outputs. `constant(i)`: value of an input in `reads`, null if it is not constant; `partial(i)`: the shape that
   * an input in `reads` holds as far as it is known (-1 and unknown are null). Throws ShapeError with TensorFlow's words.
   */
  infer(inputs: readonly Static[], attrs: Attrs, constant: (input: number) => Tensor | null, partial: (input: number) => Shape | null): Inferred[];
  /** Values that follow from static shapes alone (Shape, Rank, Size); null where they do not. */
  fromStatic?(inputs: readonly Static[], attrs: Attrs): Tensor[] | null;
  compute(c: Compute): void;
  /** A slow, obvious evaluation that tests compare with; examples without one carry their `outputs`. */
  reference?(inputs: readonly Tensor[], attrs: Attrs): Tensor[];
  /** Floating point operations for these concrete shapes. */
  flops?(inputs: readonly (readonly number[])[], outputs: readonly (readonly number[])[], attrs: Attrs): number;
  gradient?(g: Gradient): Grad[];
  /** No gradient flows through (tf.NotDifferentiable). Without this and without `gradient`, differentiating is an error. */
  readonly stops?: boolean;
  /** Words of the class record for the WebAssembly interpreter (kernels.as.ts), or null: the host computes it. All shapes are full. */
  code?(inputs: readonly Static[], outputs: readonly Static[], attrs: Attrs): number[] | null;
  readonly examples: readonly Example[];
}

export interface Inferred { dtype: DType; shape: Shape | null }

/** An error that Python would see; `kind` is its type there: ValueError, TypeError, InvalidArgumentError, … */
export class TensorFlowError extends Error {
  constructor(readonly kind: string, message: string) { super(message); this.name = kind; }
}

/** Shapes or dtypes that do not fit, in TensorFlow's words. */
export class ShapeError extends TensorFlowError {
  constructor(message: string) { super('ValueError', message); }
}

/** A run failed: TensorFlow's error type in `kind`. */
export class RunFailure extends TensorFlowError {
  /** @param node id of the node that failed, where it is not the one whose kernel ran last */
  constructor(kind: string, message: string, readonly node = -1) { super(kind, message); this.name = 'RunFailure'; }
}

/** Interpreter codes; kernels.as.ts repeats them. 0: the host computes it. */
export const CODE = { host: 0, constant: 1, copy: 2, matmul: 3, binary: 4, zero: 5, xent: 6, addn: 7, scalar: 8 } as const;
