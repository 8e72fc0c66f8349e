/** RegexReplace: what matches a pattern replaced. */
import { replaced, texts, type Op } from '../../op.ts';

export const regexReplace: Op = {
  type: 'RegexReplace', signature: 'input:string pattern:string rewrite:string -> output:string | replace_global:bool=true',
  infer: ([x]) => [{ dtype: 'string', shape: x.shape }],
  compute: (c) => c.outStrings(0, c.shape(0), c.strings(0).map((s) => replaced(s, c.strings(1)[0], c.strings(2)[0], c.attrs.replace_global as boolean))),
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [texts([1], ['a1b2']), texts([], ['[0-9]']), texts([], ['#'])], outputs: [texts([1], ['a#b#'])] }],
};
