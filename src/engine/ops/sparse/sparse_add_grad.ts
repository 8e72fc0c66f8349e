/** SparseAddGrad: what the elements of two sparse tensors get from those of their sum. */
import { f32, tensor, wholes, type Op } from '../../op.ts';

export const sparseAddGrad: Op = {
  type: 'SparseAddGrad', signature: 'backprop_val_grad:T a_indices:int64 b_indices:int64 sum_indices:int64 -> a_val_grad:T b_val_grad:T | T:type', stops: true,
  infer: ([dy, a, b]) => [{ dtype: dy.dtype, shape: [a.shape?.[0] ?? null] }, { dtype: dy.dtype, shape: [b.shape?.[0] ?? null] }],
  compute(c) {
    const rank = c.shape(3)[1];
    const keys = (input: number): string[] => {
      const flat = wholes(c, input);
      return Array.from({ length: c.shape(input)[0] }, (_, k) => flat.slice(k * rank, (k + 1) * rank).join());
    };
    const places = new Map(keys(3).map((key, k) => [key, k]));
    for (const [output, input] of [[0, 1], [1, 2]] as const) {
      const mine = keys(input);
      const out = c.make(output, [mine.length], c.dtype(0));
      const dy = c.data(0);
      mine.forEach((key, k) => { out[k] = places.has(key) ? dy[places.get(key)!] : 0; });
    }
  },
  flops: () => 0,
  examples: [
    { inputs: [f32([4], [1, 2, 3, 4]), tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), tensor('int64', [3, 2], [0, 2, 1, 1, 2, 1]), tensor('int64', [4, 2], [0, 0, 0, 2, 1, 1, 2, 1])], outputs: [f32([3], [1, 2, 4]), f32([3], [2, 3, 4])], differentiable: false },
  ],
};
