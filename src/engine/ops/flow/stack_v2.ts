/** StackV2: a new stack, on which loops keep what their gradients will need. */
import { putHandle, StackObject, type DType, type Op } from '../../op.ts';

export const stackV2: Op = {
  type: 'StackV2', signature: 'max_size:int32 -> handle:resource | elem_type:type stack_name:string="" ! stateful',
  infer: () => [{ dtype: 'resource', shape: [2] }],
  compute(c) { putHandle(c, 0, new StackObject((c.attrs.stack_name as string) || c.name, c.attrs.elem_type as DType, c.i32(0)[0])); },
  flops: () => 0,
  stops: true,
  examples: [],
};
