/** SparseSoftmax: softmax over the elements that each row of a sparse tensor has. */
import { f32, sparseInput, tensor, type Op } from '../../op.ts';

export const sparseSoftmax: Op = {
  type: 'SparseSoftmax', signature: 'sp_indices:int64 sp_values:T sp_shape:int64 -> output:T | T:type{float16,float32,float64}', stops: true,
  infer: ([, values]) => [{ dtype: values.dtype, shape: values.shape }],
  compute(c) {
    const s = sparseInput(c, 0);
    const out = c.make(0, c.shape(1), c.dtype(1));
    const rows = new Map<string, number[]>();
    s.indices.forEach((index, k) => {
      const key = index.slice(0, -1).join();
      rows.set(key, [...(rows.get(key) ?? []), k]);
    });
    for (const row of rows.values()) {
      const top = Math.max(...row.map((k) => s.values[k] as number));
      const e = row.map((k) => Math.exp((s.values[k] as number) - top));
      const sum = e.reduce((a, b) => a + b, 0);
      row.forEach((k, i) => { out[k] = e[i] / sum; });
    }
  },
  flops: ([a]) => 4 * a[0],
  examples: [
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), f32([3], [1, 2, 3]), tensor('int64', [2], [3, 4])], outputs: [f32([3], [0.26894143, 0.7310586, 1])], differentiable: false },
  ],
};
