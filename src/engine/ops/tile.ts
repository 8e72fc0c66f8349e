/** Tile: its input repeated so many times along each axis. */
import { CODE, f32, i32, sizeOf, type Op } from '../op.ts';

/** Index into the input of each element of the output. */
function source(shape: readonly number[], out: readonly number[], i: number): number {
  let rest = i;
  let from = 0;
  let step = 1;
  for (let d = out.length - 1; d >= 0; d--) {
    const at = rest % out[d];
    rest = (rest - at) / out[d];
    from += (at % shape[d]) * step;
    step *= shape[d];
  }
  return from;
}

export const tile: Op = {
  type: 'Tile', signature: 'input:T multiples:Tmultiples -> output:T | T:type Tmultiples:type{int32,int64}=int32', reads: [1],
  infer(inputs, _, constant) {
    const times = constant(1);
    const shape = inputs[0].shape;
    if (!shape) return [{ dtype: inputs[0].dtype, shape: null }];
    return [{ dtype: inputs[0].dtype, shape: shape.map((d, i) => (times && d !== null ? d * (times.data as Int32Array)[i] : null)) }];
  },
  compute(c) {
    const shape = c.shape(0);
    const times = c.i32(1).slice();
    const out = shape.map((d, i) => d * times[i]);
    c.output(0, out);
    const [x, y] = [c.f32(0), c.outF32(0)];
    if (x.length === 1) y.fill(x[0]);
    else for (let i = 0; i < y.length; i++) y[i] = x[source(shape, out, i)]!;
  },
  reference(inputs) {
    const [x, times] = inputs;
    const out = x.shape.map((d, i) => d * (times.data as Int32Array)[i]);
    return [f32(out, Float32Array.from({ length: sizeOf(out) }, (_, i) => (x.data as Float32Array)[source(x.shape, out, i)]))];
  },
  flops: () => 0,
  code: (inputs, outputs) => (inputs[0].size === outputs[0].size && outputs[0].dtype === 'float32' ? [CODE.copy, 0, 0, outputs[0].size * 4] : null),
  examples: [{ inputs: [f32([1, 2], [1, 2]), i32([2], [3, 2])], differentiable: false }, { inputs: [f32([1], [4]), i32([1], [5])], differentiable: false }],
};
