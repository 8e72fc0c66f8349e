/** SelfAdjointEigV2: eigenvalues in ascending order and eigenvectors of symmetric matrices. */
import { addOf, adjointOf, bandPartOf, diagOf, diagPartOf, eachMatrix, eigenRows, f32, inverseGaps, matmulOf, mulOf, putRows, rowsOf, setDiagOf, sizeOf, squareShape, type Op, type Output } from '../../op.ts';

export const selfAdjointEigV2: Op = {
  type: 'SelfAdjointEigV2', signature: 'input:T -> e:T v:T | compute_v:bool=true T:type',
  infer([x], attrs) {
    const shape = squareShape('SelfAdjointEigV2', x);
    return [{ dtype: x.dtype, shape: shape?.slice(0, -1) ?? null }, { dtype: x.dtype, shape: attrs.compute_v === true ? shape : [0] }];
  },
  compute(c) {
    const shape = c.shape(0);
    const n = shape[shape.length - 1];
    const vectors = c.attrs.compute_v === true;
    c.output(0, shape.slice(0, -1), c.dtype(0));
    c.output(1, vectors ? shape : [0], c.dtype(0));
    const [x, e, v] = [c.data(0), c.out(0), c.out(1)];
    eachMatrix(shape, (at, i) => {
      const parts = eigenRows(rowsOf(x, at, n, n));
      e.set(parts.values, i * n);
      if (vectors) putRows(v, at, parts.vectors);
    });
  },
  flops: (inputs) => 9 * sizeOf(inputs[0]) * (inputs[0].at(-1) ?? 1),
  gradient(g) {
    const [e, v] = g.y as [Output, Output];
    const [de, dv] = [g.dy[0]!, g.dy[1]!];
    return g.after([de, dv], () => {
      let ga: Output;
      if (g.attrs.compute_v === true) {
        const gaps = inverseGaps(g, e);
        const middle = addOf(g, diagOf(g, de), mulOf(g, gaps, matmulOf(g, v, dv, true)));
        ga = matmulOf(g, v, matmulOf(g, middle, v, false, true));
      } else {
        const w = g.apply('SelfAdjointEigV2', [g.x[0]], { compute_v: true })[1];
        ga = matmulOf(g, w, matmulOf(g, diagOf(g, de), w, false, true));
      }
      ga = bandPartOf(g, addOf(g, ga, adjointOf(g, ga)), -1, 0);
      return [setDiagOf(g, ga, mulOf(g, 0.5, diagPartOf(g, ga)))];
    });
  },
  examples: [
    { inputs: [f32([3, 3], [4, 1, 0.5, 1, 3, 0.25, 0.5, 0.25, 2])], attrs: { compute_v: false }, differentiable: false, outputs: [f32([3], [1.8816803, 2.38676, 4.731558]), f32([0], [])] },
  ],
};
