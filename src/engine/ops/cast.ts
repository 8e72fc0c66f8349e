/** Cast between float32, int32 and bool; floating point numbers are cut towards zero. */
import { f32, i32, type DType, type Op } from '../op.ts';

export const cast: Op = {
  type: 'Cast', signature: 'x:SrcT -> y:DstT | SrcT:type DstT:type Truncate:bool=false',
  infer: (inputs, attrs) => [{ dtype: attrs.DstT as DType, shape: inputs[0].shape }],
  compute(c) {
    const to = c.attrs.DstT as DType;
    const from = c.dtype(0);
    c.output(0, c.shape(0), to);
    const x = from === 'float32' ? c.f32(0) : from === 'int32' ? c.i32(0) : c.u8(0);
    const y = to === 'float32' ? c.outF32(0) : to === 'int32' ? c.outI32(0) : c.outU8(0);
    for (let i = 0; i < x.length; i++) y[i] = to === 'bool' ? Number(x[i] !== 0) : x[i];
  },
  reference(inputs, attrs) {
    const x = Array.from(inputs[0].data as Float32Array);
    if (attrs.DstT === 'float32') return [f32(inputs[0].shape, x)];
    if (attrs.DstT === 'int32') return [i32(inputs[0].shape, x.map(Math.trunc))];
    return [{ dtype: 'bool', shape: inputs[0].shape, data: Uint8Array.from(x, (v) => (v === 0 ? 0 : 1)) }];
  },
  flops: (inputs) => inputs[0].reduce((a, b) => a * b, 1),
  examples: [
    { inputs: [f32([3], [1.7, -1.7, 0])], attrs: { SrcT: 'float32', DstT: 'int32' }, differentiable: false },
    { inputs: [i32([3], [1, -1, 0])], attrs: { SrcT: 'int32', DstT: 'float32' }, differentiable: false },
    { inputs: [{ dtype: 'bool', shape: [2], data: Uint8Array.of(1, 0) }], attrs: { SrcT: 'bool', DstT: 'float32' }, differentiable: false },
  ],
};
