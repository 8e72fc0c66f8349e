/** BatchMatMulV3: products of stacks of matrices of two dtypes. */
import { broadcast } from '../../../lib/broadcast.ts';
import { computeProducts, f32, i32, matmulOf, matrixShape, reduceBatches, ShapeError, showDims, sizeOf, unequal, type DType, type Op, type Output } from '../../op.ts';

export const batchMatMulV3: Op = {
  type: 'BatchMatMulV3', signature: 'x:Ta y:Tb -> output:Tout | Ta:type Tb:type Tout:type adj_x:bool=false adj_y:bool=false',
  infer(inputs, attrs) {
    const [x, y] = inputs.map((s) => matrixShape('BatchMatMulV3', s));
    if (!x || !y) return [{ dtype: attrs.Tout as DType, shape: null }];
    const [m, k] = attrs.adj_x === true ? [x[x.length - 1], x[x.length - 2]] : [x[x.length - 2], x[x.length - 1]];
    const [l, n] = attrs.adj_y === true ? [y[y.length - 1], y[y.length - 2]] : [y[y.length - 2], y[y.length - 1]];
    if (k !== null && l !== null && k !== l) unequal('BatchMatMulV3', k, l, inputs);
    const lead = broadcast(x.slice(0, -2), y.slice(0, -2));
    if (!lead) throw new ShapeError(`Dimensions must be equal for '{{node BatchMatMulV3}}' with input shapes: ${showDims(x)}, ${showDims(y)}.`);
    return [{ dtype: attrs.Tout as DType, shape: [...lead, m, n] }];
  },
  compute: computeProducts,
  flops: (inputs, outputs, attrs) => 2 * sizeOf(outputs[0]) * inputs[0][inputs[0].length - (attrs.adj_x === true ? 2 : 1)],
  gradient(g) {
    const [x, y] = g.x as [Output, Output];
    const dy = g.dy[0]!;
    const [ax, ay] = [g.attrs.adj_x === true, g.attrs.adj_y === true];
    const gx = ax ? matmulOf(g, y, dy, ay, true) : matmulOf(g, dy, y, false, !ay);
    const gy = ay ? matmulOf(g, dy, x, true, ax) : matmulOf(g, x, dy, !ax, false);
    const flat = [x, y].every((o) => (g.shape(o)?.length ?? 3) <= 2);
    return reduceBatches(g, x, y, gx, gy, flat);
  },
  examples: [
    { inputs: [f32([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), f32([2, 3, 2], [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5])], attrs: { adj_x: false, adj_y: false, Tout: 'float32' }, outputs: [f32([2, 2, 2], [8, 11, 17, 24.5, 98, 110, 134, 150.5])] },
    { inputs: [f32([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), f32([3, 2], [1, 2, 3, 4, 5, 6])], attrs: { adj_x: false, adj_y: false, Tout: 'float32' }, outputs: [f32([2, 2, 2], [22, 28, 49, 64, 76, 100, 103, 136])] },
    { inputs: [f32([2, 3, 2], [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5]), f32([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])], attrs: { adj_x: true, adj_y: true, Tout: 'float32' }, outputs: [f32([2, 2, 2], [8, 17, 11, 24.5, 98, 134, 110, 150.5])] },
    { inputs: [i32([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), i32([2, 3, 2], [0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5])], attrs: { adj_x: false, adj_y: false, Tout: 'int32' }, differentiable: false, outputs: [i32([2, 2, 2], [8, 8, 17, 17, 98, 98, 134, 134])] },
  ],
};
