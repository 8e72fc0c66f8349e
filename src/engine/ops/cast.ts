/** Cast between numbers and bool; floating point numbers are cut towards zero. */
import { bools, castOf, cppName, f32, i32, isFloating, isInteger, RunFailure, sizeOf, tensor, type DType, type Op } from '../op.ts';

/** Bits below which float16 and bfloat16 keep nothing. */
export function narrow(v: number, dtype: DType): number {
  if (dtype === 'bfloat16') {
    const word = new Uint32Array(Float32Array.of(v).buffer);
    if (Number.isFinite(v)) word[0] = (word[0] + 0x7fff + ((word[0] >>> 16) & 1)) & 0xffff0000;
    return new Float32Array(word.buffer)[0];
  }
  if (!Number.isFinite(v) || v === 0) return v;
  const exponent = Math.max(-14, Math.floor(Math.log2(Math.abs(v))));
  const grain = 2 ** (exponent - 10);
  const scaled = Math.abs(v) / grain;
  const low = Math.floor(scaled);
  const rest = scaled - low;
  const rounded = (rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : low + 1) * grain;
  return Math.sign(v) * (rounded > 65504 ? Infinity : rounded);
}

/** What TensorFlow gives beyond the numbers of an integer type, and for NaN, on x86: cvttss2si answers the least number there is. */
const BEYOND = { int32: -(2 ** 31), int64: -(2 ** 63), uint64: 2 ** 63 } as const;

/**
 * Cut towards zero. Types of fewer than 32 bits take the last bits of an int32, and uint32 those of an int64, as TensorFlow casts single
 * elements; inside long tensors its packets of 8 or 16 bits give the nearest number of the type instead, by place.
 */
function whole(v: number, to: DType): number {
  const cut = Math.trunc(v) + 0;
  if (to === 'uint64') return cut < 0 && cut >= BEYOND.int64 ? 2 ** 64 + cut : cut >= 0 && cut < 2 ** 64 ? cut : BEYOND.uint64;
  const wide = to === 'int64' || to === 'uint32';
  const half = wide ? 2 ** 63 : 2 ** 31;
  return cut >= -half && cut < half ? cut : BEYOND[wide ? 'int64' : 'int32'];
}

export const cast: Op = {
  type: 'Cast', signature: 'x:SrcT -> y:DstT | SrcT:type DstT:type Truncate:bool=false',
  infer: (inputs, attrs) => [{ dtype: attrs.DstT as DType, shape: inputs[0].shape }],
  compute(c) {
    const to = c.attrs.DstT as DType;
    if ([to, c.dtype(0)].includes('string')) throw new RunFailure('UnimplementedError', `Cast ${cppName(c.dtype(0))} to ${cppName(to)} is not supported`);
    const y = c.make(0, c.shape(0), to);
    const x = c.data(0);
    if (to === 'bool') for (let i = 0; i < x.length; i++) y[i] = Number(x[i] !== 0);
    else if (to === 'float16' || to === 'bfloat16') for (let i = 0; i < x.length; i++) y[i] = narrow(x[i], to);
    else if (isInteger(to) && isFloating(c.dtype(0))) for (let i = 0; i < x.length; i++) y[i] = whole(x[i], to);
    else y.set(x);
  },
  flops: (inputs) => sizeOf(inputs[0]),
  gradient(g) {
    const back = g.dtype(g.x[0]);
    return [isFloating(back) && isFloating(g.dtype(g.dy[0]!)) ? castOf(g, g.dy[0]!, back) : null];
  },
  examples: [
    { inputs: [f32([3], [1.7, -1.7, 0])], attrs: { SrcT: 'float32', DstT: 'int32' }, differentiable: false, outputs: [i32([3], [1, -1, 0])] },
    { inputs: [i32([3], [1, -1, 0])], attrs: { SrcT: 'int32', DstT: 'float32' }, differentiable: false, outputs: [f32([3], [1, -1, 0])] },
    { inputs: [bools([2], [1, 0])], attrs: { SrcT: 'bool', DstT: 'float32' }, differentiable: false, outputs: [f32([2], [1, 0])] },
    { inputs: [f32([3], [1.7, -0.2, 0])], attrs: { SrcT: 'float32', DstT: 'bool' }, differentiable: false, outputs: [bools([3], [1, 1, 0])] },
    { inputs: [f32([2], [1.7, -0.2])], attrs: { SrcT: 'float32', DstT: 'int64' }, differentiable: false, outputs: [tensor('int64', [2], [1, 0])] },
    { inputs: [i32([2], [300, -1])], attrs: { SrcT: 'int32', DstT: 'uint8' }, differentiable: false, outputs: [tensor('uint8', [2], [44, 255])] },
    { inputs: [f32([6], [3e9, -3e9, NaN, Infinity, -Infinity, 2147483520])], attrs: { SrcT: 'float32', DstT: 'int32' }, differentiable: false, outputs: [i32([6], [-2147483648, -2147483648, -2147483648, -2147483648, -2147483648, 2147483520])] },
    { inputs: [f32([4], [3e9, 1e20, NaN, -Infinity])], attrs: { SrcT: 'float32', DstT: 'int64' }, differentiable: false, outputs: [tensor('int64', [4], [3e9, -(2 ** 63), -(2 ** 63), -(2 ** 63)])] },
    { inputs: [f32([6], [300.5, -5, 70000, 3e9, NaN, -200])], attrs: { SrcT: 'float32', DstT: 'uint8' }, differentiable: false, outputs: [tensor('uint8', [6], [44, 251, 112, 0, 0, 56])] },
    { inputs: [f32([4], [-200, 300, 70000, 3e9])], attrs: { SrcT: 'float32', DstT: 'int8' }, differentiable: false, outputs: [tensor('int8', [4], [56, 44, 112, 0])] },
    { inputs: [f32([3], [-70000, 32768, 3e9])], attrs: { SrcT: 'float32', DstT: 'int16' }, differentiable: false, outputs: [tensor('int16', [3], [-4464, -32768, 0])] },
    { inputs: [f32([3], [-5, 70000, 3e9])], attrs: { SrcT: 'float32', DstT: 'uint16' }, differentiable: false, outputs: [tensor('uint16', [3], [65531, 4464, 0])] },
    { inputs: [f32([4], [3e9, -5, 1e20, 5e9])], attrs: { SrcT: 'float32', DstT: 'uint32' }, differentiable: false, outputs: [tensor('uint32', [4], [3e9, 4294967291, 0, 705032704])] },
    { inputs: [f32([3], [NaN, 1e20, 5e9])], attrs: { SrcT: 'float32', DstT: 'uint64' }, differentiable: false, outputs: [tensor('uint64', [3], [2 ** 63, 2 ** 63, 5e9])] },
    { inputs: [f32([2], [1.5, -0.25])], attrs: { SrcT: 'float32', DstT: 'float64' }, outputs: [tensor('float64', [2], [1.5, -0.25])] },
    { inputs: [f32([3], [0.1, 65519, 1e-7])], attrs: { SrcT: 'float32', DstT: 'float16' }, differentiable: false, outputs: [tensor('float16', [3], [0.0999755859375, 65504, 1.1920928955078125e-7])] },
  ],
};
