/** LogMatrixDeterminant: signs of determinants, and logarithms of their sizes. */
import { concatOf, decompose, eachMatrix, f32, mulOf, reshapeTo, rowsOf, sizeOf, squareShape, type Op } from '../../op.ts';

export const logMatrixDeterminant: Op = {
  type: 'LogMatrixDeterminant', signature: 'input:T -> sign:T log_abs_determinant:T | T:type',
  infer([x]) {
    const shape = squareShape('LogMatrixDeterminant', x)?.slice(0, -2) ?? null;
    return [{ dtype: x.dtype, shape }, { dtype: x.dtype, shape }];
  },
  compute(c) {
    const shape = c.shape(0);
    const n = shape[shape.length - 1];
    c.output(0, shape.slice(0, -2), c.dtype(0));
    c.output(1, shape.slice(0, -2), c.dtype(0));
    const [x, signs, logs] = [c.data(0), c.out(0), c.out(1)];
    eachMatrix(shape, (at, i) => {
      const { lu, sign, singular } = decompose(rowsOf(x, at, n, n));
      signs[i] = singular ? 0 : lu.reduce((s, row, k) => s * Math.sign(row[k]), sign);
      logs[i] = singular ? -Infinity : lu.reduce((sum, row, k) => sum + Math.log(Math.abs(row[k])), 0);
    });
  },
  flops: (inputs) => (sizeOf(inputs[0]) * (inputs[0].at(-1) ?? 1) * 2) / 3,
  gradient(g) {
    const inverse = g.apply('MatrixInverse', [g.x[0]], { adjoint: true })[0];
    const factors = reshapeTo(g, g.dy[1]!, concatOf(g, [g.shapeOf(g.y[1]), [1, 1]], 0));
    return [mulOf(g, factors, inverse)];
  },
  examples: [
    { inputs: [f32([3, 3], [4, 1, 0.5, 1, 3, 0.25, 0.5, 0.25, 2])], differentiable: false, outputs: [f32([], [1]), f32([], [3.056357])] },
    { inputs: [f32([2, 2, 2], [4, 1, 2, 3, 3, 0.5, -1, 2])], differentiable: false, outputs: [f32([2], [1, 1]), f32([2], [2.3025851, 1.8718022])] },
  ],
};
