/** TensorArrayWriteV3: one element. */
import { arrayOf, putFlow, withRank, type Op } from '../../op.ts';

export const tensorArrayWriteV3: Op = {
  type: 'TensorArrayWriteV3', signature: 'handle:resource index:int32 value:T flow_in:float32 -> flow_out:float32 | T:type ! stateful',
  infer(inputs) {
    withRank('TensorArrayWriteV3', inputs[1], 0, inputs);
    return [{ dtype: 'float32', shape: [] }];
  },
  compute(c) {
    arrayOf(c).write(c.i32(1)[0], c.tensor(2));
    putFlow(c, 0);
  },
  flops: () => 0,
  examples: [],
};
