/** CountUpTo: the value of a counter, which is then one more; an error at the limit. */
import { RunFailure, type Op } from '../../op.ts';

export const countUpTo: Op = {
  type: 'CountUpTo', signature: 'ref:&T -> output:T | limit:int T:type', changes: true,
  infer: ([ref]) => [{ dtype: ref.dtype, shape: [] }],
  compute(c) {
    const out = c.make(0, [], c.dtype(0));
    const counter = c.state.write(0, []);
    const limit = c.attrs.limit as number;
    if (counter[0] >= limit) throw new RunFailure('OutOfRangeError', `Reached limit of ${limit}`);
    out[0] = counter[0]++;
  },
  stops: true,
  flops: () => 1,
  examples: [],
};
