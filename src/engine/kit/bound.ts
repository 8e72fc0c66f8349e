/** Searching sorted rows. */
import { f32, i32, type DType } from '../dtype.ts';
import type { Op } from '../op-def.ts';

/** LowerBound and UpperBound: the first place whose element is not less than (`upper`: greater than) a value. */
export const boundOp = (type: string, upper: boolean): Op => ({
  type, signature: 'sorted_inputs:T values:T -> output:out_type | T:type out_type:type{int32,int64}=int32',
  infer: ([, values], attrs) => [{ dtype: attrs.out_type as DType, shape: values.shape }],
  compute(c) {
    const [rows, width] = c.shape(0) as [number, number];
    const each = c.shape(1)[1];
    const y = c.make(0, c.shape(1), c.attrs.out_type as DType);
    const sorted = c.data(0);
    const values = c.data(1);
    for (let r = 0; r < rows; r++) {
      for (let k = 0; k < each; k++) {
        const v = values[r * each + k];
        let [low, high] = [0, width];
        while (low < high) {
          const mid = (low + high) >> 1;
          const at = sorted[r * width + mid];
          if (upper ? at <= v : at < v) low = mid + 1;
          else high = mid;
        }
        y[r * each + k] = low;
      }
    }
  },
  flops: () => 0,
  stops: true,
  examples: [{ inputs: [f32([1, 4], [1, 2, 2, 5]), f32([1, 3], [2, 0, 9])], outputs: [i32([1, 3], upper ? [3, 0, 4] : [1, 0, 4])] }],
});
