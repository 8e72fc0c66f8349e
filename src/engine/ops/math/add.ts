/** Add: x + y with broadcasting, of texts too. */
import { broadcast, eachPair, strides } from '../../../lib/broadcast.ts';
import { binaryOp, f32, RunFailure, texts, unbroadcast, type Op } from '../../op.ts';

const numbers = binaryOp({
  type: 'Add', signature: 'x:T y:T -> z:T | T:type', f: (x, y) => x + y, gradient: (g) => unbroadcast(g, g.dy[0]!, g.dy[0]!),
  examples: [
    { inputs: [f32([2], [1, 2]), f32([], [0.5])], outputs: [f32([2], [1.5, 2.5])] },
    { inputs: [texts([2], ['a', 'b']), texts([], ['c'])], outputs: [texts([2], ['ac', 'bc'])] },
  ],
});

export const add: Op = {
  ...numbers,
  compute(c) {
    if (c.dtype(0) !== 'string') { numbers.compute(c); return; }
    const [a, b] = [c.shape(0), c.shape(1)];
    const out = broadcast(a, b) as number[] | null;
    if (!out) throw new RunFailure('InvalidArgumentError', `Incompatible shapes: [${a.join(',')}] vs. [${b.join(',')}]`);
    const [x, y] = [c.strings(0), c.strings(1)];
    const text: string[] = [];
    eachPair(out, strides(a, out), strides(b, out), (i, p, q) => { text[i] = x[p] + y[q]; });
    c.outStrings(0, out, text);
  },
};
