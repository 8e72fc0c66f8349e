/** MatMul: the product of two matrices, each transposed or not; sums over k in ascending order. */
import { CODE, f32, multiplier, multiplyPlain, RunFailure, ShapeError, showDims, type Attrs, type Op, type Shape } from '../op.ts';

const dims = (shape: Shape, transpose: boolean): [number | null, number | null] => (transpose ? [shape[1]!, shape[0]!] : [shape[0]!, shape[1]!]);

const attrs = (a: boolean, b: boolean): Attrs => ({ transpose_a: a, transpose_b: b });

export const matMul: Op = {
  type: 'MatMul', signature: 'a:T b:T -> product:T | transpose_a:bool=false transpose_b:bool=false T:type',
  infer(inputs, a) {
    const [x, y] = inputs;
    for (const s of [x, y]) {
      if (s.shape && s.shape.length !== 2) throw new ShapeError(`Shape must be rank 2 but is rank ${s.shape.length} for '{{node MatMul}}' with input shapes: ${showDims(x.shape)}, ${showDims(y.shape)}.`);
    }
    const [m, k] = x.shape ? dims(x.shape, a.transpose_a === true) : [null, null];
    const [l, n] = y.shape ? dims(y.shape, a.transpose_b === true) : [null, null];
    if (k !== null && l !== null && k !== l) {
      throw new ShapeError(`Dimensions must be equal, but are ${k} and ${l} for '{{node MatMul}}' with input shapes: ${showDims(x.shape)}, ${showDims(y.shape)}.`);
    }
    return [{ dtype: x.dtype, shape: [m, n] }];
  },
  compute(c) {
    const ta = c.attrs.transpose_a === true;
    const tb = c.attrs.transpose_b === true;
    const [m, k] = dims(c.shape(0), ta) as [number, number];
    const [l, n] = dims(c.shape(1), tb) as [number, number];
    if (k !== l) throw new RunFailure('InvalidArgumentError', `Matrix size-incompatible: In[0]: [${c.shape(0).join(',')}], In[1]: [${c.shape(1).join(',')}]`);
    const out = c.output(0, [m, n]);
    if (c.dtype(0) !== 'float32') { multiplyPlain(c.data(0), c.data(1), c.out(0), m, k, n, ta, tb); return; }
    multiplier(c, m, k, n, ta, tb, 1)(c.address(0), c.address(1), out);
  },
  reference(inputs, a) {
    const [x, y] = inputs as [typeof inputs[0], typeof inputs[0]];
    const ta = a.transpose_a === true;
    const tb = a.transpose_b === true;
    const [m, k] = dims(x.shape, ta) as [number, number];
    const n = dims(y.shape, tb)[1] as number;
    const p = x.data as Float32Array;
    const q = y.data as Float32Array;
    const out = new Float32Array(m * n);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let s = 0; s < k; s++) sum = Math.fround(sum + Math.fround(p[ta ? s * m + i : i * k + s] * q[tb ? j * k + s : s * n + j]));
        out[i * n + j] = sum;
      }
    }
    return [f32([m, n], out)];
  },
  flops: (inputs, outputs, a) => 2 * outputs[0][0] * outputs[0][1] * inputs[0][a.transpose_a === true ? 0 : 1],
  gradient(g) {
    const [x, y] = g.x;
    const dy = g.dy[0]!;
    const ta = g.attrs.transpose_a === true;
    const tb = g.attrs.transpose_b === true;
    const mul = (l: typeof dy, r: typeof dy, a: boolean, b: boolean, name: string) => g.emit('MatMul', [l, r], attrs(a, b), name)[0];
    if (!ta && !tb) return [mul(dy, y, false, true, 'MatMul'), mul(x, dy, true, false, 'MatMul')];
    if (!ta && tb) return [mul(dy, y, false, false, 'MatMul'), mul(dy, x, true, false, 'MatMul')];
    if (ta && !tb) return [mul(y, dy, false, true, 'MatMul'), mul(x, dy, false, false, 'MatMul')];
    return [mul(y, dy, true, true, 'MatMul'), mul(dy, x, true, true, 'MatMul')];
  },
  code(inputs, outputs, a) {
    if (outputs[0].dtype !== 'float32') return null;
    const [m, n] = outputs[0].shape as [number, number];
    const k = dims(inputs[0].shape!, a.transpose_a === true)[1] as number;
    return [CODE.matmul, 0, 0, m, k, n, a.transpose_a === true ? 1 : 0, a.transpose_b === true ? 1 : 0];
  },
  examples: [
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6]), f32([3, 2], [0.5, -1, 2, 0.25, 1, 1])], attrs: attrs(false, false) },
    { inputs: [f32([3, 2], [1, 2, 3, 4, 5, 6]), f32([3, 10], Array.from({ length: 30 }, (_, i) => (i % 7) - 3.1))], attrs: attrs(true, false) },
    { inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6]), f32([5, 3], Array.from({ length: 15 }, (_, i) => (i % 4) - 1.3))], attrs: attrs(false, true) },
    { inputs: [f32([3, 2], [1, 2, 3, 4, 5, 6]), f32([2, 3], [3, 1, 2, -1, 0.1, 4])], attrs: attrs(true, true) },
    { inputs: [f32([1, 5], [0.1, 0.2, 0.3, 0.4, 0.5]), f32([5, 17], Array.from({ length: 85 }, (_, i) => Math.fround(((i * 37) % 19) / 7 - 1)))], attrs: attrs(false, false) },
  ],
};
