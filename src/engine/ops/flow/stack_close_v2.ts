/** StackCloseV2: the stack may no longer be used. */
import { heldStack, type Op } from '../../op.ts';

export const stackCloseV2: Op = {
  type: 'StackCloseV2', signature: 'handle:resource -> ! stateful', changes: true,
  infer: () => [],
  compute(c) {
    const stack = heldStack(c);
    stack.closed = true;
    stack.values.length = 0;
  },
  flops: () => 0,
  stops: true,
  examples: [],
};
