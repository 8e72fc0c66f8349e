/** ConcatV2 (tf.concat): tensors one after the other along an axis that they have. */
import { bools, computeConcat, concatGradient, concatShape, f32, i32, texts, type Op } from '../../op.ts';

export const concatV2: Op = {
  type: 'ConcatV2', signature: 'values:N*T axis:Tidx -> output:T | N:int>=2 T:type Tidx:type{int32,int64}=int32', reads: [-1],
  infer: (inputs, _, constant) => [{ dtype: inputs[0].dtype, shape: concatShape(inputs.slice(0, -1), constant(inputs.length - 1)) }],
  compute: (c) => computeConcat(c, c.inputs - 1, 0),
  flops: () => 0,
  gradient: (g) => concatGradient(g, g.x.slice(0, -1), g.x[g.x.length - 1], false),
  examples: [
    { inputs: [f32([1, 2], [1, 2]), f32([2, 2], [3, 4, 5, 6]), i32([], [0])], outputs: [f32([3, 2], [1, 2, 3, 4, 5, 6])] },
    { inputs: [f32([2, 1], [1, 2]), f32([2, 2], [3, 4, 5, 6]), i32([], [-1])], outputs: [f32([2, 3], [1, 3, 4, 2, 5, 6])] },
    { inputs: [bools([1], [1]), bools([2], [0, 1]), i32([], [0])], outputs: [bools([3], [1, 0, 1])], differentiable: false },
    { inputs: [texts([1], ['a']), texts([1], ['b']), i32([], [0])], outputs: [texts([2], ['a', 'b'])], differentiable: false },
  ],
};
