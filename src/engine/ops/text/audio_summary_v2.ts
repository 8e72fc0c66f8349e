/** AudioSummaryV2: sounds as 16-bit WAV. */
import { ProtoWriter } from '../../../lib/proto.ts';
import { f32, fromBytes, type Op, RunFailure, summaryValue, texts } from '../../op.ts';

/** A WAV file of interleaved samples in -1..1. */
function wav(samples: ArrayLike<number>, rate: number, channels: number): Uint8Array {
  const out = new Uint8Array(44 + samples.length * 2);
  const view = new DataView(out.buffer);
  const text = (at: number, s: string): void => { for (let i = 0; i < s.length; i++) out[at + i] = s.charCodeAt(i); };
  text(0, 'RIFF');
  view.setUint32(4, 36 + samples.length * 2, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, channels, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * channels * 2, true);
  view.setUint16(32, channels * 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  for (let i = 0; i < samples.length; i++) view.setInt16(44 + i * 2, Math.max(-32768, Math.min(32767, Math.trunc(samples[i] * 32768))), true);
  return out;
}

export const audioSummaryV2: Op = {
  type: 'AudioSummaryV2', signature: 'tag:string tensor:float32 sample_rate:float32 -> summary:string | max_outputs:int>=1=3',
  infer: () => [{ dtype: 'string', shape: [] }],
  compute(c) {
    const shape = c.shape(1);
    if (shape.length < 2 || shape.length > 3) throw new RunFailure('InvalidArgumentError', `Tensor must be 3-D or 2-D, got: [${shape.join(',')}]`);
    const [batch, frames] = shape as [number, number];
    const channels = shape[2] ?? 1;
    const rate = c.f32(2)[0];
    const most = c.attrs.max_outputs as number;
    const summary = new ProtoWriter();
    for (let i = 0; i < Math.min(most, batch); i++) {
      const samples = c.f32(1).subarray(i * frames * channels, (i + 1) * frames * channels);
      summaryValue(summary, `${c.strings(0)[0]}/audio${most > 1 ? `/${i}` : ''}`, (v) => v.message(6, (m) => m.float(1, rate).int(2, channels).int(3, frames).data(4, wav(samples, Math.round(rate), channels)).text(5, 'audio/wav')));
    }
    c.outStrings(0, [], [fromBytes(summary.done())]);
  },
  stops: true,
  flops: () => 0,
  examples: [
    { inputs: [texts([], ['s']), f32([1, 4], [0.5, -0.25, 1, -1.5]), f32([], [10])], attrs: { max_outputs: 1 }, outputs: [texts([], ['\nU\n\u0007s/audio2J\u000d\u0000\u0000 A\u0010\u0001\u0018\u0004"4RIFF,\u0000\u0000\u0000WAVEfmt \u0010\u0000\u0000\u0000\u0001\u0000\u0001\u0000\n\u0000\u0000\u0000\u0014\u0000\u0000\u0000\u0002\u0000\u0010\u0000data\u0008\u0000\u0000\u0000\u0000@\u0000\u00e0\u00ff\u007f\u0000\u0080*\u0009audio/wav'])] },
  ],
};
