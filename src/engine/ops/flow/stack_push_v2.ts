/** StackPushV2: puts a value on a stack, and hands it on. */
import { RunFailure, heldStack, type Op } from '../../op.ts';

export const stackPushV2: Op = {
  type: 'StackPushV2', signature: 'handle:resource elem:T -> output:T | T:type swap_memory:bool=false ! stateful', changes: true,
  infer: (inputs) => [{ dtype: inputs[1].dtype, shape: inputs[1].shape }],
  compute(c) {
    const stack = heldStack(c);
    if (stack.closed) throw new RunFailure('InvalidArgumentError', `Stack[${stack.name}] has already been closed.`);
    if (stack.most >= 0 && stack.values.length >= stack.most) throw new RunFailure('InvalidArgumentError', `Stack[${stack.name}] overflowed its max_size (${stack.most})`);
    const value = c.tensor(1);
    stack.values.push(value);
    c.put(0, value);
  },
  flops: () => 0,
  stops: true,
  examples: [],
};
