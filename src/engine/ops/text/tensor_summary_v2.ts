/** TensorSummaryV2: a whole tensor, with what says how to show it. */
import { ProtoWriter } from '../../../lib/proto.ts';
import { fromBytes, type Op, summaryValue, tensor, tensorProto, texts, toBytes } from '../../op.ts';

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
  examples: [
    { inputs: [texts([], ['t']), tensor('int64', [1, 2], [1, 2]), texts([], [''])], outputs: [texts([], ['\n%\n\u0001tB\u001e\u0008\u0009\u0012\u0008\u0012\u0002\u0008\u0001\u0012\u0002\u0008\u0002"\u0010\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0002\u0000\u0000\u0000\u0000\u0000\u0000\u0000J\u0000'])] },
    { inputs: [texts([], ['t']), texts([2], ['a', 'bc']), texts([], ['\n\u0006\n\u0004text'])], outputs: [texts([], ['\n\u001e\n\u0001tB\u000f\u0008\u0007\u0012\u0004\u0012\u0002\u0008\u0002B\u0001aB\u0002bcJ\u0008\n\u0006\n\u0004text'])] },
  ],
};
