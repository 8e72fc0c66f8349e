/** AddN: the sum of all inputs, in their order. */
import { CODE, f32, sizeOf, type Op } from '../op.ts';

export const addN: Op = {
  type: 'AddN', signature: 'inputs:N*T -> sum:T | N:int>=1 T:type ! commutative ! aggregate',
  infer: (inputs) => [{ dtype: inputs[0].dtype, shape: inputs[0].shape }],
  compute(c) {
    const size = sizeOf(c.shape(0));
    const out = c.output(0, c.shape(0));
    c.outF32(0).set(c.f32(0));
    for (let i = 1; i < c.inputs; i++) c.kernels.binary(0, out, c.address(i), out, 1, size, 0, 1, 0, 1);
  },
  reference(inputs) {
    const sum = Float32Array.from(inputs[0].data as Float32Array);
    for (const t of inputs.slice(1)) (t.data as Float32Array).forEach((v, i) => { sum[i] = sum[i] + v; });
    return [f32(inputs[0].shape, sum)];
  },
  flops: (inputs) => (inputs.length - 1) * sizeOf(inputs[0]),
  gradient: (g) => g.x.map(() => g.dy[0]!),
  code: (inputs, outputs) => (outputs[0].dtype === 'float32' ? [CODE.addn, 0, 0, outputs[0].size * 4, inputs.length] : null),
  examples: [{ inputs: [f32([2], [1, 2]), f32([2], [3, 4]), f32([2], [0.1, 0.2])] }, { inputs: [f32([5], [1, 2, 3, 4, 5]), f32([5], [1, 1, 2, 3, 5])] }],
};
