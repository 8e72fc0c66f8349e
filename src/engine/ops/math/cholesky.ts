/** Cholesky: the lower triangle whose product with its transpose is the matrix. */
import { addOf, adjointOf, bandPartOf, choleskyRows, diagPartOf, eachMatrix, eyeOf, f32, identityRows, itemOf, matmulOf, mulOf, putRows, rowsOf, setDiagOf, sizeOf, sliceOf, squareShape, triangularSolveOf, type Op } from '../../op.ts';

export const cholesky: Op = {
  type: 'Cholesky', signature: 'input:T -> output:T | T:type',
  infer: ([x]) => [{ dtype: x.dtype, shape: squareShape('Cholesky', x) }],
  compute(c) {
    const shape = c.shape(0);
    const n = shape[shape.length - 1];
    const y = c.make(0, shape, c.dtype(0));
    const x = c.data(0);
    eachMatrix(shape, (at) => {
      // A matrix that is not positive definite gives no numbers.
      putRows(y, at, choleskyRows(rowsOf(x, at, n, n)) ?? identityRows(n).map((row, i) => row.map((_, j) => (j <= i ? NaN : 0))));
    });
  },
  flops: (inputs) => (sizeOf(inputs[0]) * (inputs[0].at(-1) ?? 1)) / 3,
  gradient(g) {
    const l = g.y[0];
    const dy = g.dy[0]!;
    const rows = itemOf(g, g.shapeOf(l), -1);
    const lead = sliceOf(g, g.shapeOf(l), null, -2);
    const inverse = triangularSolveOf(g, l, eyeOf(g, rows, lead, l), { lower: true, adjoint: false });
    let middle = matmulOf(g, l, dy, true);
    middle = setDiagOf(g, middle, mulOf(g, 0.5, diagPartOf(g, middle)));
    middle = bandPartOf(g, middle, -1, 0);
    const half = matmulOf(g, matmulOf(g, inverse, middle, true), inverse);
    return [mulOf(g, addOf(g, half, adjointOf(g, half)), 0.5)];
  },
  examples: [
    { inputs: [f32([3, 3], [4, 1, 0.5, 1, 3, 0.25, 0.5, 0.25, 2])], differentiable: false, outputs: [f32([3, 3], [2, 0, 0, 0.5, 1.6583124, 0, 0.25, 0.07537784, 1.3898987])] },
    { inputs: [f32([2, 2, 2], [4, 1, 1, 3, 3, 0.25, 0.25, 2])], differentiable: false, outputs: [f32([2, 2, 2], [2, 0, 0.5, 1.6583124, 1.7320508, 0, 0.14433756, 1.4068285])] },
  ],
};
