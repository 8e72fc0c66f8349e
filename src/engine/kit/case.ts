/** Ops that change each string by itself. */
import { texts } from '../dtype.ts';
import type { Op } from '../op-def.ts';

/** `from` and `to`: an example. */
export const textOp = (type: string, signature: string, change: (s: string, utf8: boolean) => string, from: string, to: string): Op => ({
  type, signature,
  infer: ([x]) => [{ dtype: 'string', shape: x.shape }],
  compute: (c) => c.outStrings(0, c.shape(0), c.strings(0).map((s) => change(s, c.attrs.encoding === 'utf-8'))),
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [texts([1], [from])], outputs: [texts([1], [to])] }],
});
