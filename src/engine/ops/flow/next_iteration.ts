/** NextIteration and RefNextIteration: a value goes on to the next iteration of its frame. Only a run with frames executes them (frames.ts). */
import { likeFirst, type Op } from '../../op.ts';

const compute = (): never => { throw new Error('internal: NextIteration is executed by frames'); };

export const nextIteration: Op = { type: 'NextIteration', signature: 'data:T -> output:T | T:type', flow: 'next', infer: likeFirst, compute, flops: () => 0, examples: [] };
export const refNextIteration: Op = { type: 'RefNextIteration', signature: 'data:&T -> output:&T | T:type', flow: 'next', infer: likeFirst, compute, flops: () => 0, examples: [] };
