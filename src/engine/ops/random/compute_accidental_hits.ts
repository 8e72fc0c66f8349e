/** ComputeAccidentalHits: where sampled candidates are true classes, with a weight that drives their logits to nothing. */
import { f32, i32, tensor, type Op } from '../../op.ts';

export const computeAccidentalHits: Op = {
  type: 'ComputeAccidentalHits', signature: 'true_classes:int64 sampled_candidates:int64 -> indices:int32 ids:int64 weights:float32 | num_true:int seed:int=0 seed2:int=0', stops: true,
  infer: () => [{ dtype: 'int32', shape: [null] }, { dtype: 'int64', shape: [null] }, { dtype: 'float32', shape: [null] }],
  compute(c) {
    const per = c.attrs.num_true as number;
    const places = new Map<number, number>();
    c.data(1).forEach((v, i) => places.set(v, i));
    const rows: number[] = [];
    const ids: number[] = [];
    c.data(0).forEach((v, i) => {
      const at = places.get(v);
      if (at === undefined) return;
      rows.push(Math.floor(i / per));
      ids.push(at);
    });
    c.make(0, [rows.length]).set(rows);
    c.make(1, [rows.length]).set(ids);
    c.make(2, [rows.length]).fill(-3.4028234663852886e38);
  },
  flops: () => 0,
  examples: [
    { inputs: [tensor('int64', [2, 2], [1, 2, 3, 4]), tensor('int64', [3], [4, 7, 1])], attrs: { num_true: 2 }, outputs: [i32([2], [0, 1]), tensor('int64', [2], [2, 0]), f32([2], [-3.4028235e+38, -3.4028235e+38])], differentiable: false },
  ],
};
