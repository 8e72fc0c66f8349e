/** HistogramSummary: how often which values occur, as a serialized Summary. */
import { ProtoWriter } from '../../../lib/proto.ts';
import { fromBytes, histogram, RunFailure, summaryValue, type Op } from '../../op.ts';

export const histogramSummary: Op = {
  type: 'HistogramSummary', signature: 'tag:string values:T -> summary:string | T:type=float32',
  infer: () => [{ dtype: 'string', shape: [] }],
  compute(c) {
    const [tag] = c.strings(0);
    const values = c.data(1);
    for (const v of values) {
      if (Number.isNaN(v)) throw new RunFailure('InvalidArgumentError', `Nan in summary histogram for: ${c.name}`);
      if (!Number.isFinite(v)) throw new RunFailure('InvalidArgumentError', `Infinity in summary histogram for: ${c.name}`);
    }
    const summary = new ProtoWriter();
    summaryValue(summary, tag, histogram(values));
    c.outStrings(0, [], [fromBytes(summary.done())]);
  },
  stops: true,
  flops: () => 0,
  examples: [],
};
