/** MatrixSolve: solutions of systems of linear equations. */
import { broadcast, eachPair, strides } from '../../../lib/broadcast.ts';
import { decompose, f32, matmulOf, matrixShape, negOf, putRows, roundingOf, rowsOf, RunFailure, ShapeError, showDims, sizeOf, solve, squareShape, transposed, type Op, type Output } from '../../op.ts';

export const matrixSolve: Op = {
  type: 'MatrixSolve', signature: 'matrix:T rhs:T -> output:T | adjoint:bool=false T:type',
  infer([a, b]) {
    const [x, y] = [squareShape('MatrixSolve', a), matrixShape('MatrixSolve', b)];
    if (!x || !y) return [{ dtype: a.dtype, shape: null }];
    const [n, m] = [x[x.length - 1], y[y.length - 2]];
    if (n !== null && m !== null && n !== m) throw new ShapeError(`Dimensions must be equal, but are ${n} and ${m} for '{{node MatrixSolve}}' with input shapes: ${showDims(a.shape)}, ${showDims(b.shape)}.`);
    const lead = broadcast(x.slice(0, -2), y.slice(0, -2)) ?? [];
    return [{ dtype: a.dtype, shape: [...lead, n ?? m, y[y.length - 1]] }];
  },
  compute(c) {
    const round = roundingOf(c.dtype(0));
    const [a, b] = [c.shape(0), c.shape(1)];
    const [n, k] = [a[a.length - 1], b[b.length - 1]];
    const lead = broadcast(a.slice(0, -2), b.slice(0, -2)) as number[];
    const z = c.make(0, [...lead, n, k], c.dtype(0));
    const [x, y] = [c.data(0), c.data(1)];
    eachPair(lead, strides(a.slice(0, -2), lead), strides(b.slice(0, -2), lead), (i, p, q) => {
      const rows = rowsOf(x, p * n * n, n, n);
      const parts = decompose(c.attrs.adjoint === true ? transposed(rows) : rows, round);
      if (parts.singular) throw new RunFailure('InvalidArgumentError', 'Input matrix is not invertible.');
      putRows(z, i * n * k, solve(parts, rowsOf(y, q * n * k, n, k), round));
    });
  },
  flops: (inputs) => 2 * sizeOf(inputs[0]) * (inputs[0].at(-1) ?? 1),
  gradient(g) {
    const [a] = g.x as [Output, Output];
    const adjoint = g.attrs.adjoint === true;
    const x = g.y[0];
    const gb = g.apply('MatrixSolve', [a, g.dy[0]!], { adjoint: !adjoint })[0];
    return [negOf(g, adjoint ? matmulOf(g, x, gb, false, true) : matmulOf(g, gb, x, false, true)), gb];
  },
  examples: [
    { inputs: [f32([3, 3], [4, 1, 0.5, 1, 3, 0.25, 0.5, 0.25, 2]), f32([3, 2], [1, 2, 3, 4, 5, 6])], attrs: { adjoint: false }, outputs: [f32([3, 2], [-0.2794118, -0.14705884, 0.8882353, 1.1411765, 2.4588237, 2.8941178])] },
    { inputs: [f32([2, 2, 2], [4, 1, 2, 3, 3, 0.5, -1, 2]), f32([2, 2, 1], [1, 2, 3, 4])], attrs: { adjoint: true }, outputs: [f32([2, 2, 1], [-0.099999994, 0.7, 1.5384616, 1.6153846])] },
  ],
};
