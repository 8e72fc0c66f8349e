/** Print: its input, with other tensors written out as it passes. */
import { copy, f32, summarize, type Op } from '../../op.ts';

export const print: Op = {
  type: 'Print', signature: 'input:T data:U -> output:T | T:type U:list(type)>=0 message:string="" first_n:int=-1 summarize:int=3 ! stateful',
  infer: ([x]) => [{ dtype: x.dtype, shape: x.shape }],
  compute(c) {
    copy(c, c.shape(0));
    if (c.attrs.first_n === 0) return;
    const parts = Array.from({ length: c.inputs - 1 }, (_, i) => `[${summarize(c.tensor(i + 1), c.attrs.summarize as number)}]`);
    c.state.print(`${c.attrs.message as string}${parts.join('')}`);
  },
  flops: () => 0,
  gradient: (g) => [g.dy[0], ...g.x.slice(1).map(() => null)],
  examples: [{ inputs: [f32([2], [1, 2]), f32([], [3])], attrs: { first_n: 0 }, outputs: [f32([2], [1, 2])], differentiable: false }],
};
