/** Qr: an orthogonal and an upper triangular matrix whose product is the matrix. */
import { addOf, adjointOf, bandPartOf, eachMatrix, f32, matmulOf, matrixShape, putRows, qrRows, rowsOf, sizeOf, subOf, TensorFlowError, triangularSolveOf, type Op, type Output } from '../../op.ts';

export const qr: Op = {
  type: 'Qr', signature: 'input:T -> q:T r:T | full_matrices:bool=false T:type',
  infer([x], attrs) {
    const shape = matrixShape('Qr', x);
    if (!shape) return [{ dtype: x.dtype, shape: null }, { dtype: x.dtype, shape: null }];
    const [m, n] = [shape[shape.length - 2], shape[shape.length - 1]];
    const p = m === null || n === null ? null : Math.min(m, n);
    const lead = shape.slice(0, -2);
    return attrs.full_matrices === true ? [{ dtype: x.dtype, shape: [...lead, m, m] }, { dtype: x.dtype, shape: [...lead, m, n] }] : [{ dtype: x.dtype, shape: [...lead, m, p] }, { dtype: x.dtype, shape: [...lead, p, n] }];
  },
  compute(c) {
    const shape = c.shape(0);
    const [m, n] = [shape[shape.length - 2], shape[shape.length - 1]];
    const p = c.attrs.full_matrices === true ? m : Math.min(m, n);
    c.output(0, [...shape.slice(0, -2), m, p], c.dtype(0));
    c.output(1, [...shape.slice(0, -2), p, n], c.dtype(0));
    const [x, q, r] = [c.data(0), c.out(0), c.out(1)];
    eachMatrix(shape, (at, i) => {
      const parts = qrRows(rowsOf(x, at, m, n));
      putRows(q, i * m * p, parts.q.map((row) => row.slice(0, p)));
      putRows(r, i * p * n, parts.r.slice(0, p));
    });
  },
  flops: (inputs) => 2 * sizeOf(inputs[0]) * (inputs[0].at(-1) ?? 1),
  gradient(g) {
    const [q, r] = g.y as [Output, Output];
    const [dq, dr] = [g.dy[0]!, g.dy[1]!];
    const [m, n] = (g.shape(r) ?? [null, null]).slice(-2);
    if (m === null || n === null) throw new TensorFlowError('NotImplementedError', 'QrGrad not implemented with dynamic shapes.');
    if (m > n || g.shape(q)!.at(-2)! < n) throw new TensorFlowError('NotImplementedError', 'QrGrad not implemented when nrows > ncols and full_matrices is true, or when ncols > nrows.');
    const solveRight = (x: Output): Output => adjointOf(g, triangularSolveOf(g, r, adjointOf(g, x), { lower: false, adjoint: false }));
    const qdq = matmulOf(g, q, dq, true);
    const skewQ = subOf(g, qdq, adjointOf(g, qdq));
    const rdr = matmulOf(g, r, dr, false, true);
    const skewR = subOf(g, rdr, adjointOf(g, rdr));
    const lower = bandPartOf(g, addOf(g, skewQ, skewR), -1, 0);
    const ga = matmulOf(g, q, addOf(g, dr, solveRight(lower)));
    const gb = solveRight(subOf(g, dq, matmulOf(g, q, qdq)));
    return [addOf(g, ga, gb)];
  },
  examples: [
    { inputs: [f32([3, 2], [1, 2, 3, 4, 5, 6])], attrs: { full_matrices: false }, differentiable: false, outputs: [f32([3, 2], [-0.16903079, 0.897085, -0.5070925, 0.2760267, -0.8451542, -0.34503305]), f32([2, 2], [-5.91608, -7.437357, 0, 0.82807845])] },
    { inputs: [f32([3, 3], [4, 1, 0.5, 1, 3, 0.25, 0.5, 0.25, 2])], attrs: { full_matrices: true }, differentiable: false, outputs: [f32([3, 3], [-0.96308684, 0.24441998, -0.11279471, -0.24077173, -0.96953255, -0.045117885, -0.12038586, -0.016294662, 0.9925934]), f32([3, 3], [-4.1533117, -1.7154984, -0.78250813, 0, -2.6682513, -0.15276246, 0, 0, 1.91751])] },
  ],
};
