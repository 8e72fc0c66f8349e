/** Rows of the last axis, as softmax and its cross entropies see their input. */
import type { Numbers } from '../dtype.ts';

export const rowLength = (shape: readonly number[]): number => shape[shape.length - 1] ?? 1;

/** Greatest element of the row at `at`. */
export function rowMax(x: Numbers, at: number, n: number): number {
  let top = -Infinity;
  for (let j = 0; j < n; j++) if (x[at + j] > top) top = x[at + j];
  return top;
}

/** Rounding of sums in an array's own precision. */
export const rounding = (x: Numbers): ((v: number) => number) => (x instanceof Float32Array ? Math.fround : (v) => v);
