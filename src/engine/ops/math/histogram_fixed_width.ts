/** HistogramFixedWidth: how many values fall into each of equal intervals. */
import { constantInt, f32, i32, RunFailure, sizeOf, type DType, type Op } from '../../op.ts';

export const histogramFixedWidth: Op = {
  type: 'HistogramFixedWidth', signature: 'values:T value_range:T nbins:int32 -> out:dtype | T:type dtype:type{int32,int64}=int32', reads: [2],
  infer: (_inputs, attrs, constant) => [{ dtype: attrs.dtype as DType, shape: [constantInt(constant(2))] }],
  compute(c) {
    const bins = c.data(2)[0];
    if (bins <= 0) throw new RunFailure('InvalidArgumentError', `nbins should be a positive number, but got '${bins}'`);
    const y = c.make(0, [bins], c.attrs.dtype as DType);
    const [low, high] = [c.data(1)[0], c.data(1)[1]];
    if (!(low < high)) throw new RunFailure('InvalidArgumentError', `value_range should satisfy value_range[0] < value_range[1], but got '[${low}, ${high}]'`);
    const x = c.data(0);
    y.fill(0);
    const step = (high - low) / bins;
    for (let i = 0; i < x.length; i++) y[Math.max(0, Math.min(bins - 1, Math.trunc((x[i] - low) / step)))]++;
  },
  flops: (inputs) => sizeOf(inputs[0]),
  examples: [
    { inputs: [f32([6], [-1, 0, 1.5, 2, 5, 15]), f32([2], [0, 5]), i32([], [5])], attrs: { dtype: 'int32' }, outputs: [i32([5], [2, 1, 1, 0, 2])] },
  ],
};
