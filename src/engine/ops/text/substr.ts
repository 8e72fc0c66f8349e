/** Substr: parts of strings by position and length. */
import { broadcast, eachPair, strides } from '../../../lib/broadcast.ts';
import { decode, encode, i32, RunFailure, sizeOf, texts, type Op } from '../../op.ts';

export const substr: Op = {
  type: 'Substr', signature: 'input:string pos:T len:T -> output:string | T:type{int32,int64} unit:string{"BYTE","UTF8_CHAR"}="BYTE"',
  infer: ([x, pos]) => [{ dtype: 'string', shape: x.shape && pos.shape ? broadcast(x.shape, pos.shape) : null }],
  compute(c) {
    const [a, b] = [c.shape(0), c.shape(1)];
    const shape = broadcast(a, b) as number[] | null;
    if (!shape) throw new RunFailure('InvalidArgumentError', `Substr broadcast of [${a.join(',')}] and [${b.join(',')}]`);
    const out = new Array<string>(sizeOf(shape));
    const [x, pos, len] = [c.strings(0), c.data(1), c.data(2)];
    const chars = c.attrs.unit === 'UTF8_CHAR';
    eachPair(shape, strides(a, shape), strides(b, shape), (i, p, q) => {
      const text = chars ? Array.from(decode(x[p])) : x[p];
      const at = pos[q] < 0 ? pos[q] + text.length : pos[q];
      if (at < 0 || at > text.length) throw new RunFailure('InvalidArgumentError', `pos ${pos[q]} out of range for string${shape.length === 0 ? '' : ` b'${x[p]}' at index ${i}`}`);
      const part = text.slice(at, at + Math.max(0, len[q]));
      out[i] = typeof part === 'string' ? part : encode(part.join(''));
    });
    c.outStrings(0, shape, out);
  },
  flops: () => 0,
  stops: true,
  examples: [
    { inputs: [texts([2], ['hello', 'world']), i32([], [1]), i32([], [3])], outputs: [texts([2], ['ell', 'orl'])] },
    { inputs: [texts([], ['hello']), i32([], [-3]), i32([], [9])], outputs: [texts([], ['llo'])] },
  ],
};
