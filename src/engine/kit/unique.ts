/** Values that occur, in order of their first occurrence. */
import type { DType } from '../dtype.ts';
import { RunFailure, type Compute, type Op } from '../op-def.ts';
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

/** Shapes of Unique along an axis: which dimension changes is known where the axis is. */
export const inferUniqueSlices = (counts: boolean): Op['infer'] => ([x], attrs, constant) => {
  const idx = attrs.out_idx as DType;
  const axis = constant(1);
  const given = axis?.data[0] as number | undefined;
  const at = axis && axis.data.length === 0 ? 0 : given !== undefined && x.shape ? (given < 0 ? given + x.shape.length : given) : null;
  const y = x.shape && at !== null ? x.shape.map((d, i) => (i === at ? null : d)) : null;
  return [{ dtype: x.dtype, shape: y }, { dtype: idx, shape: x.shape && at !== null ? [x.shape[at] ?? null] : [null] }, ...(counts ? [{ dtype: idx, shape: [null] }] : [])];
};

/** Computes Unique along the axis that input 1 holds (none: of a vector). */
export function computeUniqueSlices(c: Compute, counts: boolean): void {
  const shape = c.shape(0);
  const given = (c.data(1)[0] as number | undefined) ?? 0;
  const axis = given < 0 ? given + shape.length : given;
  if (axis < 0 || axis >= shape.length) throw new RunFailure('InvalidArgumentError', `axis has to be between [0, ${shape.length})`);
  const idx = c.attrs.out_idx as DType;
  const outer = shape.slice(0, axis).reduce((a, b) => a * b, 1);
  const inner = shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const n = shape[axis];
  const x = elements(c, 0);
  const seen = new Map<string, number>();
  const first: number[] = [];
  const count: number[] = [];
  const place: number[] = [];
  for (let i = 0; i < n; i++) {
    const slice: (number | string)[] = [];
    for (let o = 0; o < outer; o++) for (let k = 0; k < inner; k++) slice.push(x[(o * n + i) * inner + k]);
    const key = JSON.stringify(slice);
    let at = seen.get(key);
    if (at === undefined) {
      seen.set(key, (at = first.length));
      first.push(i);
      count.push(0);
    }
    count[at]++;
    place.push(at);
  }
  c.make(1, [n], idx).set(place);
  if (counts) c.make(2, [count.length], idx).set(count);
  const made = shape.map((d, i) => (i === axis ? first.length : d));
  arrange(c, 0, made, (put) => {
    for (let o = 0; o < outer; o++) first.forEach((from, j) => { for (let k = 0; k < inner; k++) put((o * first.length + j) * inner + k, (o * n + from) * inner + k); });
  });
}
