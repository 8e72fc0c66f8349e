/** MatrixInverse: the inverse of square matrices. */
import { decompose, eachMatrix, f32, identityRows, matmulOf, negOf, putRows, requireSquare, roundingOf, rowsOf, RunFailure, sizeOf, solve, squareShape, transposed, type Op } from '../../op.ts';

export const matrixInverse: Op = {
  type: 'MatrixInverse', signature: 'input:T -> output:T | adjoint:bool=false T:type',
  infer: ([x]) => [{ dtype: x.dtype, shape: squareShape('MatrixInverse', x) }],
  compute(c) {
    const round = roundingOf(c.dtype(0));
    const shape = c.shape(0);
    const n = requireSquare(shape);
    const y = c.make(0, shape, c.dtype(0));
    const x = c.data(0);
    eachMatrix(shape, (at) => {
      const rows = rowsOf(x, at, n, n);
      const parts = decompose(c.attrs.adjoint === true ? transposed(rows) : rows, round);
      if (parts.singular) throw new RunFailure('InvalidArgumentError', 'Input is not invertible.');
      putRows(y, at, solve(parts, identityRows(n), round));
    });
  },
  flops: (inputs) => 2 * sizeOf(inputs[0]) * (inputs[0].at(-1) ?? 1),
  gradient(g) {
    const inverse = g.y[0];
    const adjoint = g.attrs.adjoint === true;
    const inner = matmulOf(g, g.dy[0]!, inverse, adjoint, !adjoint);
    return [negOf(g, matmulOf(g, inverse, inner, !adjoint))];
  },
  examples: [
    { inputs: [f32([3, 3], [4, 1, 0.5, 1, 3, 0.25, 0.5, 0.25, 2])], attrs: { adjoint: false }, outputs: [f32([3, 3], [0.27941176, -0.0882353, -0.058823533, -0.0882353, 0.3647059, -0.023529414, -0.05882353, -0.023529414, 0.5176471])] },
    { inputs: [f32([2, 2, 2], [4, 1, 2, 3, 3, 0.5, -1, 2])], attrs: { adjoint: true }, outputs: [f32([2, 2, 2], [0.3, -0.2, -0.1, 0.4, 0.30769232, 0.15384614, -0.07692307, 0.46153843])] },
  ],
};
