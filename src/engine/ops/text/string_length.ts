/** StringLength: bytes or characters of strings. */
import { decode, i32, texts, type Op } from '../../op.ts';

export const stringLength: Op = {
  type: 'StringLength', signature: 'input:string -> output:int32 | unit:string{"BYTE","UTF8_CHAR"}="BYTE"',
  infer: ([x]) => [{ dtype: 'int32', shape: x.shape }],
  compute(c) { c.make(0, c.shape(0)).set(c.strings(0).map((s) => (c.attrs.unit === 'UTF8_CHAR' ? Array.from(decode(s)).length : s.length))); },
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [texts([2], ['ab', ''])], outputs: [i32([2], [2, 0])] }],
};
