/** InTopKV2: whether each row's target is among its k greatest predictions; ties count in its favour. */
import { bools, f32, forNode, i32, mergeShapes, RunFailure, ShapeError, sizeOf, withRank, type Op } from '../../op.ts';

export const inTopKV2: Op = {
  type: 'InTopKV2', signature: 'predictions:float32 targets:T k:T -> precision:bool | T:type{int32,int64}=int32', stops: true,
  infer(inputs) {
    const [rows] = withRank('InTopKV2', inputs[0], 2, inputs);
    const targets = withRank('InTopKV2', inputs[1], 1, inputs);
    const merged = mergeShapes([rows], targets);
    if (!merged) throw new ShapeError(`Dimensions must be equal, but are ${rows} and ${targets[0]} ${forNode('InTopKV2', inputs)}`);
    return [{ dtype: 'bool', shape: merged.shape }];
  },
  compute(c) {
    const [rows, n] = c.shape(0) as [number, number];
    if (c.shape(1)[0] !== rows) throw new RunFailure('InvalidArgumentError', `First dimension of predictions ${rows} must match length of targets ${c.shape(1)[0]}`);
    const out = c.make(0, [rows], 'bool');
    const [x, targets, k] = [c.data(0), c.data(1), c.data(2)[0]];
    for (let i = 0; i < rows; i++) {
      const target = x[i * n + targets[i]];
      let more = 0;
      let unsure = targets[i] < 0 || targets[i] >= n || !Number.isFinite(target);
      for (let j = 0; j < n && !unsure; j++) {
        if (!Number.isFinite(x[i * n + j])) unsure = true;
        else if (x[i * n + j] > target) more++;
      }
      out[i] = !unsure && more < k ? 1 : 0;
    }
  },
  flops: (inputs) => sizeOf(inputs[0]),
  examples: [
    { inputs: [f32([3, 3], [1, 3, 2, 2, -1, 0, 1, 1, 1]), i32([3], [2, 2, 0]), i32([], [2])], outputs: [bools([3], [1, 1, 1])] },
  ],
};
