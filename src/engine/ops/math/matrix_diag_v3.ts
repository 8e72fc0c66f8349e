/** MatrixDiagV3: matrices with given diagonals. */
import { constantInt, constantInts, diagonalMatrix, eachDiagonal, f32, i32, sizeOf, type Op } from '../../op.ts';

export const matrixDiagV3: Op = {
  type: 'MatrixDiagV3', signature: 'diagonal:T k:int32 num_rows:int32 num_cols:int32 padding_value:T -> output:T | T:type align:string="RIGHT_LEFT"', reads: [1, 2, 3],
  infer([d], _, constant) {
    const [k, rows, cols] = [constantInts(constant(1)), constantInt(constant(2)), constantInt(constant(3))];
    if (!d.shape || !k || rows === null || cols === null) return [{ dtype: d.dtype, shape: null }];
    const [low, high] = [k[0], k[k.length - 1]];
    const longest = d.shape[d.shape.length - 1];
    const lead = d.shape.slice(0, low === high ? -1 : -2);
    return [{ dtype: d.dtype, shape: [...lead, ...(longest === null ? [rows < 0 ? null : rows, cols < 0 ? null : cols] : diagonalMatrix(longest, low, high, rows, cols))] }];
  },
  compute(c) {
    const shape = c.shape(0);
    const k = Array.from(c.data(1));
    const [low, high] = [k[0], k[k.length - 1]];
    const longest = shape[shape.length - 1];
    const [m, n] = diagonalMatrix(longest, low, high, c.data(2)[0], c.data(3)[0]);
    const lead = shape.slice(0, low === high ? -1 : -2);
    const y = c.make(0, [...lead, m, n], c.dtype(0));
    const [x, fill] = [c.data(0), c.data(4)[0]];
    y.fill(fill);
    const count = high - low + 1;
    for (let b = 0; b < sizeOf(lead); b++) eachDiagonal(m, n, low, high, longest, String(c.attrs.align), (d, at, i, j) => { y[(b * m + i) * n + j] = x[(b * count + d) * longest + at]; });
  },
  flops: () => 0,
  gradient(g) {
    return [g.apply('MatrixDiagPartV3', [g.dy[0]!, g.x[1], 0], { align: g.attrs.align }, 'diag_part')[0], null, null, null, null];
  },
  examples: [
    { inputs: [f32([3], [1, 2, 3]), i32([], [0]), i32([], [-1]), i32([], [-1]), f32([], [0])], attrs: { align: 'RIGHT_LEFT' }, outputs: [f32([3, 3], [1, 0, 0, 0, 2, 0, 0, 0, 3])] },
    { inputs: [f32([2, 2], [1, 2, 3, 4]), i32([], [1]), i32([], [-1]), i32([], [-1]), f32([], [9])], attrs: { align: 'RIGHT_LEFT' }, outputs: [f32([2, 3, 3], [9, 1, 9, 9, 9, 2, 9, 9, 9, 9, 3, 9, 9, 9, 4, 9, 9, 9])] },
    { inputs: [f32([3, 3], [0, 8, 9, 1, 2, 3, 4, 5, 0]), i32([2], [-1, 1]), i32([], [3]), i32([], [3]), f32([], [0])], attrs: { align: 'RIGHT_LEFT' }, outputs: [f32([3, 3], [1, 8, 0, 4, 2, 9, 0, 5, 3])] },
  ],
};
