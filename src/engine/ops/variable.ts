/** VariableV2: a reference to state that a session owns; initialised by an Assign. */
import { CODE, type DType, type Op } from '../op.ts';

export const variable: Op = {
  type: 'VariableV2', signature: '-> ref:&dtype | shape:shape dtype:type container:string="" shared_name:string="" ! stateful',
  infer: (_, attrs) => [{ dtype: attrs.dtype as DType, shape: attrs.shape as number[] }],
  compute: () => { /* the node's value is the state itself; where that has no place in memory, the run puts it there */ },
  flops: () => 0,
  code: (_, [out]) => (out.dtype === 'string' ? null : [CODE.constant]),
  examples: [],
};
