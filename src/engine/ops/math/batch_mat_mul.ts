/** BatchMatMul: products of stacks of matrices of equal leading dimensions. */
import { computeProducts, f32, matmulOf, matrixShape, mergeShapes, ShapeError, showDims, sizeOf, unequal, type Op, type Output } from '../../op.ts';

export const batchMatMul: Op = {
  type: 'BatchMatMul', signature: 'x:T y:T -> output:T | T:type adj_x:bool=false adj_y:bool=false',
  infer(inputs, attrs) {
    const [x, y] = inputs.map((s) => matrixShape('BatchMatMul', s));
    if (!x || !y) return [{ dtype: inputs[0].dtype, shape: null }];
    const [m, k] = attrs.adj_x === true ? [x[x.length - 1], x[x.length - 2]] : [x[x.length - 2], x[x.length - 1]];
    const [l, n] = attrs.adj_y === true ? [y[y.length - 1], y[y.length - 2]] : [y[y.length - 2], y[y.length - 1]];
    if (k !== null && l !== null && k !== l) unequal('BatchMatMul', k, l, inputs);
    const lead = mergeShapes(x.slice(0, -2), y.slice(0, -2))?.shape;
    if (!lead) throw new ShapeError(`Dimensions must be equal for '{{node BatchMatMul}}' with input shapes: ${showDims(x)}, ${showDims(y)}.`);
    return [{ dtype: inputs[0].dtype, shape: [...lead, m, n] }];
  },
  compute: computeProducts,
  flops: (inputs, outputs, attrs) => 2 * sizeOf(outputs[0]) * inputs[0][inputs[0].length - (attrs.adj_x === true ? 2 : 1)],
  gradient(g) {
    const [x, y] = g.x as [Output, Output];
    const dy = g.dy[0]!;
    const [ax, ay] = [g.attrs.adj_x === true, g.attrs.adj_y === true];
    const gx = ax ? matmulOf(g, y, dy, ay, true) : matmulOf(g, dy, y, false, !ay);
    const gy = ay ? matmulOf(g, dy, x, true, ax) : matmulOf(g, x, dy, !ax, false);
    return [gx, gy];
  },
  examples: [
    { inputs: [f32([2, 2, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), f32([2, 3, 2], [0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5, 4, 4.5, 5, 5.5])], attrs: { adj_x: false, adj_y: false }, outputs: [f32([2, 2, 2], [8, 11, 17, 24.5, 98, 110, 134, 150.5])] },
  ],
};
