/** ScalarSummary: numbers under tags, as a serialized Summary. */
import { ProtoWriter } from '../../../lib/proto.ts';
import { f32, fromBytes, i32, type Op, RunFailure, showDims, summaryValue, texts } from '../../op.ts';

export const scalarSummary: Op = {
  type: 'ScalarSummary', signature: 'tags:string values:T -> summary:string | T:type',
  infer: () => [{ dtype: 'string', shape: [] }],
  compute(c) {
    const [tags, values] = [c.strings(0), c.data(1)];
    if (c.shape(0).join() !== c.shape(1).join() || c.shape(0).length !== c.shape(1).length) {
      throw new RunFailure('InvalidArgumentError', `tags and values are not the same shape: ${showDims(c.shape(0))} != ${showDims(c.shape(1))}${c.shape(0).length === 0 ? ` (tag '${tags[0]}')` : ''}`);
    }
    const summary = new ProtoWriter();
    tags.forEach((tag, i) => summaryValue(summary, tag, (v) => v.float(2, values[i])));
    c.outStrings(0, [], [fromBytes(summary.done())]);
  },
  stops: true,
  flops: () => 0,
  examples: [
    { inputs: [texts([2], ['a', 'b']), f32([2], [1.5, -2])], outputs: [texts([], ['\n\u0008\n\u0001a\u0015\u0000\u0000\u00c0?\n\u0008\n\u0001b\u0015\u0000\u0000\u0000\u00c0'])] },
    { inputs: [texts([], ['loss']), i32([], [3])], outputs: [texts([], ['\n\u000b\n\u0004loss\u0015\u0000\u0000@@'])] },
  ],
};
