/** MatrixBandPart: elements near the diagonal, zeros elsewhere. */
import { eachMatrix, f32, i32, matrixShape, tensor, type Op } from '../../op.ts';

export const matrixBandPart: Op = {
  type: 'MatrixBandPart', signature: 'input:T num_lower:Tindex num_upper:Tindex -> band:T | T:type Tindex:type{int32,int64}=int64',
  infer: ([x]) => [{ dtype: x.dtype, shape: matrixShape('MatrixBandPart', x) }],
  compute(c) {
    const shape = c.shape(0);
    const [m, n] = [shape[shape.length - 2], shape[shape.length - 1]];
    const [lower, upper] = [c.data(1)[0], c.data(2)[0]];
    const y = c.make(0, shape, c.dtype(0));
    const x = c.data(0);
    eachMatrix(shape, (at) => {
      for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) y[at + i * n + j] = (lower < 0 || i - j <= lower) && (upper < 0 || j - i <= upper) ? x[at + i * n + j] : 0;
    });
  },
  flops: () => 0,
  gradient: (g) => [g.apply('MatrixBandPart', [g.dy[0]!, g.x[1], g.x[2]])[0], null, null],
  examples: [
    { inputs: [f32([3, 3], [4, 1, 0.5, 1, 3, 0.25, 0.5, 0.25, 2]), tensor('int64', [], [0]), tensor('int64', [], [1])], outputs: [f32([3, 3], [4, 1, 0, 0, 3, 0.25, 0, 0, 2])] },
    { inputs: [f32([3, 2], [1, 2, 3, 4, 5, 6]), i32([], [-1]), i32([], [0])], outputs: [f32([3, 2], [1, 0, 3, 4, 5, 6])] },
  ],
};
