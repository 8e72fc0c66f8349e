/** ReverseSequence: the first so many steps of each sequence of a batch turned around. */
import { f32, i32, wholes, arrange, rowSteps, RunFailure, ShapeError, walk, type Op } from '../../op.ts';

export const reverseSequence: Op = {
  type: 'ReverseSequence', signature: 'input:T seq_lengths:Tlen -> output:T | seq_dim:int batch_dim:int=0 T:type Tlen:type{int32,int64}=int64',
  infer([x, lengths], attrs) {
    const [seq, batch] = [attrs.seq_dim as number, attrs.batch_dim as number];
    if (!x.shape) return [{ dtype: x.dtype, shape: null }];
    if (batch >= x.shape.length) throw new ShapeError(`batch_dim must be < input rank: ${batch} vs. ${x.shape.length}`);
    if (seq >= x.shape.length) throw new ShapeError(`seq_dim must be < input rank: ${seq} vs. ${x.shape.length}`);
    const n = lengths.shape?.[0] ?? null;
    const b = x.shape[batch];
    if (n !== null && b !== null && n !== b) throw new ShapeError(`Dimensions must be equal, but are ${b} and ${n} for '{{node ReverseSequence}}'`);
    return [{ dtype: x.dtype, shape: x.shape.map((d, i) => (i === batch ? (d ?? n) : d)) }];
  },
  compute(c) {
    const shape = c.shape(0);
    const [seq, batch] = [c.attrs.seq_dim as number, c.attrs.batch_dim as number];
    const lengths = wholes(c, 1);
    if (lengths.length !== shape[batch]) throw new RunFailure('InvalidArgumentError', `Length of seq_lengths != input.dims(${batch}), (${lengths.length} vs. ${shape[batch]})`);
    lengths.forEach((n, i) => {
      if (n < 0) throw new RunFailure('InvalidArgumentError', `seq_lens(${i}) < 0`);
      if (n > shape[seq]) throw new RunFailure('InvalidArgumentError', `seq_lens(${i}) > input.dims(${seq})`);
    });
    const steps = rowSteps(shape);
    arrange(c, 0, shape, (put) => walk(shape, steps, 0, (i) => {
      const s = Math.floor(i / steps[seq]) % shape[seq];
      const n = lengths[Math.floor(i / steps[batch]) % shape[batch]];
      put(i, s < n ? i + (n - 1 - 2 * s) * steps[seq] : i);
    }));
  },
  flops: () => 0,
  gradient: (g) => [g.emit('ReverseSequence', [g.dy[0]!, g.x[1]], { seq_dim: g.attrs.seq_dim!, batch_dim: g.attrs.batch_dim! }, 'ReverseSequence')[0], null],
  examples: [{ inputs: [f32([2, 3], [1, 2, 3, 4, 5, 6]), i32([2], [2, 3])], attrs: { seq_dim: 1, batch_dim: 0 }, outputs: [f32([2, 3], [2, 1, 3, 6, 5, 4])] }],
};
