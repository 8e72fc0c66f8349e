/** IsVariableInitialized: whether a variable has a value. */
import { type Op } from '../../op.ts';

export const isVariableInitialized: Op = {
  type: 'IsVariableInitialized', signature: 'ref:&dtype -> is_initialized:bool | dtype:type',
  infer: () => [{ dtype: 'bool', shape: [] }],
  compute(c) { c.make(0, [], 'bool')[0] = Number(c.state.initialised(0)); },
  stops: true,
  flops: () => 0,
  examples: [],
};
