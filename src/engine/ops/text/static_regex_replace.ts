/** StaticRegexReplace: what matches a pattern replaced, both fixed when the graph is built. */
import { replaced, texts, type Op } from '../../op.ts';

export const staticRegexReplace: Op = {
  type: 'StaticRegexReplace', signature: 'input:string -> output:string | pattern:string rewrite:string replace_global:bool=true',
  infer: ([x]) => [{ dtype: 'string', shape: x.shape }],
  compute: (c) => c.outStrings(0, c.shape(0), c.strings(0).map((s) => replaced(s, c.attrs.pattern as string, c.attrs.rewrite as string, c.attrs.replace_global as boolean))),
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [texts([1], ['ab12'])], attrs: { pattern: '([a-z])([0-9])', rewrite: '\\2\\1' }, outputs: [texts([1], ['a1b2'])] }],
};
