/** SparseMatMul: the product of two matrices with many zeros. */
import { f32, multiplyPlain, RunFailure, sizeOf, transposeBy, unequal, withRank, type Op, type Output } from '../../op.ts';

export const sparseMatMul: Op = {
  type: 'SparseMatMul', signature: 'a:Ta b:Tb -> product:float32 | transpose_a:bool=false transpose_b:bool=false a_is_sparse:bool=false b_is_sparse:bool=false Ta:type{float32,bfloat16}=float32 Tb:type{float32,bfloat16}=float32',
  infer(inputs, attrs) {
    const [x, y] = inputs.map((s) => withRank('SparseMatMul', s, 2, inputs));
    const [m, k] = attrs.transpose_a === true ? [x[1], x[0]] : [x[0], x[1]];
    const [l, n] = attrs.transpose_b === true ? [y[1], y[0]] : [y[0], y[1]];
    if (k !== null && l !== null && k !== l) unequal('SparseMatMul', k, l, inputs);
    return [{ dtype: 'float32', shape: [m, n] }];
  },
  compute(c) {
    const [ta, tb] = [c.attrs.transpose_a === true, c.attrs.transpose_b === true];
    const [a, b] = [c.shape(0), c.shape(1)];
    const [m, k] = ta ? [a[1], a[0]] : [a[0], a[1]];
    const [l, n] = tb ? [b[1], b[0]] : [b[0], b[1]];
    if (k !== l) throw new RunFailure('InvalidArgumentError', `Matrix size incompatible: a: [${a.join(',')}], b: [${b.join(',')}]`);
    const z = c.make(0, [m, n]);
    multiplyPlain(c.data(0), c.data(1), z, m, k, n, ta, tb);
  },
  flops: (inputs, outputs, attrs) => 2 * sizeOf(outputs[0]) * inputs[0][attrs.transpose_a === true ? 0 : 1],
  gradient(g) {
    const [x, y] = g.x as [Output, Output];
    const dy = g.dy[0]!;
    const sparse = new Map<Output, boolean>([[x, g.attrs.a_is_sparse === true], [y, g.attrs.b_is_sparse === true], [dy, g.typeOf(dy) === 'ReluGrad']]);
    const product = (a: Output, b: Output, ta: boolean, tb: boolean): Output => {
      const right = tb ? transposeBy(g, b, [1, 0]) : b;
      const flags = { a_is_sparse: sparse.get(a)!, b_is_sparse: sparse.get(b)! };
      return flags.a_is_sparse || flags.b_is_sparse ? g.emit('SparseMatMul', [a, right], { transpose_a: ta, transpose_b: false, ...flags }, 'MatMul')[0] : g.emit('MatMul', [a, right], { transpose_a: ta, transpose_b: false }, 'MatMul')[0];
    };
    const [ta, tb] = [g.attrs.transpose_a === true, g.attrs.transpose_b === true];
    if (!ta && !tb) { const gx = product(dy, y, false, true); return [gx, product(x, dy, true, false)]; }
    if (!ta) { const gx = product(dy, y, false, false); return [gx, product(dy, x, true, false)]; }
    if (!tb) { const gx = product(y, dy, false, true); return [gx, product(x, dy, false, false)]; }
    const gx = product(y, dy, true, true);
    return [gx, product(dy, x, true, true)];
  },
  examples: [
    { inputs: [f32([2, 3], [2, 1, -1, 0.5, 3, 1]), f32([3, 2], [1, 2, 3, 4, 5, 6])], attrs: { transpose_a: false, transpose_b: false, a_is_sparse: true, b_is_sparse: false }, outputs: [f32([2, 2], [0, 2, 14.5, 19])] },
  ],
};
