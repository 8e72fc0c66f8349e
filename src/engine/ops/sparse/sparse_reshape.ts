/** SparseReshape: the places of a sparse tensor in another shape of as many elements. */
import { placeOf, rowSteps, RunFailure, sparseRank, tensor, type Op } from '../../op.ts';

export const sparseReshape: Op = {
  type: 'SparseReshape', signature: 'input_indices:int64 input_shape:int64 new_shape:int64 -> output_indices:int64 output_shape:int64', reads: [2], stops: true,
  infer([indices, shape, wanted]) {
    sparseRank(indices, shape);
    const rank = wanted.shape?.[0] ?? null;
    return [{ dtype: 'int64', shape: [indices.shape?.[0] ?? null, rank] }, { dtype: 'int64', shape: [rank] }];
  },
  compute(c) {
    const shape = Array.from(c.data(1));
    const wanted = Array.from(c.data(2));
    const size = shape.reduce((a, b) => a * b, 1);
    const open = wanted.indexOf(-1);
    if (open >= 0) {
      if (wanted.indexOf(-1, open + 1) >= 0) throw new RunFailure('InvalidArgumentError', `only one output dimension may be -1, not both ${open} and ${wanted.indexOf(-1, open + 1)}`);
      const rest = wanted.reduce((a, b) => a * (b === -1 ? 1 : b), 1);
      if (size % rest !== 0) throw new RunFailure('InvalidArgumentError', `Input to reshape is a SparseTensor with ${size} dense values, but the requested shape requires a multiple of ${rest}.`);
      wanted[open] = size / rest;
    }
    const made = wanted.reduce((a, b) => a * b, 1);
    if (made !== size) throw new RunFailure('InvalidArgumentError', `Input to reshape is a tensor with ${size} dense values, but the requested shape has ${made}.`);
    const [count, rank] = c.shape(0) as [number, number];
    const out = c.make(0, [count, wanted.length]);
    c.make(1, [wanted.length]).set(wanted);
    const [from, to] = [rowSteps(shape), rowSteps(wanted)];
    const x = c.data(0);
    for (let k = 0; k < count; k++) {
      let at = placeOf(Array.from(x.subarray(k * rank, (k + 1) * rank)), from);
      for (let d = 0; d < wanted.length; d++) {
        out[k * wanted.length + d] = Math.floor(at / to[d]);
        at %= to[d];
      }
    }
  },
  flops: () => 0,
  examples: [
    { inputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 2, 1]), tensor('int64', [2], [3, 4]), tensor('int64', [2], [2, -1])], outputs: [tensor('int64', [3, 2], [0, 0, 0, 2, 1, 3]), tensor('int64', [2], [2, 6])], differentiable: false },
  ],
};
