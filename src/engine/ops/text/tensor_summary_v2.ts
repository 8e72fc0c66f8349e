/** TensorSummaryV2: a whole tensor, with what says how to show it. */
import { ProtoWriter } from '../../../lib/proto.ts';
import { fromBytes, summaryValue, tensorProto, toBytes, type Op } from '../../op.ts';

export const tensorSummaryV2: Op = {
  type: 'TensorSummaryV2', signature: 'tag:string tensor:T serialized_summary_metadata:string -> summary:string | T:type',
  infer: () => [{ dtype: 'string', shape: [] }],
  compute(c) {
    const summary = new ProtoWriter();
    summaryValue(summary, c.strings(0)[0], (v) => v.message(8, (t) => tensorProto(t, c.tensor(1))).data(9, toBytes(c.strings(2)[0])));
    c.outStrings(0, [], [fromBytes(summary.done())]);
  },
  stops: true,
  flops: () => 0,
  examples: [],
};
