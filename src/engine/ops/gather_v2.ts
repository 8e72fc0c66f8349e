/** GatherV2: rows of the parameters by index, along an axis. */
import { computeGather, f32, gatheredShape, gatherGradient, i32, sizeOf, type Op } from '../op.ts';

export const gatherV2: Op = {
  type: 'GatherV2', signature: 'params:Tparams indices:Tindices axis:Taxis -> output:Tparams | batch_dims:int=0 Tparams:type Tindices:type{int16,int32,int64} Taxis:type{int32,int64}', reads: [2],
  infer([params, indices], attrs, constant) {
    const axis = constant(2);
    return [{ dtype: params.dtype, shape: gatheredShape(params, indices, axis ? (axis.data[0] as number) : null, attrs.batch_dims as number) }];
  },
  compute: (c) => computeGather(c, c.data(2)[0], c.attrs.batch_dims as number),
  reference(inputs) {
    const [params, indices] = inputs;
    const row = sizeOf(params.shape.slice(1));
    const picked = Array.from(indices.data as Int32Array).flatMap((at) => Array.from((params.data as Float32Array).slice(at * row, (at + 1) * row)));
    const shape = [...indices.shape, ...params.shape.slice(1)];
    return [params.dtype === 'int32' ? i32(shape, picked) : f32(shape, picked)];
  },
  flops: () => 0,
  gradient: (g) => gatherGradient(g, false),
  examples: [
    { inputs: [i32([3], [7, 8, 9]), i32([1], [2]), i32([], [0])], differentiable: false },
    { inputs: [f32([3, 2], [1, 2, 3, 4, 5, 6]), i32([2], [2, 0]), i32([], [0])], differentiable: false },
  ],
};
