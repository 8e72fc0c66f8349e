/** Assert: fails the run where its condition is false, with a summary of its data (kernels/logging_ops.cc). */
import { RunFailure, summarize, type Op } from '../../op.ts';

export const assertOp: Op = {
  type: 'Assert', signature: 'condition:bool data:T -> | T:list(type)>=1 summarize:int=3 ! stateful', computes: false, changes: true,
  infer: () => [],
  compute(c) {
    if (c.data(0)[0] !== 0) return;
    const most = c.attrs.summarize as number;
    const parts = Array.from({ length: c.inputs - 1 }, (_, i) => `[${summarize(c.tensor(i + 1), most)}]`);
    throw new RunFailure('InvalidArgumentError', `assertion failed: ${parts.join(' ')}`);
  },
  flops: () => 0,
  stops: true,
  examples: [],
};
