/** StaticRegexFullMatch: whether whole strings match a pattern fixed when the graph is built. */
import { bools, regex, texts, type Op } from '../../op.ts';

export const staticRegexFullMatch: Op = {
  type: 'StaticRegexFullMatch', signature: 'input:string -> output:bool | pattern:string',
  infer: ([x]) => [{ dtype: 'bool', shape: x.shape }],
  compute(c) {
    const pattern = regex(`^(?:${c.attrs.pattern as string})$`, '');
    c.make(0, c.shape(0)).set(c.strings(0).map((s) => Number(pattern.test(s))));
  },
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [texts([2], ['ab', 'abc'])], attrs: { pattern: 'a.' }, outputs: [bools([2], [1, 0])] }],
};
