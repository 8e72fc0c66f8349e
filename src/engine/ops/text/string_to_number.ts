/** StringToNumber: strings read as numbers. */
import { arrayType, f32, i32, isFloating, RunFailure, texts, type DType, type Op } from '../../op.ts';

export const stringToNumber: Op = {
  type: 'StringToNumber', signature: 'string_tensor:string -> output:out_type | out_type:type{float32,float64,int32,int64,uint32,uint64}=float32',
  infer: ([x], attrs) => [{ dtype: attrs.out_type as DType, shape: x.shape }],
  compute(c) {
    const dtype = c.attrs.out_type as DType;
    const read = c.strings(0).map((text) => {
      const plain = text.trim();
      const v = /^[+-]?(inf(inity)?)$/i.test(plain) ? (plain.startsWith('-') ? -Infinity : Infinity) : /^[+-]?nan$/i.test(plain) ? NaN : plain === '' ? NaN : Number(plain);
      const ok = isFloating(dtype) ? plain !== '' && (!Number.isNaN(v) || /nan$/i.test(plain)) : /^[+-]?\d+$/.test(plain);
      if (!ok) throw new RunFailure('InvalidArgumentError', `StringToNumberOp could not correctly convert string: ${text}`);
      return v;
    });
    c.make(0, c.shape(0), dtype).set(arrayType(dtype).from(read));
  },
  flops: () => 0,
  stops: true,
  examples: [
    { inputs: [texts([2], ['1.5', '-2e3'])], outputs: [f32([2], [1.5, -2000])] },
    { inputs: [texts([1], ['7'])], attrs: { out_type: 'int32' }, outputs: [i32([1], [7])] },
  ],
};
