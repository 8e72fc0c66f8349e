/** What the float32 elementwise ops share: broadcasting inference, the kernel, the record for the interpreter, a reference. */
import { broadcast, eachPair, strides } from '../lib/broadcast.ts';
import { arrayType, f32, isInteger, showDims, sizeOf, type DType, type Shape, type Static, type Tensor } from './dtype.ts';
import { reduceGradients, sameShapes } from './kit/arith.ts';
import { CODE, RunFailure, ShapeError, TensorFlowError, type Compute, type Example, type Grad, type Gradient, type Inferred, type Op, type Output } from './op-def.ts';

/** Numbers of kernels.as.ts `binary`. */
export const BINARY = { add: 0, sub: 1, mul: 2, div: 3 } as const;

/** Shape and dtype of `x op y`. Throws ShapeError as TensorFlow words it. */
export function inferBinary(type: string, inputs: readonly Static[]): Inferred[] {
  const [x, y] = inputs as [Static, Static];
  if (x.dtype !== y.dtype) {
    throw new TensorFlowError('TypeError', `Input 'y' of '${type}' Op has type ${y.dtype} that does not match type ${x.dtype} of argument 'x'.`);
  }
  if (!x.shape || !y.shape) return [{ dtype: x.dtype, shape: null }];
  const shape = broadcast(x.shape, y.shape);
  if (!shape) {
    const [a, b] = firstClash(x.shape, y.shape);
    throw new ShapeError(`Dimensions must be equal, but are ${a} and ${b} for '{{node ${type}}}' with input shapes: ${showDims(x.shape)}, ${showDims(y.shape)}.`);
  }
  return [{ dtype: x.dtype, shape }];
}

/** The first dimensions, from the left, that cannot be broadcast. */
function firstClash(a: Shape, b: Shape): [number, number] {
  const rank = Math.max(a.length, b.length);
  for (let i = 0; i < rank; i++) {
    const [x, y] = [a[i - rank + a.length] ?? 1, b[i - rank + b.length] ?? 1];
    if (x !== y && x !== 1 && y !== 1) return [x, y];
  }
  return [1, 1];
}

/** rows x cols view of a broadcast, or null where more than two axes are in play. */
function planes(a: readonly number[], b: readonly number[], out: readonly number[]): number[] | null {
  const size = sizeOf(out);
  if (sizeOf(a) === size && sizeOf(b) === size) return [1, size, 0, 1, 0, 1];
  if (out.length > 2) return null;
  const two = out.length === 2 ? out : [1, ...new Array<number>(1 - out.length).fill(1), ...out];
  const [ra, ca] = strides(a, two);
  const [rb, cb] = strides(b, two);
  return [two[0], two[1], ra, ca, rb, cb];
}

/** Kernel of an elementwise op of two operands, for every numeric dtype. */
export function computeBinary(c: Compute, op: Binary): void {
  const a = c.shape(0);
  const b = c.shape(1);
  const dtype = c.dtype(0);
  const out = broadcast(a, b) as number[] | null;
  if (!out) throw new RunFailure('InvalidArgumentError', `Incompatible shapes: [${a.join(',')}] vs. [${b.join(',')}]`);
  const at = c.output(0, out, op.result ?? dtype);
  const plane = dtype === 'float32' && op.code !== undefined ? planes(a, b, out) : null;
  if (plane) {
    const [rows, cols, ra, ca, rb, cb] = plane as [number, number, number, number, number, number];
    c.kernels.binary(op.code!, c.address(0), c.address(1), at, rows, cols, ra, ca, rb, cb);
    return;
  }
  const plain = functionOf(op, dtype);
  // int64 is held in doubles: no whole number is -0.
  const f = isInteger(dtype) ? (p: number, q: number): number => plain(p, q) + 0 : plain;
  const x = c.data(0);
  const y = c.data(1);
  const z = c.out(0);
  const { tail = f } = op;
  const end = dtype === 'float32' ? z.length - (z.length % 8) : z.length;
  eachPair(out, strides(a, out), strides(b, out), (i, p, q) => { z[i] = (i < end ? f : tail)(x[p], y[q]); });
}

const functionOf = (op: Binary, dtype: DType): ((x: number, y: number) => number) => (isInteger(dtype) && op.int) || (dtype === 'float32' && op.single) || op.f;

/** The slow, obvious evaluation. */
function referenceBinary(inputs: readonly Tensor[], op: Binary): Tensor[] {
  const [x, y] = inputs as [Tensor, Tensor];
  const out = broadcast(x.shape, y.shape) as number[];
  const dtype = op.result ?? x.dtype;
  const z = new (arrayType(dtype))(sizeOf(out));
  const f = functionOf(op, x.dtype);
  const xs = x.data as Float32Array;
  const ys = y.data as Float32Array;
  const sx = strides(x.shape, out);
  const sy = strides(y.shape, out);
  for (let i = 0; i < z.length; i++) {
    let rest = i;
    let p = 0;
    let q = 0;
    for (let d = out.length - 1; d >= 0; d--) {
      const at = rest % out[d];
      rest = (rest - at) / out[d];
      p += at * sx[d];
      q += at * sy[d];
    }
    z[i] = f(xs[p], ys[q]);
  }
  return [{ dtype, shape: out, data: z }];
}

function codeBinary(inputs: readonly Static[], outputs: readonly Static[], code: number): number[] | null {
  if (outputs[0].dtype !== 'float32') return null;
  const plane = planes(inputs[0].shape as number[], inputs[1].shape as number[], outputs[0].shape as number[]);
  return plane && [plane[0] === 1 && plane[1] === 1 ? CODE.scalar : CODE.binary, 0, 0, code, ...plane];
}

/** Gradients of an op of two operands, brought back to their shapes; as they are where all shapes are equal and known. */
export function unbroadcast(g: Gradient, gx: Output, gy: Output): Grad[] {
  const [x, y] = g.x as [Output, Output];
  return sameShapes(g, x, y, g.dy[0]!) ? [gx, gy] : reduceGradients(g, x, y, gx, gy);
}

export interface Binary {
  readonly type: string;
  readonly signature: string;
  /** Number of the interpreter's kernel, for float32. */
  readonly code?: number;
  readonly f: (x: number, y: number) => number;
  /** The same for integers, where it differs. */
  readonly int?: (x: number, y: number) => number;
  /** The same for float32, where each step is rounded. */
  readonly single?: (x: number, y: number) => number;
  /** What float32 numbers at the end get that fill no vector of 8, if not the same. */
  readonly tail?: (x: number, y: number) => number;
  /** The result's dtype where it is not that of the operands (comparisons). */
  readonly result?: DType;
  readonly gradient?: (g: Gradient) => Grad[];
  readonly stops?: boolean;
  readonly examples?: readonly Example[];
}

const EXAMPLES: readonly Example[] = [
  { inputs: [f32([2, 3], [1, -2, 3, 4, 5, -6]), f32([2, 3], [0.5, 2, -1, 4, 0.25, 3])] },
  { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6]), f32([3], [10, 20, -30])] },
  { inputs: [f32([2, 1], [1, 2]), f32([1, 3], [3, 4, 5])] },
  { inputs: [f32([], [2]), f32([2, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8])] },
  { inputs: [f32([1, 10], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]), f32([10], [1, 1, 2, 3, 5, 8, 13, 21, 34, 55])] },
];

/** An elementwise op of two operands with broadcasting. */
export function binaryOp(op: Binary): Op {
  const { type, signature, gradient, stops, code } = op;
  return {
    type, signature,
    infer: (inputs) => inferBinary(type, inputs).map((r) => ({ ...r, dtype: op.result ?? r.dtype })),
    compute: (c) => computeBinary(c, op),
    reference: (inputs) => referenceBinary(inputs, op),
    flops: (_, outputs) => sizeOf(outputs[0]),
    ...(gradient && { gradient }),
    ...(stops && { stops }),
    ...(code !== undefined && { code: (inputs: readonly Static[], outputs: readonly Static[]) => codeBinary(inputs, outputs, code) }),
    examples: op.examples ?? EXAMPLES,
  };
}
