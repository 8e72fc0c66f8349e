/** Enter and RefEnter: a value comes into a loop's frame, for its first iteration or, as a constant, for all of them. Only a run with frames executes them (frames.ts). */
import type { Attrs, Inferred, Op, Static } from '../../op.ts';

const infer = (inputs: readonly Static[], attrs: Attrs): Inferred[] => [{ dtype: inputs[0].dtype, shape: attrs.is_constant === true ? inputs[0].shape : null }];
const compute = (): never => { throw new Error('internal: Enter is executed by frames'); };
const ATTRS = '| T:type frame_name:string is_constant:bool=false parallel_iterations:int=10';

export const enter: Op = { type: 'Enter', signature: `data:T -> output:T ${ATTRS}`, flow: 'enter', infer, compute, flops: () => 0, examples: [] };
export const refEnter: Op = { type: 'RefEnter', signature: `data:&T -> output:&T ${ATTRS}`, flow: 'enter', infer, compute, flops: () => 0, examples: [] };
