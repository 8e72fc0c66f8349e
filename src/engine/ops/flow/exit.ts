/** Exit and RefExit: a value leaves a loop's frame. Only a run with frames executes them (frames.ts). */
import { likeFirst, type Op } from '../../op.ts';

const compute = (): never => { throw new Error('internal: Exit is executed by frames'); };

export const exit: Op = { type: 'Exit', signature: 'data:T -> output:T | T:type', flow: 'exit', infer: likeFirst, compute, flops: () => 0, examples: [] };
export const refExit: Op = { type: 'RefExit', signature: 'data:&T -> output:&T | T:type', flow: 'exit', infer: likeFirst, compute, flops: () => 0, examples: [] };
