/** BroadcastGradientArgs: the axes over which two shapes were repeated to fit each other. */
import { i32, type Op } from '../op.ts';

function axes(own: readonly number[], other: readonly number[]): number[] {
  const rank = Math.max(own.length, other.length);
  const at = (s: readonly number[], d: number): number => (d < rank - s.length ? 1 : s[d - rank + s.length]);
  const out: number[] = [];
  for (let d = 0; d < rank; d++) if (at(own, d) === 1 && (at(other, d) !== 1 || d < rank - own.length)) out.push(d);
  return out;
}

export const broadcastGradientArgs: Op = {
  type: 'BroadcastGradientArgs', signature: 's0:T s1:T -> r0:T r1:T | T:type{int32,int64}=int32',
  infer: ([a]) => [{ dtype: a.dtype, shape: [null] }, { dtype: a.dtype, shape: [null] }],
  compute(c) {
    const [a, b] = [Array.from(c.data(0)), Array.from(c.data(1))];
    for (const [i, found] of [axes(a, b), axes(b, a)].entries()) c.make(i, [found.length], c.dtype(0)).set(found);
  },
  reference(inputs) {
    const [a, b] = inputs.map((t) => Array.from(t.data as Int32Array)) as [number[], number[]];
    return [axes(a, b), axes(b, a)].map((found) => i32([found.length], found));
  },
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [i32([2], [4, 10]), i32([1], [10])], differentiable: false }],
};
