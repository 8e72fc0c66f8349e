/** UnravelIndex: flat indices as coordinates in a shape. */
import { i32, wholes, lengthOf, rowSteps, RunFailure, type Op } from '../../op.ts';

export const unravelIndex: Op = {
  type: 'UnravelIndex', signature: 'indices:Tidx dims:Tidx -> output:Tidx | Tidx:type{int32,int64}=int32',
  infer([indices, dims]) {
    if (indices.shape?.length === 0) return [{ dtype: indices.dtype, shape: dims.shape }];
    return [{ dtype: indices.dtype, shape: indices.shape?.length === 1 || !indices.shape ? [lengthOf(dims), indices.shape?.[0] ?? null] : [null, null] }];
  },
  compute(c) {
    const dims = wholes(c, 1);
    const steps = rowSteps(dims);
    const at = wholes(c, 0);
    const size = dims.reduce((a, b) => a * b, 1);
    if (at.some((v) => v < 0 || v >= size)) throw new RunFailure('InvalidArgumentError', 'index is out of bound as with dims');
    const y = c.make(0, c.shape(0).length === 0 ? [dims.length] : [dims.length, at.length], c.dtype(0));
    dims.forEach((n, d) => at.forEach((v, i) => { y[d * at.length + i] = Math.floor(v / steps[d]) % n; }));
  },
  flops: () => 0,
  examples: [
    { inputs: [i32([3], [2, 5, 7]), i32([2], [3, 3])], outputs: [i32([2, 3], [0, 1, 2, 2, 2, 1])] },
    { inputs: [i32([], [4]), i32([2], [2, 3])], outputs: [i32([2], [1, 1])] },
  ],
};
