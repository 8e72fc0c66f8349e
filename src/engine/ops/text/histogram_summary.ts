/** HistogramSummary: how often which values occur, as a serialized Summary. */
import { ProtoWriter } from '../../../lib/proto.ts';
import { f32, fromBytes, histogram, type Op, RunFailure, summaryValue, tensor, texts } from '../../op.ts';

export const histogramSummary: Op = {
  type: 'HistogramSummary', signature: 'tag:string values:T -> summary:string | T:type{float32,float64,int32,uint8,int16,int8,int64,bfloat16,uint16,float16,uint32,uint64}=float32',
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
  examples: [
    { inputs: [texts([], ['h']), f32([4], [-1, 0, 0.5, 3])], outputs: [texts([], ['\n\u00c7\u0001\n\u0001h*\u00c1\u0001\u0009\u0000\u0000\u0000\u0000\u0000\u0000\u00f0\u00bf\u0011\u0000\u0000\u0000\u0000\u0000\u0000\u0008@\u0019\u0000\u0000\u0000\u0000\u0000\u0000\u0010@!\u0000\u0000\u0000\u0000\u0000\u0000\u0004@)\u0000\u0000\u0000\u0000\u0000\u0080$@2H+\u0014\u00fa\u00cd\u00be$\u00f0\u00bf\u0008\u0099i\u0019\u0015Z\u00ed\u00bf\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0011\u00ea-\u0081\u0099\u0097q=\u00fa\u00e5Z%\u00d3\u001f\u00de?\u00b01%\u00ee\u0080\u0091\u00e0?h\u00bc\u00105\u009a\u0007\u0007@\u000d\u009c\u00c5\u00a0)U\u0009@\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ef\u007f:H\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u00f0?\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u00f0?\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u00f0?\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u00f0?\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000'])] },
    { inputs: [texts([], ['n']), tensor('float64', [0], [])], outputs: [texts([], ['\n+\n\u0001n*&\u0009\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ef\u007f\u0011\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ef\u00ff2\u0008\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ef\u007f:\u0008\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0000'])] },
  ],
};
