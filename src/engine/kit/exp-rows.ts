/** Exponentials of rows less their greatest element, with their sums, as TensorFlow's softmax kernels make them (core/kernels/softmax_op_functor.h, xent_op.h). */
import type { Numbers } from '../dtype.ts';
import { foldRows } from '../folds.ts';
import { exp32 } from './eigen.ts';
import { rounding, rowMax } from './rows.ts';

export interface ExpRows { readonly tops: Float64Array; readonly sums: Numbers }

/**
 * Fills `y` with exp(x - top) of each row of `n`. The sums are of what stands in `y`, or else of exponentials made again for them: those at the end
 * of a row, which fill no vector there, then have other last bits.
 */
export function expRows(x: Numbers, y: Numbers, n: number, again: boolean): ExpRows {
  const rows = n === 0 ? 0 : x.length / n;
  const single = x instanceof Float32Array;
  const round = rounding(x);
  const tops = new Float64Array(rows);
  const sums = y.slice(0, rows);
  const terms = again ? y.slice() : y;
  const whole = single ? x.length - (x.length % 8) : 0;
  const wholeRow = single ? n - (n % 8) : 0;
  for (let i = 0, at = 0; i < rows; i++, at += n) {
    tops[i] = rowMax(x, at, n);
    for (let j = 0; j < n; j++) {
      const less = round(x[at + j] - tops[i]);
      if (again) terms[at + j] = j < wholeRow ? exp32(less) : Math.exp(less);
      y[at + j] = at + j < whole ? exp32(less) : Math.exp(less);
    }
  }
  foldRows(terms, sums, n, 0, (a, b) => a + b);
  return { tops, sums };
}
