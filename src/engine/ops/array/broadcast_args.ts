/** BroadcastArgs: the shape that two shapes are broadcast to. */
import { broadcast } from '../../../lib/broadcast.ts';
import { i32, wholes, lengthOf, RunFailure, type Op } from '../../op.ts';

export const broadcastArgs: Op = {
  type: 'BroadcastArgs', signature: 's0:T s1:T -> r0:T | T:type{int32,int64}=int32',
  infer([a, b]) {
    const [m, n] = [lengthOf(a), lengthOf(b)];
    return [{ dtype: a.dtype, shape: [m === null || n === null ? null : Math.max(m, n)] }];
  },
  compute(c) {
    const out = broadcast(wholes(c, 0), wholes(c, 1)) as number[] | null;
    if (!out) throw new RunFailure('InvalidArgumentError', `Incompatible shapes: [${wholes(c, 0).join(',')}] vs. [${wholes(c, 1).join(',')}]`);
    c.make(0, [out.length], c.dtype(0)).set(out);
  },
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [i32([2], [4, 1]), i32([1], [3])], outputs: [i32([2], [4, 3])] }],
};
