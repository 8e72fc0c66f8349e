/** Svd: singular values in descending order, and singular vectors. */
import { eachMatrix, f32, matrixShape, putRows, rowsOf, sizeOf, svdRows, type Op } from '../../op.ts';

export const svd: Op = {
  type: 'Svd', signature: 'input:T -> s:T u:T v:T | compute_uv:bool=true full_matrices:bool=false T:type',
  infer([x], attrs) {
    const shape = matrixShape('Svd', x);
    const none = { dtype: x.dtype, shape: null };
    if (!shape) return [none, none, none];
    const [m, n] = [shape[shape.length - 2], shape[shape.length - 1]];
    const p = m === null || n === null ? null : Math.min(m, n);
    const lead = shape.slice(0, -2);
    const full = attrs.full_matrices === true;
    const s = { dtype: x.dtype, shape: [...lead, p] };
    if (attrs.compute_uv !== true) return [s, { dtype: x.dtype, shape: [0] }, { dtype: x.dtype, shape: [0] }];
    return [s, { dtype: x.dtype, shape: [...lead, m, full ? m : p] }, { dtype: x.dtype, shape: [...lead, n, full ? n : p] }];
  },
  compute(c) {
    const shape = c.shape(0);
    const [m, n] = [shape[shape.length - 2], shape[shape.length - 1]];
    const [uv, full] = [c.attrs.compute_uv === true, c.attrs.full_matrices === true];
    const p = Math.min(m, n);
    const lead = shape.slice(0, -2);
    const [cu, cv] = full ? [m, n] : [p, p];
    c.output(0, [...lead, p], c.dtype(0));
    c.output(1, uv ? [...lead, m, cu] : [0], c.dtype(0));
    c.output(2, uv ? [...lead, n, cv] : [0], c.dtype(0));
    const [x, s, u, v] = [c.data(0), c.out(0), c.out(1), c.out(2)];
    eachMatrix(shape, (at, i) => {
      const parts = svdRows(rowsOf(x, at, m, n), n);
      s.set(parts.s.slice(0, p), i * p);
      if (!uv) return;
      putRows(u, i * m * cu, parts.u.map((row) => row.slice(0, cu)));
      putRows(v, i * n * cv, parts.v.map((row) => row.slice(0, cv)));
    });
  },
  flops: (inputs) => 20 * sizeOf(inputs[0]) * (inputs[0].at(-1) ?? 1),
  examples: [
    { inputs: [f32([3, 2], [1, 2, 3, 4, 5, 6])], attrs: { compute_uv: false, full_matrices: false }, differentiable: false, outputs: [f32([2], [9.525518, 0.51429987]), f32([0], []), f32([0], [])] },
  ],
};
