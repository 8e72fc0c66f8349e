/** MatrixDeterminant: determinants of square matrices. */
import { concatOf, decompose, eachMatrix, f32, mulOf, reshapeTo, rowsOf, sizeOf, squareShape, type Op } from '../../op.ts';

export const matrixDeterminant: Op = {
  type: 'MatrixDeterminant', signature: 'input:T -> output:T | T:type',
  infer: ([x]) => [{ dtype: x.dtype, shape: squareShape('MatrixDeterminant', x)?.slice(0, -2) ?? null }],
  compute(c) {
    const shape = c.shape(0);
    const n = shape[shape.length - 1];
    const y = c.make(0, shape.slice(0, -2), c.dtype(0));
    const x = c.data(0);
    eachMatrix(shape, (at, i) => {
      const { lu, sign, singular } = decompose(rowsOf(x, at, n, n));
      y[i] = singular ? 0 : lu.reduce((product, row, k) => product * row[k], sign);
    });
  },
  flops: (inputs) => (sizeOf(inputs[0]) * (inputs[0].at(-1) ?? 1) * 2) / 3,
  gradient(g) {
    const inverse = g.apply('MatrixInverse', [g.x[0]], { adjoint: true })[0];
    const scaled = mulOf(g, g.dy[0]!, g.y[0]);
    const factors = reshapeTo(g, scaled, concatOf(g, [g.shapeOf(g.y[0]), [1, 1]], 0));
    return [mulOf(g, factors, inverse)];
  },
  examples: [
    { inputs: [f32([3, 3], [4, 1, 0.5, 1, 3, 0.25, 0.5, 0.25, 2])], outputs: [f32([], [21.25])] },
    { inputs: [f32([2, 2, 2], [4, 1, 2, 3, 3, 0.5, -1, 2])], outputs: [f32([2], [10, 6.5])] },
  ],
};
