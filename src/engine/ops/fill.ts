/** Fill: a tensor of the given shape, every element the given scalar. */
import { f32, i32, sizeOf, type Op } from '../op.ts';

export const fill: Op = {
  type: 'Fill', signature: 'dims:index_type value:T -> output:T | T:type index_type:type{int32,int64}=int32', reads: [0],
  infer(inputs, _, constant) {
    const dims = constant(0);
    return [{ dtype: inputs[1].dtype, shape: dims ? Array.from(dims.data as Int32Array) : null }];
  },
  compute(c) {
    c.output(0, Array.from(c.i32(0)), c.dtype(1));
    if (c.dtype(1) === 'float32') c.outF32(0).fill(c.f32(1)[0]);
    else c.outI32(0).fill(c.i32(1)[0]);
  },
  reference(inputs) {
    const shape = Array.from(inputs[0].data as Int32Array);
    return [f32(shape, new Float32Array(sizeOf(shape)).fill((inputs[1].data as Float32Array)[0]))];
  },
  flops: () => 0,
  examples: [{ inputs: [i32([2], [2, 3]), f32([], [0.5])], differentiable: false }, { inputs: [i32([0], []), f32([], [1])], differentiable: false }],
};
