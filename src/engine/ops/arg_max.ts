/** ArgMax: index of the first greatest element along an axis, as int32. */
import { eachReduced, normalAxes } from '../../lib/reduce.ts';
import { f32, i32, sizeOf, type Op } from '../op.ts';

export const argMax: Op = {
  type: 'ArgMax', signature: 'input:T dimension:Tidx -> output:output_type | T:type Tidx:type{int16,int32,int64}=int32 output_type:type=int64', reads: [1],
  infer(inputs, _, constant) {
    const axis = constant(1);
    const [x] = inputs;
    if (!x.shape || !axis) return [{ dtype: 'int32', shape: null }];
    const [a] = normalAxes(axis.data as Int32Array, x.shape.length);
    return [{ dtype: 'int32', shape: x.shape.filter((_d, i) => i !== a) }];
  },
  compute(c) {
    const shape = c.shape(0);
    const axes = normalAxes(c.i32(1), shape.length);
    c.output(0, shape.filter((_, i) => i !== axes[0]), 'int32');
    const [x, y] = [c.f32(0), c.outI32(0)];
    const best = new Int32Array(y.length).fill(-1);
    const step = sizeOf(shape.slice(axes[0] + 1));
    eachReduced(shape, axes, (s, t) => { if (best[t] < 0 || x[s] > x[best[t]]) best[t] = s; });
    for (let t = 0; t < y.length; t++) y[t] = Math.floor(best[t] / step) % shape[axes[0]];
  },
  reference(inputs) {
    const [x] = inputs;
    const data = Array.from(x.data as Float32Array);
    const [a] = normalAxes(inputs[1].data as Int32Array, x.shape.length);
    const [outer, n, inner] = [sizeOf(x.shape.slice(0, a)), x.shape[a], sizeOf(x.shape.slice(a + 1))];
    const out: number[] = [];
    for (let o = 0; o < outer; o++) {
      for (let i = 0; i < inner; i++) {
        const row = Array.from({ length: n }, (_, k) => data[(o * n + k) * inner + i]);
        out.push(row.indexOf(Math.max(...row)));
      }
    }
    return [i32(x.shape.filter((_, i) => i !== a), out)];
  },
  flops: (inputs) => sizeOf(inputs[0]),
  examples: [
    { inputs: [f32([2, 3], [1, 9, 3, 7, 7, 6]), i32([], [1])], differentiable: false },
    { inputs: [f32([2, 3], [1, 9, 3, 7, 7, 6]), i32([], [0])], differentiable: false },
  ],
};
