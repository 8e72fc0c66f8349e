/** DiagPart: the diagonal of a tensor of even rank. */
import { f32, RunFailure, ShapeError, showDims, unequal, type Op } from '../../op.ts';

export const diagPart: Op = {
  type: 'DiagPart', signature: 'input:T -> diagonal:T | T:type',
  infer: (inputs) => {
    const [x] = inputs;
    const half = (x.shape?.length ?? 0) / 2;
    if (half % 1 !== 0 || x.shape?.length === 0) throw new ShapeError(`Input must have even and non-zero rank for '{{node DiagPart}}' with input shapes: ${showDims(x.shape)}.`);
    x.shape?.slice(0, half).forEach((d, i) => {
      const other = x.shape![i + half];
      if (d !== null && other !== null && d !== other) unequal('DiagPart', d, other, inputs);
    });
    return [{ dtype: x.dtype, shape: x.shape && x.shape.slice(0, x.shape.length / 2).map((d, i) => d ?? x.shape![i + x.shape!.length / 2]) }];
  },
  compute(c) {
    const shape = c.shape(0);
    const half = shape.slice(0, shape.length / 2);
    half.forEach((d, i) => { if (d !== shape[i + half.length]) throw new RunFailure('InvalidArgumentError', `Invalid shape ${showDims(shape)}: dimensions ${i} and ${i + half.length} do not match.`); });
    const y = c.make(0, half, c.dtype(0));
    const x = c.data(0);
    for (let i = 0; i < y.length; i++) y[i] = x[i * y.length + i];
  },
  flops: () => 0,
  gradient: (g) => [g.apply('Diag', [g.dy[0]!])[0]],
  examples: [
    { inputs: [f32([3, 3], [4, 1, 0.5, 1, 3, 0.25, 0.5, 0.25, 2])], outputs: [f32([3], [4, 3, 2])] },
  ],
};
