/** LoopCond: whether a loop goes on; its Switches take their predicate from here. */
import { withRank, type Op } from '../../op.ts';

export const loopCond: Op = {
  type: 'LoopCond', signature: 'input:bool -> output:bool', flow: 'cond',
  infer(inputs) {
    withRank('LoopCond', inputs[0], 0, inputs);
    return [{ dtype: 'bool', shape: [] }];
  },
  compute(c) {
    c.output(0, []);
    c.outU8(0)[0] = c.u8(0)[0];
  },
  flops: () => 0,
  stops: true,
  examples: [],
};
