/** MatrixTriangularSolve: solutions of triangular systems. */
import { broadcast, eachPair, strides } from '../../../lib/broadcast.ts';
import { bandPartOf, decompose, f32, isFull, matmulOf, matrixShape, negOf, putRows, reduceBatches, roundingOf, rowsOf, RunFailure, ShapeError, showDims, sizeOf, solve, squareShape, transposed, triangularSolveOf, type Op, type Output } from '../../op.ts';

export const matrixTriangularSolve: Op = {
  type: 'MatrixTriangularSolve', signature: 'matrix:T rhs:T -> output:T | lower:bool=true adjoint:bool=false T:type',
  infer([a, b]) {
    const [x, y] = [squareShape('MatrixTriangularSolve', a), matrixShape('MatrixTriangularSolve', b)];
    if (!x || !y) return [{ dtype: a.dtype, shape: null }];
    const [n, m] = [x[x.length - 1], y[y.length - 2]];
    if (n !== null && m !== null && n !== m) throw new ShapeError(`Dimensions must be equal, but are ${n} and ${m} for '{{node MatrixTriangularSolve}}' with input shapes: ${showDims(a.shape)}, ${showDims(b.shape)}.`);
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
      const lower = c.attrs.lower === true;
      const half = rows.map((row, r) => row.map((v, j) => ((lower ? j <= r : j >= r) ? v : 0)));
      const parts = decompose(c.attrs.adjoint === true ? transposed(half) : half, round);
      if (parts.singular) throw new RunFailure('InvalidArgumentError', 'Input matrix is not invertible.');
      putRows(z, i * n * k, solve(parts, rowsOf(y, q * n * k, n, k), round));
    });
  },
  flops: (inputs) => 2 * sizeOf(inputs[0]) * (inputs[0].at(-1) ?? 1),
  gradient(g) {
    const [a, b] = g.x as [Output, Output];
    const adjoint = g.attrs.adjoint === true;
    const x = g.y[0];
    const gb = triangularSolveOf(g, a, g.dy[0]!, { lower: g.attrs.lower === true, adjoint: !adjoint });
    const full = negOf(g, adjoint ? matmulOf(g, x, gb, false, true) : matmulOf(g, gb, x, false, true));
    const ga = g.attrs.lower === true ? bandPartOf(g, full, -1, 0) : bandPartOf(g, full, 0, -1);
    const sure = isFull(g.shape(a)) && isFull(g.shape(b));
    return sure ? reduceBatches(g, a, b, ga, gb, false) : reduceBatches(g, a, b, ga, gb, false);
  },
  examples: [
    { inputs: [f32([3, 3], [4, 1, 0.5, 1, 3, 0.25, 0.5, 0.25, 2]), f32([3, 2], [1, 2, 3, 4, 5, 6])], attrs: { lower: true, adjoint: false }, outputs: [f32([3, 2], [0.25, 0.5, 0.9166667, 1.1666667, 2.3229167, 2.7291667])] },
    { inputs: [f32([2, 2, 2], [4, 1, 2, 3, 3, 0.5, -1, 2]), f32([2, 2, 1], [1, 2, 3, 4])], attrs: { lower: false, adjoint: true }, outputs: [f32([2, 2, 1], [0.25, 0.5833334, 1, 1.75])] },
  ],
};
