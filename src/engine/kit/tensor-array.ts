/**
 * The objects behind TensorArrays and stacks, which live as long as a run: what may be read and written, and TensorFlow's words where it
 * may not (kernels/tensor_array.h, stack.cc). Elements are host tensors.
 */
import { arrayType, cppName, showDims, sizeOf, type DType, type Shape, type Tensor } from '../dtype.ts';
import { RunFailure, type Compute } from '../op-def.ts';
import { mergeShapes } from '../shapes.ts';

interface Element {
  tensor: Tensor | null;
  shape: readonly number[] | null;
  written: boolean;
  read: boolean;
  cleared: boolean;
}
const fresh = (): Element => ({ tensor: null, shape: null, written: false, read: false, cleared: false });

export interface TensorArrayOptions {
  readonly name: string;
  readonly dtype: DType;
  readonly elementShape: Shape | null;
  readonly dynamic: boolean;
  readonly clearAfterRead: boolean;
  readonly identical: boolean;
  /** A gradient's array: writes to one index add up. */
  readonly gradient: boolean;
}

const zeros = (dtype: DType, shape: readonly number[]): Tensor =>
  (dtype === 'string' ? { dtype, shape, data: new Array<string>(sizeOf(shape)).fill('') } : { dtype, shape, data: new (arrayType(dtype))(sizeOf(shape)) });

export class TensorArrayObject {
  readonly elements: Element[];
  elementShape: Shape | null;
  private dynamic: boolean;
  private closed = false;
  /** Arrays of gradients by the call of tf.gradients that made them. */
  readonly gradients = new Map<string, number>();

  constructor(readonly options: TensorArrayOptions, size: number) {
    this.elements = Array.from({ length: size }, fresh);
    this.elementShape = options.elementShape;
    this.dynamic = options.dynamic;
  }

  get size(): number { return this.elements.length; }

  private fail(text: string): never { throw new RunFailure('InvalidArgumentError', `TensorArray ${this.options.name}: ${text}`); }
  private open(): void { if (this.closed) this.fail('has already been closed.'); }
  close(): void {
    this.closed = true;
    this.elements.length = 0;
  }

  write(index: number, value: Tensor): void {
    this.open();
    if (value.dtype !== this.options.dtype) throw new RunFailure('InvalidArgumentError', `TensorArray dtype is ${cppName(this.options.dtype)} but Op is trying to write dtype ${cppName(value.dtype)}.`);
    const { options } = this;
    if (index < 0 || (!this.dynamic && index >= this.size)) this.fail(`Tried to write to index ${index} but array is not resizeable and size is: ${this.size}`);
    while (index >= this.size) this.elements.push(fresh());
    const e = this.elements[index];
    if (!mergeShapes(this.elementShape, value.shape)) {
      this.fail(`Could not write to TensorArray index ${index} because the value shape is ${showDims(value.shape)} which is incompatible with the TensorArray's inferred element shape: ${showDims(this.elementShape)} (consider setting infer_shape=False).`);
    }
    if (options.identical) this.elementShape = value.shape;
    if (e.read) this.fail(`Could not write to TensorArray index ${index} because it has already been read.`);
    if (!options.gradient && e.written) this.fail(`Could not write to TensorArray index ${index} because it has already been written to.`);
    if (e.tensor) e.tensor = this.sum(index, e.tensor, value);
    else {
      if (e.written && e.shape && e.shape.join() !== value.shape.join()) this.fail(`Could not aggregate to TensorArray index ${index} because the existing shape is ${showDims(e.shape)} but the new input shape is ${showDims(value.shape)}.`);
      e.tensor = value;
    }
    e.written = true;
    e.shape = value.shape;
  }

  private sum(index: number, a: Tensor, b: Tensor): Tensor {
    if (a.shape.join() !== b.shape.join()) this.fail(`Could not aggregate to TensorArray index ${index} because the existing shape is ${showDims(a.shape)} but the new input shape is ${showDims(b.shape)}.`);
    const out = (a.data as Float32Array).slice();
    const more = b.data as Float32Array;
    for (let i = 0; i < out.length; i++) out[i] += more[i];
    return { ...a, data: out };
  }

  read(index: number): Tensor {
    this.open();
    if (index < 0 || index >= this.size) this.fail(`Tried to read from index ${index} but array size is: ${this.size}`);
    const e = this.elements[index];
    if (e.cleared) this.fail(`Could not read index ${index} twice because it was cleared after a previous read (perhaps try setting clear_after_read = false?)`);
    const { dtype, clearAfterRead } = this.options;
    let value = e.tensor;
    if (!value) {
      const shape = e.shape ?? this.elementShape;
      if (!shape || shape.includes(null)) {
        this.fail(`Could not read from TensorArray index ${index}.  Furthermore, the element shape is not fully defined: ${showDims(shape)}.  It is possible you are working with a resizeable TensorArray and stop_gradients is not allowing the gradients to be written.  If you set the full element_shape property on the forward TensorArray, the proper all-zeros tensor will be returned instead of incurring this error.`);
      }
      value = zeros(dtype, shape as readonly number[]);
    }
    if (clearAfterRead) {
      e.tensor = null;
      e.cleared = true;
    } else e.tensor = value;
    e.read = true;
    return value;
  }

  /** The array of gradients for one call of tf.gradients. From now on this one may not grow. */
  gradient(name: string): TensorArrayObject {
    this.open();
    this.dynamic = false;
    const made = new TensorArrayObject({ ...this.options, name, elementShape: this.elementShape, dynamic: false, gradient: true, clearAfterRead: true }, this.size);
    this.elements.forEach((e, i) => {
      if (e.written) Object.assign(made.elements[i], { shape: e.shape, written: true });
    });
    return made;
  }

  /** Sets the number of elements of an empty array, where it may grow. */
  reserve(size: number): boolean {
    if (this.size === size) return true;
    if (!this.dynamic || size < this.size) return false;
    while (this.size < size) this.elements.push(fresh());
    return true;
  }
}

export class StackObject {
  readonly values: Tensor[] = [];
  closed = false;
  constructor(readonly name: string, readonly dtype: DType, readonly most: number) {}
}

/** The TensorArray behind a handle. */
export const arrayOf = (c: Compute, input = 0): TensorArrayObject => c.state.kept(c.data(input)[0]) as TensorArrayObject;
export const heldStack = (c: Compute, input = 0): StackObject => c.state.kept(c.data(input)[0]) as StackObject;

/** Writes a handle: a resource's value is its number in the run. */
export function putHandle(c: Compute, index: number, object: object): number {
  const handle = c.state.keep(object);
  c.make(index, [2], 'resource').fill(handle);
  return handle;
}
/** The flow of a TensorArray is a scalar that only orders. */
export function putFlow(c: Compute, index: number): void { c.make(index, [], 'float32')[0] = 0; }

/** Rows `from` to `from + count` of a tensor; a single one without its first dimension, if `drop`. */
export function sliceRows(t: Tensor, from: number, count: number, drop: boolean): Tensor {
  const inner = t.shape.slice(1);
  const size = sizeOf(inner);
  return { dtype: t.dtype, shape: drop ? inner : [count, ...inner], data: (t.data as Float32Array).slice(from * size, (from + count) * size) };
}
