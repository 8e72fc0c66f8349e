/** ExpandDims: its input with one more axis of size 1. */
import { backToShape, CODE, copy, elementBytes, f32, i32, RunFailure, ShapeError, type Op } from '../op.ts';

const insert = <D>(shape: readonly D[], axis: number, one: D): D[] => {
  const at = axis < 0 ? axis + shape.length + 1 : axis;
  return [...shape.slice(0, at), one, ...shape.slice(at)];
};
const out = (axis: number, rank: number): boolean => axis > rank || axis < -rank - 1;

export const expandDims: Op = {
  type: 'ExpandDims', signature: 'input:T dim:Tdim -> output:T | T:type Tdim:type{int32,int64}=int32', reads: [1],
  infer([x], _, constant) {
    const dim = constant(1);
    if (dim && dim.data.length !== 1) throw new ShapeError(`'dim' input must be a tensor with a single value for '{{node ExpandDims}}'`);
    const axis = dim?.data[0] as number | undefined;
    if (!x.shape || axis === undefined) return [{ dtype: x.dtype, shape: null }];
    if (out(axis, x.shape.length)) throw new ShapeError(`dim ${axis} not in the interval [${-x.shape.length - 1}, ${x.shape.length}]. for '{{node ExpandDims}}'`);
    return [{ dtype: x.dtype, shape: insert<number | null>(x.shape, axis, 1) }];
  },
  compute(c) {
    const shape = c.shape(0);
    const axis = c.data(1)[0];
    if (out(axis, shape.length)) throw new RunFailure('InvalidArgumentError', `Tried to expand dim index ${axis} for tensor with ${shape.length} dimensions.`);
    copy(c, insert(shape, axis, 1));
  },
  reference: (inputs) => [{ ...inputs[0], shape: insert(inputs[0].shape, inputs[1].data[0] as number, 1) }],
  flops: () => 0,
  gradient: (g) => [backToShape(g), null],
  code: (_, [y]) => (y.dtype === 'string' ? null : [CODE.copy, 0, 0, y.size * elementBytes(y.dtype)]),
  examples: [{ inputs: [f32([3], [1, 2, 3]), i32([], [-1])] }, { inputs: [f32([2, 2], [1, 2, 3, 4]), i32([], [1])] }],
};
