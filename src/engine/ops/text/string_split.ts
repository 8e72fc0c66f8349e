/** StringSplit: strings of a vector split at any of the delimiter's characters, as a sparse matrix. */
import { tensor, texts, type Op } from '../../op.ts';

export const stringSplit: Op = {
  type: 'StringSplit', signature: 'input:string delimiter:string -> indices:int64 values:string shape:int64 | skip_empty:bool=true',
  infer: () => [{ dtype: 'int64', shape: [null, 2] }, { dtype: 'string', shape: [null] }, { dtype: 'int64', shape: [2] }],
  compute(c) {
    const [by] = c.strings(1) as [string];
    const rows = c.strings(0).map((s) => {
      const parts: string[] = by === '' ? Array.from(s) : [''];
      if (by !== '') for (const ch of s) { if (by.includes(ch)) parts.push(''); else parts[parts.length - 1] += ch; }
      return c.attrs.skip_empty ? parts.filter((p) => p !== '') : parts;
    });
    const flat = rows.flatMap((r, i) => r.map((text, k) => ({ text, i, k })));
    c.make(0, [flat.length, 2]).set(flat.flatMap(({ i, k }) => [i, k]));
    c.make(2, [2]).set([rows.length, rows.reduce((most, r) => Math.max(most, r.length), 0)]);
    c.outStrings(1, [flat.length], flat.map((f) => f.text));
  },
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [texts([2], ['a b', 'c']), texts([], [' '])], outputs: [tensor('int64', [3, 2], [0, 0, 0, 1, 1, 0]), texts([3], ['a', 'b', 'c']), tensor('int64', [2], [2, 2])] }],
};
