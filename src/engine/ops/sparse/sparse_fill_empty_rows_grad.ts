/** SparseFillEmptyRowsGrad: what the elements and the value for empty rows get. */
import { f32, tensor, wholes, type Op } from '../../op.ts';

export const sparseFillEmptyRowsGrad: Op = {
  type: 'SparseFillEmptyRowsGrad', signature: 'reverse_index_map:int64 grad_values:T -> d_values:T d_default_value:T | T:type', stops: true,
  infer: ([map, dy]) => [{ dtype: dy.dtype, shape: map.shape }, { dtype: dy.dtype, shape: [] }],
  compute(c) {
    const map = wholes(c, 0);
    const out = c.make(0, [map.length], c.dtype(1));
    const rest = c.make(1, [], c.dtype(1));
    const dy = c.data(1);
    const seen = new Set(map);
    map.forEach((at, k) => { out[k] = dy[at]; });
    let sum = 0;
    for (let i = 0; i < dy.length; i++) if (!seen.has(i)) sum += dy[i];
    rest[0] = sum;
  },
  flops: ([, dy]) => dy[0],
  examples: [
    { inputs: [tensor('int64', [3], [0, 1, 3]), f32([4], [1, 2, 3, 4])], outputs: [f32([3], [1, 2, 4]), f32([], [3])], differentiable: false },
  ],
};
