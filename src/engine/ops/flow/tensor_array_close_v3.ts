/** TensorArrayCloseV3: the array may no longer be used. */
import { arrayOf, type Op } from '../../op.ts';

export const tensorArrayCloseV3: Op = {
  type: 'TensorArrayCloseV3', signature: 'handle:resource -> ! stateful', changes: true,
  infer: () => [],
  compute: (c) => arrayOf(c).close(),
  flops: () => 0,
  stops: true,
  examples: [],
};
