/** StackPopV2: takes the last value off a stack. */
import { RunFailure, heldStack, type DType, type Op } from '../../op.ts';

export const stackPopV2: Op = {
  type: 'StackPopV2', signature: 'handle:resource -> elem:elem_type | elem_type:type ! stateful', changes: true,
  infer: (_, attrs) => [{ dtype: attrs.elem_type as DType, shape: null }],
  compute(c) {
    const stack = heldStack(c);
    const value = stack.values.pop();
    if (!value) throw new RunFailure('InvalidArgumentError', `Stack[${stack.name}] is empty when calling Pop().`);
    c.put(0, value);
  },
  flops: () => 0,
  stops: true,
  examples: [],
};
