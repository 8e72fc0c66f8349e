/** GatherV2 along axis 0: rows of the parameters by index. */
import { f32, i32, RunFailure, sizeOf, type Op } from '../op.ts';

export const gatherV2: Op = {
  type: 'GatherV2', signature: 'params:Tparams indices:Tindices axis:Taxis -> output:Tparams | batch_dims:int=0 Tparams:type Tindices:type{int16,int32,int64} Taxis:type{int32,int64}',
  infer(inputs) {
    const [params, indices] = inputs;
    return [{ dtype: params.dtype, shape: params.shape && indices.shape ? [...indices.shape, ...params.shape.slice(1)] : null }];
  },
  compute(c) {
    const shape = c.shape(0);
    c.output(0, [...c.shape(1), ...shape.slice(1)], c.dtype(0));
    const [x, y] = c.dtype(0) === 'float32' ? [c.f32(0), c.outF32(0)] : [c.i32(0), c.outI32(0)];
    const row = sizeOf(shape.slice(1));
    c.i32(1).forEach((at, i) => {
      if (at < 0 || at >= shape[0]) throw new RunFailure('InvalidArgumentError', `indices[${i}] = ${at} is not in [0, ${shape[0]})`);
      y.set(x.subarray(at * row, (at + 1) * row), i * row);
    });
  },
  reference(inputs) {
    const [params, indices] = inputs;
    const row = sizeOf(params.shape.slice(1));
    const picked = Array.from(indices.data as Int32Array).flatMap((at) => Array.from((params.data as Float32Array).slice(at * row, (at + 1) * row)));
    const shape = [...indices.shape, ...params.shape.slice(1)];
    return [params.dtype === 'int32' ? i32(shape, picked) : f32(shape, picked)];
  },
  flops: () => 0,
  examples: [
    { inputs: [i32([3], [7, 8, 9]), i32([1], [2]), i32([], [0])], differentiable: false },
    { inputs: [f32([3, 2], [1, 2, 3, 4, 5, 6]), i32([2], [2, 0]), i32([], [0])], differentiable: false },
  ],
};
