/** Values that occur, in order of their first occurrence. */
import type { DType } from '../dtype.ts';
import { RunFailure, type Compute } from '../op-def.ts';
import { elements, arrange } from './move.ts';

/** Computes Unique: values, the place of each input element among them, and how often each occurs if `counts`. */
export function computeUnique(c: Compute, counts: boolean): void {
  if (c.shape(0).length !== 1) throw new RunFailure('InvalidArgumentError', 'unique expects a 1D vector.');
  const idx = c.attrs.out_idx as DType;
  const x = elements(c, 0);
  const seen = new Map<number | string, number>();
  const first: number[] = [];
  const count: number[] = [];
  const place: number[] = [];
  for (let i = 0; i < x.length; i++) {
    let k = seen.get(x[i]);
    if (k === undefined) {
      seen.set(x[i], (k = first.length));
      first.push(i);
      count.push(0);
    }
    count[k]++;
    place.push(k);
  }
  c.make(1, [x.length], idx).set(place);
  if (counts) c.make(2, [count.length], idx).set(count);
  arrange(c, 0, [first.length], (put) => first.forEach((j, i) => put(i, j)));
}
