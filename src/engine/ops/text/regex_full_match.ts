/** RegexFullMatch: whether whole strings match a pattern. */
import { bools, regex, texts, type Op } from '../../op.ts';

export const regexFullMatch: Op = {
  type: 'RegexFullMatch', signature: 'input:string pattern:string -> output:bool',
  infer: ([x]) => [{ dtype: 'bool', shape: x.shape }],
  compute(c) {
    const pattern = regex(`^(?:${c.strings(1)[0]})$`, '');
    c.make(0, c.shape(0)).set(c.strings(0).map((s) => Number(pattern.test(s))));
  },
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [texts([2], ['ab', 'abc']), texts([], ['a.'])], outputs: [bools([2], [1, 0])] }],
};
