/** StringSplitV2: strings of a vector split at a separator, as Python splits. */
import { tensor, texts, type Op } from '../../op.ts';

function parts(s: string, sep: string, most: number): string[] {
  if (sep === '') {
    const words = s.trim() === '' ? [] : s.trim().split(/[ \t\n\v\f\r]+/);
    return most >= 0 && words.length > most + 1 ? [...words.slice(0, most), words.slice(most).join(' ')] : words;
  }
  const all = s.split(sep);
  return most >= 0 && all.length > most + 1 ? [...all.slice(0, most), all.slice(most).join(sep)] : all;
}

export const stringSplitV2: Op = {
  type: 'StringSplitV2', signature: 'input:string sep:string -> indices:int64 values:string shape:int64 | maxsplit:int=-1',
  infer: () => [{ dtype: 'int64', shape: [null, 2] }, { dtype: 'string', shape: [null] }, { dtype: 'int64', shape: [2] }],
  compute(c) {
    const rows = c.strings(0).map((s) => parts(s, c.strings(1)[0], c.attrs.maxsplit as number));
    const flat = rows.flatMap((r, i) => r.map((text, k) => ({ text, i, k })));
    c.make(0, [flat.length, 2]).set(flat.flatMap(({ i, k }) => [i, k]));
    c.make(2, [2]).set([rows.length, rows.reduce((most, r) => Math.max(most, r.length), 0)]);
    c.outStrings(1, [flat.length], flat.map((f) => f.text));
  },
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [texts([2], ['a b', ' c ']), texts([], [''])], outputs: [tensor('int64', [3, 2], [0, 0, 0, 1, 1, 0]), texts([3], ['a', 'b', 'c']), tensor('int64', [2], [2, 2])] }],
};
