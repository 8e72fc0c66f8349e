/** MatrixSetDiagV3: matrices with other diagonals. */
import { concatOf, eachDiagonal, f32, i32, isFull, matrixShape, reduceOf, sizeOf, sliceOf, zerosAs, zerosOf, type Op, type Output } from '../../op.ts';

export const matrixSetDiagV3: Op = {
  type: 'MatrixSetDiagV3', signature: 'input:T diagonal:T k:int32 -> output:T | T:type align:string="RIGHT_LEFT"', reads: [2],
  infer: ([x]) => [{ dtype: x.dtype, shape: matrixShape('MatrixSetDiagV3', x) }],
  compute(c) {
    const shape = c.shape(0);
    const k = Array.from(c.data(2));
    const [low, high] = [k[0], k[k.length - 1]];
    const [m, n] = shape.slice(-2);
    const longest = c.shape(1)[c.shape(1).length - 1];
    const count = high - low + 1;
    const y = c.make(0, shape, c.dtype(0));
    const [x, d] = [c.data(0), c.data(1)];
    y.set(x);
    for (let b = 0; b < sizeOf(shape.slice(0, -2)); b++) eachDiagonal(m, n, low, high, longest, String(c.attrs.align), (q, at, i, j) => { y[(b * m + i) * n + j] = d[(b * count + q) * longest + at]; });
  },
  flops: () => 0,
  gradient(g) {
    const [x, d, k] = g.x as [Output, Output, Output];
    const [sx, sd] = [g.shape(x), g.shape(d)];
    const align = { align: g.attrs.align };
    const value = g.evaluate(k);
    const single = value === null || value.data.length === 1 || value.data[0] === value.data[1];
    const lead = sx?.slice(0, -2) ?? sd?.slice(0, single ? -1 : -2) ?? null;
    let zeros: Output;
    if (sd && isFull(sd)) zeros = zerosOf(g, sd, g.dtype(g.dy[0]!));
    else {
      const dims = g.shapeOf(g.dy[0]!);
      const tail = sliceOf(g, dims, -2, null);
      const least = reduceOf(g, 'Min', tail, null);
      const front = lead && isFull(lead) ? g.constant(i32([lead.length], lead)) : sliceOf(g, dims, null, -2);
      zeros = zerosAs(g, concatOf(g, [front, [least] as never], 0), g.dtype(g.dy[0]!));
    }
    const gx = g.apply('MatrixSetDiagV3', [g.dy[0]!, zeros, k], align, 'set_diag')[0];
    return [gx, g.apply('MatrixDiagPartV3', [g.dy[0]!, k, 0], align, 'diag_part')[0], null];
  },
  examples: [
    { inputs: [f32([3, 3], [4, 1, 0.5, 1, 3, 0.25, 0.5, 0.25, 2]), f32([3], [7, 8, 9]), i32([], [0])], attrs: { align: 'RIGHT_LEFT' }, outputs: [f32([3, 3], [7, 1, 0.5, 1, 8, 0.25, 0.5, 0.25, 9])] },
    { inputs: [f32([3, 2], [1, 2, 3, 4, 5, 6]), f32([2], [7, 8]), i32([], [-1])], attrs: { align: 'RIGHT_LEFT' }, outputs: [f32([3, 2], [1, 2, 7, 4, 5, 8])] },
  ],
};
