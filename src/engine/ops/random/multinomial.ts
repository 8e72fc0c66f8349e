/** Multinomial: class numbers drawn from the unnormalised log-probabilities of each row. */
import { unitDouble } from '../../../lib/philox.ts';
import { constantInt, RESERVED, reserved, RunFailure, showDims, withRank, Words, type DType, type Op } from '../../op.ts';

export const multinomial: Op = {
  type: 'Multinomial', signature: 'logits:T num_samples:int32 -> output:output_dtype | seed:int=0 seed2:int=0 T:type output_dtype:type{int32,int64}=int64 ! stateful', reads: [1], stops: true,
  infer(inputs, attrs, constant) {
    const [batch] = withRank('Multinomial', inputs[0], 2, inputs);
    withRank('Multinomial', inputs[1], 0, inputs);
    return [{ dtype: attrs.output_dtype as DType, shape: [batch, constantInt(constant(1))] }];
  },
  compute(c) {
    if (c.shape(0).length !== 2) throw new RunFailure('InvalidArgumentError', `logits should be a matrix, got shape ${showDims(c.shape(0))}`);
    const [batch, classes] = c.shape(0) as [number, number];
    const samples = c.data(1)[0];
    if (samples < 0) throw new RunFailure('InvalidArgumentError', `num_samples should be nonnegative, got ${samples}`);
    if (classes <= 0) throw new RunFailure('InvalidArgumentError', `num_classes should be positive, got ${classes}`);
    const out = c.make(0, [batch, samples], c.attrs.output_dtype as DType);
    const logits = c.data(0);
    const words = new Words(reserved(c, batch * (Math.ceil(samples / 4) * 4) * 2 * RESERVED));
    const sums = new Float64Array(classes);
    for (let b = 0; b < batch; b++) {
      const row = logits.subarray(b * classes, (b + 1) * classes);
      let top = -Infinity;
      for (const v of row) if (Number.isFinite(v) && v > top) top = v;
      let total = 0;
      for (let k = 0; k < classes; k++) {
        if (Number.isFinite(row[k])) total += Math.exp(row[k] - top);
        sums[k] = total;
      }
      for (let s = 0; s < samples; s++) {
        const find = unitDouble(words.next(), words.next()) * total;
        let k = 0;
        while (k < classes && sums[k] <= find) k++;
        out[b * samples + s] = k;
      }
    }
  },
  examples: [],
};
