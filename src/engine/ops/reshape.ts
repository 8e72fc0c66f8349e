/** Reshape: the same elements in another shape; -1 stands for what is left. */
import { backToShape, CODE, copy, elementBytes, f32, i32, RunFailure, ShapeError, showDims, sizeOf, type Op, type Shape } from '../op.ts';

/** The shape that `dims` asks of `size` elements; null where they do not fit. */
function resolve(dims: readonly number[], size: number): number[] | null {
  const known = dims.filter((d) => d >= 0).reduce((a, b) => a * b, 1);
  const out = dims.map((d) => (d === -1 ? size / Math.max(1, known) : d));
  return sizeOf(out) !== size || out.some((d) => !Number.isInteger(d)) ? null : out;
}

/** `dims`: null where a size is not known, -1 among them. */
function inferred(from: Shape, dims: Shape): Shape {
  if (from.includes(null)) return dims;
  const size = sizeOf(from as number[]);
  const open = dims.filter((d) => d === null).length;
  const known = sizeOf(dims.filter((d) => d !== null));
  if (open === 0 && known !== size) throw new ShapeError(`Cannot reshape a tensor with ${size} elements to shape ${showDims(dims)} (${known} elements) for '{{node Reshape}}' with input shapes: ${showDims(from)}, [${dims.length}] and with input tensors computed as partial shapes: input[1] = ${showDims(dims)}.`);
  if (open !== 1 || known === 0) return dims;
  if (size % known !== 0) throw new ShapeError(`Dimension size must be evenly divisible by ${known} but is ${size} for '{{node Reshape}}' with input shapes: ${showDims(from)}, [${dims.length}] and with input tensors computed as partial shapes: input[1] = ${showDims(dims)}.`);
  return dims.map((d) => d ?? size / known);
}

export const reshape: Op = {
  type: 'Reshape', signature: 'tensor:T shape:Tshape -> output:T | T:type Tshape:type{int32,int64}=int32', reads: [1],
  infer([x], _, __, partial) {
    const dims = partial(1);
    return [{ dtype: x.dtype, shape: dims && x.shape ? inferred(x.shape, dims) : dims }];
  },
  compute(c) {
    const dims = Array.from(c.data(1));
    const size = sizeOf(c.shape(0));
    const shape = resolve(dims, size);
    if (!shape) {
      const known = dims.filter((d) => d >= 0).reduce((a, b) => a * b, 1);
      throw new RunFailure('InvalidArgumentError', dims.includes(-1) ? `Input to reshape is a tensor with ${size} values, but the requested shape requires a multiple of ${known}` : `Input to reshape is a tensor with ${size} values, but the requested shape has ${known}`);
    }
    copy(c, shape);
  },
  reference: (inputs) => [{ ...inputs[0], shape: resolve(Array.from(inputs[1].data as Int32Array), sizeOf(inputs[0].shape))! }],
  flops: () => 0,
  gradient: (g) => [backToShape(g), null],
  code: (_, [y]) => (y.dtype === 'string' ? null : [CODE.copy, 0, 0, y.size * elementBytes(y.dtype)]),
  examples: [{ inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6]), i32([1], [6])] }, { inputs: [f32([6], [1, 2, 3, 4, 5, 6]), i32([2], [-1, 2])] }],
};
