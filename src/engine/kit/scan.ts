/** What Cumsum, Cumprod and CumulativeLogsumexp share: running results along an axis, from either end, with or without the element itself. */
import { sizeOf } from '../dtype.ts';
import { RunFailure, type Example, type Grad, type Gradient, type Op } from '../op-def.ts';

export interface Scan { readonly type: string; readonly start: number; readonly combine: (sum: number, x: number) => number; readonly gradient: (g: Gradient) => Grad[]; readonly examples: readonly Example[] }

export const scanOp = ({ type, start, combine, gradient, examples }: Scan): Op => ({
  type, signature: 'x:T axis:Tidx -> out:T | exclusive:bool=false reverse:bool=false T:type Tidx:type{int32,int64}=int32',
  infer: ([x]) => [{ dtype: x.dtype, shape: x.shape }],
  compute(c) {
    const shape = c.shape(0);
    const y = c.make(0, shape, c.dtype(0));
    const x = c.data(0);
    const given = c.data(1)[0];
    const axis = given < 0 ? given + shape.length : given;
    if (axis < 0 || axis >= shape.length) throw new RunFailure('InvalidArgumentError', `ScanOp: Expected scan axis in the range [${-shape.length}, ${shape.length}), but got ${given}`);
    const n = shape[axis];
    const step = sizeOf(shape.slice(axis + 1));
    const from = c.attrs.reverse === true ? n - 1 : 0;
    const by = c.attrs.reverse === true ? -step : step;
    for (let o = 0; o < sizeOf(shape.slice(0, axis)); o++) {
      for (let i = 0; i < step; i++) {
        let at = (o * n + from) * step + i;
        let sum = start;
        for (let k = 0; k < n; k++, at += by) {
          const next = combine(sum, x[at]);
          y[at] = c.attrs.exclusive === true ? sum : next;
          sum = next;
        }
      }
    }
  },
  flops: (inputs) => sizeOf(inputs[0]),
  gradient,
  examples,
});
