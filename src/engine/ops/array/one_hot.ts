/** OneHot: along a new axis, one value at the place that an index says, another everywhere else. */
import { constantInt, f32, i32, arrange, RunFailure, ShapeError, showDims, sizeOf, type Op } from '../../op.ts';

export const oneHot: Op = {
  type: 'OneHot', signature: 'indices:TI depth:int32 on_value:T off_value:T -> output:T | axis:int=-1 T:type TI:type{uint8,int8,int32,int64}=int64', reads: [1],
  infer([indices, , on], attrs, constant) {
    const axis = attrs.axis as number;
    if (axis < -1) throw new ShapeError('axis must be >= -1');
    if (!indices.shape) return [{ dtype: on.dtype, shape: null }];
    const at = axis === -1 ? indices.shape.length : axis;
    const depth = constantInt(constant(1));
    if (depth !== null && depth < 0) throw new ShapeError(`Dimension size, given by scalar input 1, must be non-negative but is ${depth}`);
    return [{ dtype: on.dtype, shape: [...indices.shape.slice(0, at), depth, ...indices.shape.slice(at)] }];
  },
  compute(c) {
    const shape = c.shape(0);
    const axis = c.attrs.axis === -1 ? shape.length : (c.attrs.axis as number);
    if (c.shape(1).length > 0) throw new RunFailure('InvalidArgumentError', `depth must be a scalar, but got: ${showDims(c.shape(1))}`);
    const depth = c.data(1)[0];
    if (depth < 0) throw new RunFailure('InvalidArgumentError', `depth must be non-negative, got: ${depth}`);
    if (axis > shape.length) throw new RunFailure('InvalidArgumentError', `Expected axis to be -1 or between [0, ${shape.length + 1}).  But received: ${axis}`);
    const outer = sizeOf(shape.slice(0, axis));
    const inner = sizeOf(shape.slice(axis));
    const dtype = c.dtype(2);
    const indices = Array.from(c.data(0));
    arrange(c, 0, [...shape.slice(0, axis), depth, ...shape.slice(axis)], (put) => {
      for (let o = 0; o < outer; o++) for (let d = 0; d < depth; d++) for (let i = 0; i < inner; i++) put((o * depth + d) * inner + i, 0, indices[o * inner + i] === d ? 2 : 3);
    }, { dtype, from: 2 });
  },
  flops: () => 0,
  stops: true,
  examples: [
    { inputs: [i32([3], [1, 0, -1]), i32([], [2]), f32([], [1]), f32([], [0])], outputs: [f32([3, 2], [0, 1, 1, 0, 0, 0])] },
    { inputs: [i32([2], [2, 0]), i32([], [3]), i32([], [5]), i32([], [-1])], attrs: { axis: 0 }, outputs: [i32([3, 2], [-1, 5, -1, -1, 5, -1])] },
  ],
};
