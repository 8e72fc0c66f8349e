/** MatrixSolveLs: least-squares solutions. */
import { decompose, eachMatrix, f32, matrixProduct, matrixShape, putRows, rowsOf, sizeOf, solve, tensor, transposed, type Op } from '../../op.ts';

export const matrixSolveLs: Op = {
  type: 'MatrixSolveLs', signature: 'matrix:T rhs:T l2_regularizer:float64 -> output:T | T:type fast:bool=true',
  infer([a, b]) {
    const [x, y] = [matrixShape('MatrixSolveLs', a), matrixShape('MatrixSolveLs', b)];
    return [{ dtype: a.dtype, shape: x && y ? [...x.slice(0, -1), y[y.length - 1]].map((d, i, all) => (i === all.length - 2 ? x[x.length - 1] : d)) : null }];
  },
  compute(c) {
    const [a, b] = [c.shape(0), c.shape(1)];
    const [m, n, k] = [a[a.length - 2], a[a.length - 1], b[b.length - 1]];
    const z = c.make(0, [...a.slice(0, -2), n, k], c.dtype(0));
    const [x, y, l2] = [c.data(0), c.data(1), c.data(2)[0]];
    eachMatrix(a, (at, i) => {
      const rows = rowsOf(x, at, m, n);
      const right = rowsOf(y, i * m * k, m, k);
      const regular = (square: Float64Array[]): Float64Array[] => square.map((row, r) => row.map((v, j) => v + (r === j ? l2 : 0)));
      const answer = m >= n
        ? solve(decompose(regular(matrixProduct(transposed(rows), rows))), matrixProduct(transposed(rows), right))
        : matrixProduct(transposed(rows), solve(decompose(regular(matrixProduct(rows, transposed(rows)))), right));
      putRows(z, i * n * k, answer);
    });
  },
  flops: (inputs) => 2 * sizeOf(inputs[0]) * (inputs[0].at(-1) ?? 1),
  examples: [
    { inputs: [f32([3, 2], [2, 1, 1, 3, 0, 1]), f32([3, 1], [1, 5, 3]), tensor('float64', [], [0])], attrs: { fast: true }, differentiable: false, outputs: [f32([2, 1], [-0.59999985, 1.9999998])] },
  ],
};
