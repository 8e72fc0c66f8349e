/** ConcatOffset: where each of several shapes begins when tensors of these shapes are joined along an axis. */
import { i32, wholes, lengthOf, RunFailure, type Op } from '../../op.ts';

export const concatOffset: Op = {
  type: 'ConcatOffset', signature: 'concat_dim:int32 shape:N*shape_type -> offset:N*shape_type | N:int>=2 shape_type:type{int32,int64}=int32',
  infer: (inputs) => inputs.slice(1).map((s) => ({ dtype: s.dtype, shape: [lengthOf(s)] })),
  compute(c) {
    const [at] = wholes(c, 0) as [number];
    const rank = c.shape(1)[0];
    if (at < -rank || at >= rank) throw new RunFailure('InvalidArgumentError', `Concat dim is out of range: ${at} vs. ${rank}`);
    const axis = at < 0 ? at + rank : at;
    const shapes = Array.from({ length: c.inputs - 1 }, (_, k) => wholes(c, k + 1));
    let before = 0;
    shapes.forEach((s, k) => {
      const y = c.make(k, [rank]);
      y.fill(0);
      y[axis] = before;
      before += s[axis];
    });
  },
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [i32([], [1]), i32([2], [2, 3]), i32([2], [2, 4])], outputs: [i32([2], [0, 0]), i32([2], [0, 3])] }],
};
