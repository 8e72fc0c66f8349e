/** ControlTrigger: a NoOp that runs even where what it waits for is dead. */
import type { Op } from '../../op.ts';

export const controlTrigger: Op = {
  type: 'ControlTrigger', signature: '->', computes: false, flow: 'trigger',
  infer: () => [],
  compute: () => { /* nothing */ },
  flops: () => 0,
  stops: true,
  examples: [],
};
