/** MatrixDiagPartV3: diagonals of matrices. */
import { constantInts, eachDiagonal, f32, i32, matrixShape, sizeOf, zerosLikeOf, type Op } from '../../op.ts';

export const matrixDiagPartV3: Op = {
  type: 'MatrixDiagPartV3', signature: 'input:T k:int32 padding_value:T -> diagonal:T | T:type align:string="RIGHT_LEFT"', reads: [1],
  infer([x], _, constant) {
    const shape = matrixShape('MatrixDiagPartV3', x);
    const k = constantInts(constant(1));
    if (!shape || !k) return [{ dtype: x.dtype, shape: null }];
    const [low, high] = [k[0], k[k.length - 1]];
    const [m, n] = shape.slice(-2);
    const longest = m === null || n === null ? null : Math.min(m + Math.min(high, 0), n - Math.max(low, 0));
    return [{ dtype: x.dtype, shape: [...shape.slice(0, -2), ...(low === high ? [] : [high - low + 1]), longest] }];
  },
  compute(c) {
    const shape = c.shape(0);
    const k = Array.from(c.data(1));
    const [low, high] = [k[0], k[k.length - 1]];
    const [m, n] = shape.slice(-2);
    const longest = Math.min(m + Math.min(high, 0), n - Math.max(low, 0));
    const count = high - low + 1;
    const y = c.make(0, [...shape.slice(0, -2), ...(low === high ? [] : [count]), longest], c.dtype(0));
    const [x, fill] = [c.data(0), c.data(2)[0]];
    y.fill(fill);
    for (let b = 0; b < sizeOf(shape.slice(0, -2)); b++) eachDiagonal(m, n, low, high, longest, String(c.attrs.align), (d, at, i, j) => { y[(b * count + d) * longest + at] = x[(b * m + i) * n + j]; });
  },
  flops: () => 0,
  gradient(g) {
    const shape = g.shape(g.x[0]);
    const [m, n] = shape?.slice(-2) ?? [null, null];
    if (shape && m !== null && n !== null) return [g.apply('MatrixDiagV3', [g.dy[0]!, g.x[1], m, n, 0], { align: g.attrs.align }, 'diag')[0], null, null];
    return [g.apply('MatrixSetDiagV3', [zerosLikeOf(g, g.x[0]), g.dy[0]!, g.x[1]], { align: g.attrs.align }, 'set_diag')[0], null, null];
  },
  examples: [
    { inputs: [f32([3, 3], [4, 1, 0.5, 1, 3, 0.25, 0.5, 0.25, 2]), i32([], [0]), f32([], [0])], attrs: { align: 'RIGHT_LEFT' }, outputs: [f32([3], [4, 3, 2])] },
    { inputs: [f32([3, 2], [1, 2, 3, 4, 5, 6]), i32([2], [-1, 1]), f32([], [9])], attrs: { align: 'RIGHT_LEFT' }, outputs: [f32([3, 2], [9, 2, 1, 4, 3, 6])] },
    { inputs: [f32([2, 2, 2], [4, 1, 2, 3, 3, 0.5, -1, 2]), i32([], [-1]), f32([], [0])], attrs: { align: 'RIGHT_LEFT' }, outputs: [f32([2, 1], [2, -1])] },
  ],
};
